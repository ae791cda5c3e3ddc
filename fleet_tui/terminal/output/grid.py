"""A picture of the screen: a text and a style for every cell.

A character two cells wide stands in the first of them; the text of the second is empty. What cannot be seen is not
kept: of a blank's style only what shows on a blank, so that two pictures are equal exactly when they look the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from fleet_tui.terminal.output.widths import clusters, one_cell_each

BOLD, DIM, ITALIC, UNDERLINE, REVERSE, STRIKE, LINES = (1 << bit for bit in range(7))
"""Bits of a style's attributes. LINES: the text is a letter of the terminal's own line-drawing characters."""
SEEN_ON_BLANKS = UNDERLINE | REVERSE | STRIKE
DEFAULT = -1
"""The terminal's own colour."""
RGB = 1 << 24
"""Added to a colour of 24 bits; 0 to 255 is the terminal's palette."""


class Style(NamedTuple):
    """How a cell looks."""

    attributes: int = 0
    foreground: int = DEFAULT
    background: int = DEFAULT


Cell = tuple[str, Style]
PLAIN = Style()
BLANK: Cell = (" ", PLAIN)
Row = list[Cell]


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """What of a style can be seen on a blank."""
    attributes, foreground, background = style
    shows = attributes & SEEN_ON_BLANKS
    return Style(shows, foreground if shows else DEFAULT, background)


class ScreenBuffer:
    """The cells of a screen, row by row."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns = columns
        self.lines = lines
        self.rows: list[Row] = [[BLANK] * columns for _ in range(lines)]
        self.touched: set[int] = set(range(lines))
        """Rows that were written to; the reader of the picture empties this."""

    def resized(self, columns: int, lines: int) -> ScreenBuffer:
        """A picture of another size with as much of this one as it has room for."""
        other = ScreenBuffer(columns, lines)
        for row, mine in zip(other.rows, self.rows, strict=False):
            shared = min(columns, self.columns)
            row[:shared] = mine[:shared]
            if shared < self.columns and not mine[shared][0]:
                row[-1] = (" ", on_blank(row[-1][1]))
        return other

    def write(self, line: int, column: int, text: str, style: Style) -> int:
        """Write text into a row, as much of it as fits; gives the column behind it."""
        if not 0 <= line < self.lines or not 0 <= column < self.columns:
            return column + sum(width for _, width in clusters(text))
        row = self.rows[line]
        self.touched.add(line)
        blank = (" ", on_blank(style))
        if one_cell_each(text):
            end = min(self.columns, column + len(text))
            self._halve(row, column, end)
            row[column:end] = [blank if letter == " " else (letter, style) for letter in text[: end - column]]
            return column + len(text)
        for cluster, width in clusters(text):
            end = column + width
            if width and end <= self.columns:
                self._halve(row, column, end)
                row[column] = (cluster, style) if cluster != " " else blank
                if width == 2:
                    row[column + 1] = ("", style)
            elif column < self.columns:
                self._halve(row, column, self.columns)
                row[column : self.columns] = [blank] * (self.columns - column)
            column = end
        return column

    def _halve(self, row: Row, start: int, end: int) -> None:
        """Leave a blank of a wide character before its other half is written over."""
        if not row[start][0]:
            row[start - 1] = (" ", on_blank(row[start - 1][1]))
        if end < self.columns and not row[end][0]:
            row[end] = (" ", on_blank(row[end][1]))
