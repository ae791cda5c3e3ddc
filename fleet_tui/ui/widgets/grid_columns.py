"""The columns of a grid, which of them fit, and text in so many cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

GUTTER = 2
"""Cells at the left for the cursor and the mark."""
MARK = 1
"""The cell of the mark."""
GAP = 2
"""Cells between columns."""

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
    """A column; `marks` follow its title and are never cut."""

    key: str
    title: str
    width: int
    marks: str = ""

    def heading(self, width: int) -> str:
        """The title in at most so many cells, with all marks."""
        title = fit(self.title, min(cell_len(self.title), max(1, width - cell_len(self.marks))))
        return f"{title}{self.marks}"


class Seen(NamedTuple):
    """A column on screen: its place, its cells there, and whether they are its whole width."""

    place: int
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
        room = self.cells - GUTTER
        found: list[Seen] = []
        for index in (0, *range(max(1, self.left), len(self.columns))):
            if index >= len(self.columns) or room <= 0:
                break
            width = self.columns[index].width
            if index == 0 and len(self.columns) > 1:
                width = min(width, max(LEAST, room - GAP - min(LEAST, self.columns[1].width)))
            found.append(Seen(index, min(width, room), width <= room))
            room -= width + GAP
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
    edge = GUTTER
    for place, width, _ in seen:
        edge += width + GAP
        if x < edge:
            return place
    return None


def headings(
    columns: Sequence[GridColumn], seen: Sequence[Seen], style_of: Callable[[int], Style], base: Style
) -> Iterator[Segment]:
    """The titles of the columns in sight; `style_of` maps a column's place to its style."""
    yield Segment(" " * GUTTER, base)
    for place, width, _ in seen:
        words = columns[place].heading(width)
        yield Segment(words, style_of(place))
        yield Segment(" " * (width - cell_len(words) + GAP), base)
