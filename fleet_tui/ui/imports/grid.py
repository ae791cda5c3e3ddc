"""The rows of a file's mapping: title, what the column becomes, and some cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from fleet_tui.domain.imports.targets import UNREAD
from fleet_tui.ui.imports.rows import ColumnRow, Row
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, LEAST, MARK, GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

WIDEST_TITLE, WIDEST_BECOMES, WIDEST_CELLS = 24, 34, 32
"""The most cells of each column."""
LEAST_CELLS = 6
"""The fewest cells in which samples say something."""
TITLES = {"title": "Column", "becomes": "Becomes", "cells": "For example"}
OPEN, UNREAD_SIGN = "!", "-"
"""What stands before a row that has to be chosen, and before a column that is not read."""


class MappingGrid(ListGrid[Row]):
    """The columns of a file, then what holds for all of it."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__((), _words)
        self.add_class("fills")
        most = (WIDEST_TITLE, WIDEST_BECOMES, WIDEST_CELLS)
        self._needs = [
            min(width, max([cell_len(title), *(cell_len(_words(row, key)) for row in rows)]))
            for (key, title), width in zip(TITLES.items(), most, strict=True)
        ]
        self.wanted_width = GUTTER + sum(self._needs) + 2 * GAP
        """Cells of a whole row."""
        self.fill(rows)

    def fit(self, width: int) -> None:
        """Share out the cells of a row: samples give way first, then the titles."""
        title, becomes, cells = self._needs
        room = width - GUTTER
        title = min(title, max(LEAST, room - GAP - becomes))
        becomes = min(becomes, room - GAP - title)
        cells = min(cells, room - title - becomes - 2 * GAP)
        widths = (title, becomes, cells) if cells >= LEAST_CELLS else (title, becomes)
        self.show_columns([GridColumn(*each) for each in zip(TITLES, TITLES.values(), widths, strict=False)])

    def _header(self, base: Style) -> Strip:
        """The titles, with how many rows are out of sight."""
        strip = super()._header(base)
        hidden = {"above": self.top, "below": max(0, self.count() - self.top - self.height)}
        words = " · ".join(f"{number:,} {where}" for where, number in hidden.items() if number)
        if not words:
            return strip
        style = base + self.get_component_rich_style("grid--header", partial=True)
        room = self.size.width - GAP - len(words)
        gap = Segment(" " * GAP, style if style.bgcolor != base.bgcolor else base)
        return Strip([*strip.crop(0, room), gap, Segment(words, style)], self.size.width)

    def meaning(self, place: int, key: str) -> str:
        row = self.values[place]
        if key == "cells" or (key == "becomes" and _is_unread(row)):
            return "dim"
        return "cannot" if key == "becomes" and _is_open(row) else ""

    def margin_of(self, place: int) -> str:
        row = self.values[place]
        sign = OPEN if _is_open(row) else UNREAD_SIGN if _is_unread(row) else " "
        return super().margin_of(place)[:MARK] + sign


def _is_unread(row: Row) -> bool:
    return isinstance(row, ColumnRow) and row.target in UNREAD


def _is_open(row: Row) -> bool:
    return not isinstance(row, ColumnRow) and row.open


def _words(row: Row, key: str) -> str:
    if isinstance(row, ColumnRow):
        words = row.words
        return {"title": words.title, "becomes": words.becomes}.get(key, " · ".join(words.samples))
    return {"title": row.title, "becomes": row.answer}.get(key, row.note)
