"""The columns of a grid, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from fleet_tui.ui.widgets.cells import fit

GUTTER = 2
"""Cells at the left in which the cursor stands, and behind it the mark."""
MARK = 1
"""The cell of the mark."""
GAP = 2
"""Cells between columns."""

LEAST = 12
"""Cells that the first column leaves to the others, and keeps for itself, where there is little room."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: `marks` stand after its title and are shown whole."""

    key: str
    title: str
    width: int
    marks: str = ""

    def heading(self, width: int) -> str:
        """The title in at most so many cells, with all marks."""
        title = fit(self.title, min(cell_len(self.title), max(1, width - cell_len(self.marks))))
        return f"{title}{self.marks}"


class Seen(NamedTuple):
    """A column on screen: its place, the cells that it has there, and whether those are all of them."""

    place: int
    width: int
    whole: bool


def in_sight(columns: Sequence[GridColumn], left: int, cells: int) -> list[Seen]:
    """The columns that a grid of so many cells shows: the first one, which stays, then those from `left` on."""
    room = cells - GUTTER
    found: list[Seen] = []
    for index in (0, *range(max(1, left), len(columns))):
        if index >= len(columns) or room <= 0:
            break
        width = columns[index].width
        if index == 0 and len(columns) > 1:
            width = min(width, max(LEAST, room - GAP - min(LEAST, columns[1].width)))
        found.append(Seen(index, min(width, room), width <= room))
        room -= width + GAP
    return found


def left_to_show(columns: Sequence[GridColumn], column: int, left: int, cells: int) -> int:
    """The column after the first one from which on `column` is in sight, as near to `left` as can be."""
    left = min(left, column) if column else left
    while left < column and not any(seen.place == column and seen.whole for seen in in_sight(columns, left, cells)):
        left += 1
    return left


def next_to_scroll(columns: Sequence[GridColumn], column: int, by: int, left: int, cells: int) -> int:
    """The nearest column in a direction that is not in sight; the same one when all of that side is in sight."""
    steps = range(column + by, len(columns)) if by > 0 else range(column + by, -1, -1)
    return next((step for step in steps if left_to_show(columns, step, left, cells) != left), column)


def column_at(x: int, seen: Sequence[Seen]) -> int | None:
    """The column that a cell of a row belongs to."""
    edge = GUTTER
    for place, width, _ in seen:
        edge += width + GAP
        if x < edge:
            return place
    return None


def headings(
    columns: Sequence[GridColumn], seen: Sequence[Seen], style_of: Callable[[int], Style], base: Style
) -> Iterator[Segment]:
    """The titles of the columns in sight; `style_of` is asked by the place of a column."""
    yield Segment(" " * GUTTER, base)
    for place, width, _ in seen:
        words = columns[place].heading(width)
        yield Segment(words, style_of(place))
        yield Segment(" " * (width - cell_len(words) + GAP), base)
