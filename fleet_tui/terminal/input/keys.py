"""Tokens from the keyboard as Textual's events, with the names that Textual's own reader gives to keys."""

from __future__ import annotations

from collections.abc import Mapping

from textual.events import Key, Paste
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.message import Message

from fleet_tui.terminal.input.modified_keys import modified_key
from fleet_tui.terminal.input.mouse import Mouse
from fleet_tui.terminal.input.textual_keys import ANSI_SEQUENCES_KEYS, character_to_key
from fleet_tui.terminal.input.tokens import (
    Alt,
    Background,
    Character,
    Features,
    Identity,
    Pasted,
    Report,
    Sequence,
    Token,
)

_ERASE = (b"\x7f", b"\x08")
_NEVER_FUNCTION_KEYS = "\x1b\r\t\x03"  # needed to leave a screen, whatever terminfo says


def sequences(extra: Mapping[bytes, str]) -> frozenset[bytes]:
    """Everything that is a whole key for Textual or for this terminal, for `Keyboard(known=…)`.

    Textual's Alt keys are not among them: they are an escape and a character, and stay that.
    """
    textual = (sequence.encode() for sequence in ANSI_SEQUENCES_KEYS)
    return frozenset(sequence for sequence in textual if sequence[:1] != b"\x1b" or len(sequence) > 2) | frozenset(
        extra
    )


def report_as_key(report: Report) -> Key | None:
    """The key that sends the same as an unrequested cursor report: F3 with Shift, Alt or Ctrl; None for others."""
    if report.row != 1 or not 2 <= report.column <= 16:
        return None
    keys = modified_key(f"\x1b[1;{report.column}R")
    return keys[0] if keys else None


class Keys:
    """Names keys. `extra` are the terminal's own function keys from terminfo, `erase` what its Backspace sends.

    Terminfo goes before Textual's table, which knows no terminal in particular; `erase` goes before both, because the
    line is set up for it: a terminal may call the same byte its Delete or its left arrow.
    """

    def __init__(self, extra: Mapping[bytes, str], erase: bytes) -> None:
        self._extra = {data.decode("latin-1"): name for data, name in extra.items()}
        if erase in _ERASE:
            self._extra[erase.decode("latin-1")] = "backspace"
        self._mouse = Mouse()

    def events(self, token: Token) -> list[Message]:
        """The keys of a token: none for a sequence that no key sends, and for a report."""
        match token:
            case Character(text):
                return [*self._character(text)]
            case Alt(text):
                return [*self._alt(text)]
            case Sequence(data):
                mouse = self._mouse.event(data)
                return [*self._sequence(data.decode("latin-1"))] if mouse is None else [mouse]
            case Pasted(text):
                return [Paste(text.replace("\x00", ""))]  # as Textual does
            case Report() | Identity() | Features() | Background():
                return []

    def _character(self, text: str) -> list[Key]:
        if text == "\n":  # Enter, pressed while the line still translated it for the shell
            text = "\r"
        if (text < " " or text == "\x7f") and text not in _NEVER_FUNCTION_KEYS and text in self._extra:
            return [Key(self._extra[text], text)]
        return _in_table(text) or _named(text)

    def _alt(self, text: str) -> list[Key]:
        """Escape, and then the key: a slow line brings both at once when they were pressed one after the other.

        No key of this program needs Alt (product.md, Keys), so nothing is lost by it.
        """
        sequence = f"\x1b{text}"
        if sequence in self._extra:
            return [Key(self._extra[sequence], None)]
        return [Key("escape", "\x1b"), *self._character(text)]

    def _sequence(self, sequence: str) -> list[Key]:
        if sequence in self._extra:
            return [Key(self._extra[sequence], None)]
        keys = modified_key(sequence)
        return _in_table(sequence) if keys is None else keys


def _in_table(sequence: str) -> list[Key]:
    """The keys of Textual's table; none for what is not in it or is there to be ignored."""
    keys = ANSI_SEQUENCES_KEYS.get(sequence)
    if isinstance(keys, tuple):
        return [Key(key.value, sequence if len(sequence) == 1 else None) for key in keys]
    return _named(keys) if isinstance(keys, str) else []


def _named(text: str) -> list[Key]:
    """The key of a character: a letter or digit is its own name, others have the names of Unicode."""
    if len(text) != 1:
        return []
    name = character_to_key(text)
    return [Key(KEY_NAME_REPLACEMENTS.get(name, name), text)]
