"""The columns of a grid, which of them fit, and text in so many cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from fleet_tui.ui.widgets.fitted_columns import Need
from fleet_tui.ui.widgets.fitted_columns import fit as fit_columns

GUTTER = 2
"""Cells at the left for the cursor and the mark."""
MARK = 1
"""The cell of the mark."""
GAP = 2
"""Cells between columns."""
BLOCK = 2
"""Cells of a block of colour before words, with the blank behind it."""

LEAST = 12
"""Cells that the first column keeps, and leaves to the others, where there is little room."""


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, an ellipsis in place of what does not fit."""
    if text.isascii():
        return text.ljust(width) if len(text) <= width else f"{text[: max(0, width - 1)]}…"[:width]
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column; `marks` follow its title and are never cut. With a `need` its width follows from that."""

    key: str
    title: str
    width: int
    marks: str = ""
    need: Need | None = None

    def heading(self, width: int) -> str:
        """The title in at most so many cells, with all marks."""
        title = fit(self.title, min(cell_len(self.title), max(1, width - cell_len(self.marks))))
        return f"{title}{self.marks}"


class Seen(NamedTuple):
    """A column on screen: its place, its first cell there, how many it has, and whether they are its whole width."""

    place: int
    start: int
    width: int
    whole: bool


@dataclass(frozen=True, slots=True)
class ColumnWindow:
    """A grid's columns, of which the first one and those from `left` on are shown in so many cells."""

    columns: Sequence[GridColumn]
    left: int
    cells: int

    def seen(self) -> list[Seen]:
        """The columns that there is room for, from left to right."""
        places = [0, *range(max(1, self.left), len(self.columns))][: len(self.columns)]
        needs = tuple(need for place in places if (need := self.columns[place].need))
        if not needs:
            return self._as_declared(places)
        widths, gap = fit_columns(needs, self.cells - GUTTER)
        starts = accumulate((width + gap for width in widths), initial=GUTTER)
        found = zip(places, starts, widths, needs, strict=False)
        return [Seen(place, start, width, width >= need.start) for place, start, width, need in found]

    def _as_declared(self, places: Sequence[int]) -> list[Seen]:
        """The columns with their own widths; the last one is cut, and the first where that keeps the next in sight."""
        edge, found = GUTTER, list[Seen]()
        for place in places:
            room = self.cells - edge
            if room <= 0:
                break
            width = self.columns[place].width
            if place == 0 and len(self.columns) > 1:
                width = min(width, max(LEAST, room - GAP - min(LEAST, self.columns[1].width)))
            found.append(Seen(place, edge, min(width, room), width <= room))
            edge += width + GAP
        return found

    def left_for(self, column: int) -> int:
        """The `left` that shows a column whole, as near to the present one as can be."""
        window = replace(self, left=min(self.left, column)) if column else self
        while window.left < column and not any(seen.place == column and seen.whole for seen in window.seen()):
            window = replace(window, left=window.left + 1)
        return window.left

    def next_hidden(self, column: int, by: int) -> int:
        """The nearest column in a direction that is not in sight; `column` when all of that side is in sight."""
        steps = range(column + by, len(self.columns)) if by > 0 else range(column + by, -1, -1)
        return next((step for step in steps if self.left_for(step) != self.left), column)


def column_at(x: int, seen: Sequence[Seen]) -> int | None:
    """The column at a cell of a row."""
    ends = [after.start for after in seen[1:]] + [seen[-1].start + seen[-1].width + GAP] if seen else []
    return next((column.place for column, end in zip(seen, ends, strict=True) if x < end), None)


def headings(
    columns: Sequence[GridColumn], seen: Sequence[Seen], style_of: Callable[[int], Style], base: Style
) -> Iterator[Segment]:
    """The titles of the columns in sight; `style_of` maps a column's place to its style."""
    edge = 0
    for place, start, width, _ in seen:
        words = columns[place].heading(width)
        yield Segment(" " * (start - edge), base)
        yield Segment(words, style_of(place))
        edge = start + cell_len(words)
