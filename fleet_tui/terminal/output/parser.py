"""Reads what Textual writes to a terminal into a grid of cells.

Textual places the cursor, sets a style and writes text. That is all that is understood here; with three things that are
not a picture: the bell, a text for the clipboard, and that the screen is to be cleared, which is done by painting all
of it again. Whatever else comes, from Textual or from user data, ends here: only sequences that this package
composed are ever sent.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from fleet_tui.terminal.output.grid import (
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    PLAIN,
    REVERSE,
    RGB,
    STRIKE,
    UNDERLINE,
    ScreenBuffer,
    Style,
)

_PART = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<numbers>[0-9;]*)(?P<final>[Hfm])"
    r"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)(?:\x07|\x1b\\)"
    r"|(?P<bell>\x07)"
    r"|(?P<clear>\x1b\[2J)"
    # foreign: control sequences, strings with what is in them (an unfinished one to its end), other escapes, controls
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
    r"|[\x00-\x1f\x7f-\x9f]"
)
_SETS = {1: BOLD, 2: DIM, 3: ITALIC, 4: UNDERLINE, 7: REVERSE, 9: STRIKE, 21: UNDERLINE}
_ENDS = {22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE, 27: REVERSE, 29: STRIKE}


@dataclass(frozen=True, slots=True)
class Bell:
    """The terminal is to sound."""


@dataclass(frozen=True, slots=True)
class Clipboard:
    """A text that the terminal is to put into its user's clipboard."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Repaint:
    """The terminal may show something else than was painted."""


Request = Bell | Clipboard | Repaint


class OutputParser:
    """Keeps the picture that everything written so far makes."""

    def __init__(self, grid: ScreenBuffer) -> None:
        self.grid = grid
        self._line = 0
        self._column = 0
        self._style = PLAIN

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor was left, as line and column from 0: on the screen, as terminals have it."""
        return min(self._line, self.grid.lines - 1), min(self._column, self.grid.columns - 1)

    def feed(self, data: str) -> list[Request]:
        """Take what is written; gives what is asked of the terminal besides the picture."""
        requests: list[Request] = []
        for part in _PART.finditer(data):
            if text := part["text"]:
                self._column = self.grid.write(self._line, self._column, text, self._style)
            elif final := part["final"]:
                if final == "m":
                    self._style = restyled(self._style, part["numbers"])
                else:
                    self._place(part["numbers"])
            elif part["bell"]:
                requests.append(Bell())
            elif part["clear"]:
                requests.append(Repaint())
            elif part["copied"] is not None:
                requests += _copied(part["copied"])
        return requests

    def _place(self, numbers: str) -> None:
        line, _, column = numbers.partition(";")
        self._line = _number(line, 1) - 1
        self._column = _number(column, 1) - 1


def _number(digits: str, default: int) -> int:
    return max(1, int(digits[:6])) if digits else default  # six digits are beyond every screen


def _copied(encoded: str) -> list[Request]:
    try:
        return [Clipboard(base64.b64decode(encoded, validate=True))]
    except binascii.Error:
        return []


@lru_cache(maxsize=4096)
def restyled(style: Style, numbers: str) -> Style:
    """The style after a "select graphic rendition" sequence (ECMA-48, 8.3.117) with these numbers."""
    attributes, foreground, background = style
    waiting = [int(number) if number and len(number) < 6 else 0 for number in numbers.split(";")]
    waiting.reverse()
    while waiting:
        code = waiting.pop()
        if code == 0:
            attributes, foreground, background = PLAIN
        elif code in _SETS:
            attributes |= _SETS[code]
        elif code in _ENDS:
            attributes &= ~_ENDS[code]
        elif code in (38, 48):
            color = _color(waiting)
            if code == 38:
                foreground = color
            else:
                background = color
        elif 30 <= code <= 37 or 90 <= code <= 97:
            foreground = code - 30 if code < 90 else code - 82
        elif 40 <= code <= 47 or 100 <= code <= 107:
            background = code - 40 if code < 100 else code - 92
        elif code == 39:
            foreground = DEFAULT
        elif code == 49:
            background = DEFAULT
    return Style(attributes, foreground, background)


def _color(waiting: list[int]) -> int:
    """The colour of the next numbers (`5;N` or `2;R;G;B`), which are taken away."""
    kind = waiting.pop() if waiting else 0
    if kind == 5 and waiting:
        return waiting.pop() & 255
    if kind == 2 and len(waiting) >= 3:
        red, green, blue = (waiting.pop() & 255 for _ in range(3))
        return RGB | red << 16 | green << 8 | blue
    waiting.clear()
    return DEFAULT
