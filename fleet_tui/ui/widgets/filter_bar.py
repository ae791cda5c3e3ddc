"""What a list shows, above it: its name, how many of how many people, and its filter in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from fleet_tui.ui.cells import fit

BETWEEN = " · "
LINES = 3
"""The most rows that the words of a filter take."""


def wrapped(parts: Sequence[str], width: int) -> list[str]:
    """The parts on as few lines as they need; a line never starts inside a part."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + len(BETWEEN) + cell_len(part) <= width:
            lines[-1] += BETWEEN + part
        else:
            lines.append(part)
    return lines


class FilterBar(Widget):
    """Changes cell by cell: a move of the cursor draws the position and nothing else."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-bar--title"}
    """
    | Class | Description |
    | :- | :- |
    | `filter-bar--title` | The name of the list. |
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._parts: tuple[str, ...] = ()
        self._counts = ""

    @property
    def counts(self) -> str:
        """The position and the counts as they stand there."""
        return self._counts

    @property
    def words(self) -> str:
        """The filter as it stands there."""
        return BETWEEN.join(self._parts)

    def show_filter(self, parts: Sequence[str]) -> None:
        """Show the conditions of a filter."""
        if tuple(parts) != self._parts:
            height = len(self._lines(self.size.width))
            self._parts = tuple(parts)
            self.refresh(layout=len(self._lines(self.size.width)) != height)

    def show_counts(self, row: int, matching: int, total: int) -> None:
        """Show the row of the cursor, from 1, and how many people match of how many."""
        place = f"{BETWEEN}row {row:<{len(str(matching))}}" if matching else ""
        counts = f"{matching:,} of {total:,}{place}"
        if counts != self._counts:
            wide = max(cell_len(self._counts), cell_len(counts))
            self._counts = counts
            self.refresh(Region(max(0, self.size.width - wide), 0, wide, 1))

    def _lines(self, width: int) -> list[str]:
        lines = wrapped(self._parts or ("No filter",), width)
        if len(lines) > LINES:
            lines[LINES - 1 :] = [BETWEEN.join(lines[LINES - 1 :])]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for the name and the counts, and as many as the filter needs."""
        return 1 + len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """The name and the counts, or a row of the filter."""
        width, style = self.size.width, self.rich_style
        lines = self._lines(width)
        if y:
            return Strip([Segment(fit(lines[y - 1] if y <= len(lines) else "", width), style)], width)
        room = width - cell_len(self._counts)
        bold = style + self.get_component_rich_style("filter-bar--title", partial=True)
        title = fit(self._title, min(cell_len(self._title), max(0, room - 1)))
        space = " " * max(0, room - cell_len(title))
        strip = Strip([Segment(title, bold), Segment(space, style), Segment(self._counts, style)])
        return strip.adjust_cell_length(width, style)
