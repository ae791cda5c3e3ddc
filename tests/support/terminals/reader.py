"""What a reader of the output hears of a terminal: a screen reader and a braille line follow what is written."""

from __future__ import annotations

import re
from itertools import groupby

from tests.support.terminals.pyte_emulator import PyteScreen
from tests.support.terminals.terminal import Terminal
from tests.support.terminals.xterm_emulator import XtermScreen

_DATE = re.compile(r"\d{4}-\d\d-\d\d|[ \d]\d [A-Z][a-z]{2}(?: {4}|$)|\d\d:\d\d(?: {5}|$)")
"""A date of this year or another or a time of today: the demo has others each day that it is made."""


class _Heard(XtermScreen):
    """A screen that remembers the lines in which something was written, in this order."""

    def __init__(self, columns: int, lines: int, bce: bool = True) -> None:
        self.written: list[int] = []
        super().__init__(columns, lines, bce)

    def draw(self, data: str) -> None:
        super().draw(data)
        self.written.append(self.cursor.y)


class Reader:
    """Somebody with the same terminal, who is told what changed and where the cursor ended."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._screen = PyteScreen(terminal.columns, terminal.rows)
        self._heard = self._screen.screen = _Heard(terminal.columns, terminal.rows)
        self._at = 0

    def told(self, *, in_parts: bool) -> str:
        """What was written since the last time: the changed part of each line in the order of writing, and the cursor.

        Where the program has more to say than one picture (`in_parts`), which line comes in which of them is a matter
        of speed; then the lines are told from top to bottom.
        """
        before = _lines(self._screen)
        self._heard.written.clear()
        output = bytes(self._terminal.output)
        self._screen.feed(output[self._at :])
        self._at = len(output)
        after = _lines(self._screen)
        written = dict.fromkeys(y for y, _ in groupby(self._heard.written))
        order = range(len(after)) if in_parts else written
        lines = [f"{y + 1:2} {part}" for y in order if (part := _changed(before[y], after[y]))]
        row, column = self._screen.cursor
        return "\n".join([*lines, f"at {row + 1}:{column + 1} {after[row][column:]}".rstrip()])


def _lines(screen: PyteScreen) -> list[str]:
    """The lines without dates and what comes of them, nor what a dialog leaves of the line at its right."""
    columns = screen.screen.columns
    left = (line[: line.rfind("|") + 1] or line for line in screen.lines)
    return [_DATE.sub("(a date)  ", line).ljust(columns)[:columns] for line in left]


def _changed(before: str, after: str) -> str:
    """The words of a line from the first that is new to the last."""
    new = [x for x, (old, now) in enumerate(zip(before, after, strict=True)) if old != now]
    if not new:
        return ""
    start, end = after.rfind(" ", 0, new[0] + 1) + 1, after.find(" ", new[-1])
    return after[min(start, new[0]) : end if end >= 0 else None].strip() or "(blank)"
