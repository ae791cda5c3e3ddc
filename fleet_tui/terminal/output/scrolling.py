"""Rows that moved: a region of the screen is scrolled instead of being written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fleet_tui.terminal.output.grid import BLANK, Row
from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand

_WORTH = 3
"""Fewer rows that moved are written again as cheaply."""
_VOTERS = 64
"""Of more rows that changed only about so many are asked where they were, since each is looked for on the screen."""
WHOLE_SCREEN = b"\x1b[r"
"""The scrolling region is the whole screen again, for terminals with the `csr` of ECMA-48."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """The rows from `top` to `bottom` move `up` rows; down when it is negative."""

    top: int
    bottom: int
    up: int

    def applied(self, rows: Sequence[Row]) -> list[Row]:
        """What the terminal shows after it."""
        blank = [BLANK] * len(rows[0])
        moved = rows[self.top : self.bottom + 1]
        empty = [blank] * min(abs(self.up), len(moved))
        moved = [*moved[self.up :], *empty] if self.up > 0 else [*empty, *moved[: self.up]]
        return [*rows[: self.top], *moved, *rows[self.bottom + 1 :]]

    def composed(self, can: Capabilities, lines: int) -> bytes:
        """What makes a terminal do it; the cursor is nowhere known before and after it.

        Nothing when the terminal has no such region.
        """
        at, one, many = (self.bottom, can.ind, can.indn) if self.up > 0 else (self.top, can.ri, can.rin)
        if not can.csr or not one:
            return b""
        count = abs(self.up)
        by = one * count
        if many:
            by = min(by, expand(many, count), key=len)
        back = expand(can.csr, 0, lines - 1)
        if back == b"\x1b[1;%dr" % lines:
            back = WHOLE_SCREEN
        return expand(can.csr, self.top, self.bottom) + expand(can.cup, at, 0) + by + back


def moved(shown: Sequence[Row], wanted: Sequence[Row]) -> Scroll | None:
    """How most of the rows that changed have moved, if they have.

    Columns that did not change are not looked at: beside a list that scrolls, the sidebar stays.
    """
    changed = [line for line, row in enumerate(wanted) if row != shown[line]]
    if len(changed) < _WORTH:
        return None
    left = _first_difference(shown, wanted, changed)
    places = [row[left:] for row in shown]
    votes: Counter[int] = Counter()
    for line in changed[:: 1 + len(changed) // _VOTERS]:
        part = wanted[line][left:]
        if places.count(part) == 1 and any(cell != BLANK for cell in part):
            votes[places.index(part) - line] += 1
    votes.pop(0, None)
    if not votes:
        return None
    up, count = votes.most_common(1)[0]
    if count < _WORTH:
        return None
    same = [line for line in changed if _moved_here(places, wanted[line][left:], line + up)]
    return Scroll(min(same[0], same[0] + up), max(same[-1], same[-1] + up), up)


def _moved_here(places: Sequence[Row], part: Row, line: int) -> bool:
    """Whether that line is the last one that shows this."""
    return 0 <= line < len(places) and places[line] == part and part not in places[line + 1 :]


def _first_difference(shown: Sequence[Row], wanted: Sequence[Row], lines: Sequence[int]) -> int:
    """The first column in which one of the lines differs."""
    left = len(wanted[0])
    for line in lines:
        before, after = shown[line][:left], wanted[line][:left]
        if before != after:
            left = next(column for column, (mine, its) in enumerate(zip(before, after, strict=True)) if mine != its)
    return left
