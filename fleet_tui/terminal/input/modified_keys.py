"""Keys with numeric parameters: `ESC [ 1 ; 5 A`, `ESC [ 5 ; 5 ~`, `ESC [ 13 ; 5 u`, `ESC [ 27 ; 5 ; 13 ~`.

The names are Textual's. Its own reader also takes any number for a character (F13 comes out as a control character) and
ends the program over some numbers; here a number that says nothing is no key.
"""

from __future__ import annotations

import re

from textual import events

from fleet_tui.terminal.input.textual_keys import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS, character_to_key

_KEY = re.compile(r"\x1b\[([0-9:]*)(?:;([0-9:]*))?(?:;([0-9:]*))?;?([u~ABCDEFHPQRS])")
_OTHER_KEY = re.compile(r"\x1b\[27;([0-9]+);([0-9]+)~")  # xterm's modifyOtherKeys
_OLD_CURSOR_KEY = re.compile(r"\x1bO(?:1;)?([2-9])([ABCDEFHPQRS])")
_MODIFIERS = ("alt", "ctrl", "super", "hyper", "meta")  # bits 1 to 5; bit 0 is shift, the locks beyond are no matter
_RELEASED = "3"
_CHARACTERS = {"backspace": "\x7f", "enter": "\r", "tab": "\t"}  # what these keys type when nothing modifies them


def modified_key(sequence: str) -> list[events.Key] | None:
    """The keys of such a sequence; none for a key that was let go, None when it is no such sequence."""
    if other := _OTHER_KEY.fullmatch(sequence):
        sequence = f"\x1b[{other[2]};{other[1]}u"
    elif old := _OLD_CURSOR_KEY.fullmatch(sequence):
        sequence = f"\x1b[1;{old[1]}{old[2]}"
    told = _KEY.fullmatch(sequence)
    if told is None:
        return None
    code, end = told[1].partition(":")[0] or "1", told[4]
    modifiers, _, happened = (told[2] or "").partition(":")
    name = FUNCTIONAL_KEYS.get(f"{int(code)}{end}")
    typed = [_character(part) for part in told[3].split(":")] if told[3] else [None]
    if name is None and (end != "u" or _character(code) is None or (told[3] and None in typed)):
        return None
    if happened == _RELEASED:
        return []
    return [_key(name or character_to_key(text or chr(int(code))), int(modifiers or 0), text) for text in typed]


def _character(number: str) -> str | None:
    """The character of that number, when one can be typed: no control characters, no surrogates."""
    if not number or len(number) > len("1114111") or int(number) > 0x10FFFF:
        return None
    character = chr(int(number))
    return None if character < " " or "\x7f" <= character < "\xa0" or "\ud800" <= character < "\ue000" else character


def _key(name: str, modifiers: int, text: str | None) -> events.Key:
    held: list[str] = []
    if modifiers and name not in MODIFIER_FUNCTIONAL_KEYS:
        bits = modifiers - 1
        if bits & 1 and (text is None or text.isspace()):  # otherwise the text tells it
            held.append("shift")
        held += [word for bit, word in enumerate(_MODIFIERS, 1) if bits & 1 << bit and (word != "alt" or text is None)]
    return events.Key("+".join([*sorted(held), name]), text or (None if modifiers else _CHARACTERS.get(name)))
