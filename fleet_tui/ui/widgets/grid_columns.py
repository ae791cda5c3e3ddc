"""The columns of a grid, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
