"""Rows that moved: a region of the screen is scrolled instead of being written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import ne

from fleet_tui.terminal.output.grid import BLANK, Row
from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand

_WORTH = 3
"""Fewer rows that moved are written again as cheaply."""
_VOTERS = 64
"""Of more rows that changed only about so many are asked where they were, since each is looked for on the screen."""
_NARROW = 8
"""Columns between two vertical lines in which nothing is looked for."""
_MOST_PARTS = 3
_VERTICAL = frozenset("│┃║|")
WHOLE_SCREEN = b"\x1b[r"
"""The scrolling region is the whole screen again, for terminals with the `csr` of ECMA-48."""


ASK_FEATURES = b"\x1b[c"
"""Asks what the terminal can (primary device attributes)."""
_RECTANGLES = 28
"""Among the answers: rectangular parts of the screen can be copied (DECCRA of a VT420)."""


def copies_parts(features: Sequence[int]) -> bool:
    """Whether the terminal that answers so copies parts of the screen."""
    return _RECTANGLES in features[1:]


@dataclass(frozen=True, slots=True)
class Scroll:
    """The rows from `top` to `bottom` move `up` rows; down when it is negative. What moves ends before `right`."""

    top: int
    bottom: int
    up: int
    left: int
    right: int
    columns: int

    @property
    def is_part(self) -> bool:
        """Whether something beside it stays."""
        return self.left > 0 or self.right < self.columns

    def applied(self, rows: Sequence[Row]) -> list[Row]:
        """What the terminal shows after whole rows were scrolled."""
        blank = [BLANK] * len(rows[0])
        moved = rows[self.top : self.bottom + 1]
        empty = [blank] * min(abs(self.up), len(moved))
        moved = [*moved[self.up :], *empty] if self.up > 0 else [*empty, *moved[: self.up]]
        return [*rows[: self.top], *moved, *rows[self.bottom + 1 :]]

    def composed(self, can: Capabilities, lines: int) -> bytes:
        """What makes a terminal scroll whole rows; the cursor is nowhere known before and after it.

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

    @property
    def copied(self) -> bytes:
        """What makes a terminal that `copies_parts` copy the part; the cursor stays where it is."""
        first, last = self.top + max(0, self.up), self.bottom + min(0, self.up)
        right = b"%d" % self.right if self.right < self.columns else b""
        return b"\x1b[%d;%d;%d;%s;;%d;%d$v" % (
            *(first + 1, self.left + 1, last + 1, right),
            *(first - self.up + 1, self.left + 1),
        )

    def after_copy(self, rows: Sequence[Row]) -> list[Row]:
        """What the terminal shows then: the rows that nothing was copied to are as they were."""
        shown = list(rows)
        for line in range(self.top + max(0, self.up), self.bottom + min(0, self.up) + 1):
            beside = rows[line - self.up]
            shown[line - self.up] = [
                *beside[: self.left],
                *rows[line][self.left : self.right],
                *beside[self.right :],
            ]
        return shown


def moved(shown: Sequence[Row], wanted: Sequence[Row]) -> list[Scroll]:
    """How most of the rows that changed have moved, in each part of the screen where they have.

    Columns that did not change are not looked at: beside a list that scrolls, the sidebar stays. Vertical lines divide
    the others: at the other side of a list another part may follow its cursor.
    """
    changed = [line for line, row in enumerate(wanted) if row != shown[line]]
    if len(changed) < _WORTH:
        return []
    parts = _parts(shown, wanted, changed)
    found = (_moved_between(shown, wanted, changed, left, right) for left, right in parts)
    return [scroll for scroll in found if scroll is not None]


def _moved_between(
    shown: Sequence[Row], wanted: Sequence[Row], changed: Sequence[int], left: int, right: int
) -> Scroll | None:
    places = [row[left:right] for row in shown]
    votes: Counter[int] = Counter()
    for line in changed[:: 1 + len(changed) // _VOTERS]:
        part = wanted[line][left:right]
        if places.count(part) == 1 and any(cell != BLANK for cell in part):
            votes[places.index(part) - line] += 1
    votes.pop(0, None)
    if not votes:
        return None
    up, count = votes.most_common(1)[0]
    if count < _WORTH:
        return None
    same = [line for line in changed if _moved_here(places, wanted[line][left:right], line + up)]
    top, bottom = min(same[0], same[0] + up), max(same[-1], same[-1] + up)
    return Scroll(top, bottom, up, left, right, len(wanted[0]))


def _moved_here(places: Sequence[Row], part: Row, line: int) -> bool:
    """Whether that line is the last one that shows this."""
    return 0 <= line < len(places) and places[line] == part and part not in places[line + 1 :]


def _parts(shown: Sequence[Row], wanted: Sequence[Row], lines: Sequence[int]) -> list[tuple[int, int]]:
    """The columns between the first difference and the last one, divided at vertical lines; the widest come first."""
    columns = len(wanted[0])
    left, last = columns, 0
    for line in lines:
        pairs = list(map(ne, shown[line], wanted[line]))
        left = min(left, pairs.index(True))
        last = max(last, columns - 1 - pairs[::-1].index(True))
    first = wanted[lines[0]]
    standing = [column for column in range(left, last) if first[column][0] in _VERTICAL]
    for line in lines:
        before, after = shown[line], wanted[line]
        standing = [c for c in standing if before[c] == after[c] == first[c]]
    edges = [left - 1, *standing, columns]
    parts = [(edge + 1, end) for edge, end in pairwise(edges) if end - edge > _NARROW]
    parts = [(start, end) for start, end in parts if not _cuts(shown, start, end)]
    return sorted(parts, key=lambda part: part[0] - part[1])[:_MOST_PARTS]


def _cuts(rows: Sequence[Row], left: int, right: int) -> bool:
    """Whether an edge is in the middle of a wide character."""
    return any(not row[edge][0] for row in rows for edge in (left, right) if edge < len(row))
