"""One entry of the terminfo database, read through the standard library's `curses`; nothing broken leaves it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from fleet_tui.terminal.terminfo.templates import expand

TAB_STOPS = 8
"""Columns from one tab stop to the next."""
TRUE_COLOR = 1 << 24
"""As many colours as there are when red, green and blue are said."""

_KEYS = {
    **{"kcuu1": "up", "kcud1": "down", "kcuf1": "right", "kcub1": "left", "khome": "home", "kend": "end"},
    **{"kpp": "pageup", "knp": "pagedown", "kich1": "insert", "kdch1": "delete", "kcbt": "shift+tab"},
    **{f"kf{number}": f"f{number}" for number in range(1, 13)},
}
_LOOKS = {
    **{"q": "─━═╌┄┈╍┅┉", "x": "│┃║╎┆┊╏┇┋", "l": "┌┏╔╭", "k": "┐┓╗╮", "m": "└┗╚╰", "j": "┘┛╝╯"},
    **{"t": "├┣╠", "u": "┤┫╣", "w": "┬┳╦", "v": "┴┻╩", "n": "┼╋╬", "a": "▒", "`": "◆", "~": "·"},
}
"""The letters of a VT100's line drawing, by which terminfo names them, and the characters that each can stand for."""

_DELAY = re.compile(rb"\$<\d+(\.\d*)?[*/]{0,2}>")
_POSITION = re.compile(rb"\x1b\[(%i)?(%p1)?%d;(%p2)?%dR")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,63}", re.ASCII)


class Source(Protocol):
    """What of `curses` is needed, once it has looked up an entry."""

    def tigetstr(self, name: str, /) -> bytes | None: ...
    def tigetnum(self, name: str, /) -> int: ...
    def tigetflag(self, name: str, /) -> int: ...


@dataclass(frozen=True, slots=True)
class TerminfoEntry:
    """What terminfo says of a type of terminal, by terminfo's names."""

    name: str
    source: Source

    def text(self, name: str) -> bytes:
        """What is sent, without delays; nothing where the terminal has no such thing."""
        return _DELAY.sub(b"", self.source.tigetstr(name) or b"")

    def template(self, name: str) -> bytes:
        """A string that takes numbers; nothing where it is broken, so that what is sent later cannot fail."""
        template = self.text(name)
        return template if _expanded(template, 1, 1) else b""

    def number(self, name: str) -> int:
        """A number, below 0 where the terminal has none."""
        return self.source.tigetnum(name)

    def flag(self, name: str) -> bool:
        """Whether something is so."""
        return self.source.tigetflag(name) > 0

    @property
    def repetition(self) -> bytes:
        """How a character is repeated, where that is done in ECMA-48's way."""
        template = self.text("rep")
        return template if _expanded(template, ord("x"), 5) == b"x\x1b[4b" else b""

    @property
    def tab(self) -> bytes:
        """What goes to the next tab stop, where that is ASCII's and the stops are eight columns apart."""
        return self.text("ht") if self.text("ht") == b"\t" and self.number("it") == TAB_STOPS else b""

    @property
    def position_request(self) -> bytes:
        """What asks for the cursor's position, where the answer is ECMA-48's."""
        return self.text("u7") if _POSITION.fullmatch(self.text("u6")) else b""

    @property
    def colors(self) -> int:
        """How many colours there are, of those numbers that ECMA-48 and its followers have a sequence for."""
        if _expanded(self.text("setaf"), 1) != b"\x1b[31m":
            return 0
        if any(self.flag(name) or self.number(name) > 0 or self.text(name) for name in ("Tc", "RGB")):
            return TRUE_COLOR
        return max(number for number in (0, 8, 16, 256, TRUE_COLOR) if number <= max(0, self.number("colors")))

    @property
    def line_drawing(self) -> dict[str, str]:
        """What stands for a character in the alternate set, where that is ASCII.

        The characters of a PC's code page would be nonsense to a terminal that takes UTF-8.
        """
        if not (self.text("smacs") and self.text("rmacs")):
            return {}
        pairs = self.text("acsc")
        byte = {
            chr(letter): chr(byte) for letter, byte in zip(pairs[::2], pairs[1::2], strict=False) if 32 < byte < 127
        }
        return {look: byte[letter] for letter, looks in _LOOKS.items() if letter in byte for look in looks}

    @property
    def keys(self) -> dict[bytes, str]:
        """Textual's names of keys by what they send; a key that sends one control character is that character."""
        keys: dict[bytes, str] = {}
        for name, key in _KEYS.items():
            sent = self.text(name)
            if len(sent) > 1 and sent.startswith((b"\x1b", b"\x9b")):
                keys.setdefault(sent, key)
        return keys


def find(term: str) -> TerminfoEntry | None:
    """The entry of a type, of its nearest relative, or else of a VT100; nothing on a system without terminfo.

    Only the first entry that is found is ever read in a process: `curses` keeps to it.
    """
    try:
        import curses  # not until a screen is wanted: it costs some milliseconds
    except ImportError:
        return None

    curses.use_env(False)  # else the size is the window's, or what COLUMNS and LINES say
    nowhere = os.open(os.devnull, os.O_RDWR)  # else it would look at how the line is set
    try:
        for name in (*relatives(term), "vt100"):
            try:
                curses.setupterm(name, nowhere)
            except curses.error:
                continue
            return TerminfoEntry(name, curses)
    finally:
        os.close(nowhere)
    return None


def relatives(term: str) -> Iterator[str]:
    """A type and, shorter and shorter, the families that its name says it is of: xterm-kitty, xterm."""
    while _NAME.fullmatch(term):
        yield term
        term = re.sub(r"(^|[-+.])[^-+.]*$", "", term)


def _expanded(template: bytes, *numbers: int) -> bytes:
    try:
        return expand(template, *numbers)
    except ValueError:
        return b""
