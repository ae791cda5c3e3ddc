"""The bar above a list: its name, the counts of marked and matching people, and its filter in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from fleet_tui.ui.base.keys import press_action
from fleet_tui.ui.base.painting import in_color
from fleet_tui.ui.widgets.grid_columns import fit

BETWEEN = " · "
MARKS_APART = "  "
"""Between the title and the count of marks."""
LINES = 3
"""The most rows for the words of a filter."""


def wrapped(parts: Sequence[str], width: int) -> list[str]:
    """The parts on as few lines as they need; a line never starts inside a part."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + len(BETWEEN) + cell_len(part) <= width:
            lines[-1] += BETWEEN + part
        else:
            lines.append(part)
    return lines


def marks_in_words(marked: int, hidden: int) -> tuple[str, str]:
    """The count of marks, in full and in short (product.md, "Marking and bulk actions")."""
    if not hidden:
        return (f"{marked:,} marked",) * 2 if marked else ("", "")
    short = f"{marked:,} marked ({hidden:,} hidden"
    return f"{short} by the filter)", f"{short})"


class Head(NamedTuple):
    """The title and the count of marks, as there is room for them; `apart` if the marks have a row of their own."""

    title: str
    marks: str
    apart: bool = False


class FilterBar(Widget):
    """Changes cell by cell: a move of the cursor draws the position and nothing else.

    The count of marks stands behind the title, which gives way to it; without room beside the other counts it has a row
    of its own.
    """

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
        self._marks = ("", "")
        self.clear_part: Callable[[str], None] = lambda _: None
        """Takes a condition away, by its words; set by what knows the conditions."""

    @property
    def counts(self) -> str:
        """The matching and total counts and the position, as shown."""
        return self._counts

    @property
    def marks(self) -> str:
        """The count of marks, as shown."""
        return self._head(self.size.width).marks.strip()

    @property
    def words(self) -> str:
        """The filter, as shown."""
        return BETWEEN.join(self._parts)

    def show_filter(self, parts: Sequence[str]) -> None:
        before, self._parts = self._rows(), tuple(parts)
        self._draw(before)

    def show_counts(self, row: int, matching: int, total: int) -> None:
        """Show the row of the cursor, from 1, and how many of all people match."""
        place = f"{BETWEEN}row {row:<{len(str(matching))}}" if matching else ""
        before, self._counts = self._rows(), f"{matching:,} of {total:,}{place}"
        self._draw(before)

    def show_marks(self, marked: int, hidden: int) -> None:
        """Show how many people are marked, and how many of the marks the filter hides."""
        before, self._marks = self._rows(), marks_in_words(marked, hidden)
        self._draw(before)

    def _draw(self, before: list[str]) -> None:
        """Draw what has changed: a part of the first row, whole rows of the filter."""
        now = self._rows()
        if len(now) != len(before):
            self.refresh(layout=True)
            return
        for y, (was, is_) in enumerate(zip(before, now, strict=True)):
            changed = [x for x, (old, new) in enumerate(zip_longest(was, is_)) if old != new]
            if changed:
                first, after = (0, self.size.width) if y else (changed[0], changed[-1] + 1)
                self.refresh(Region(first, y, after - first, 1))

    def _head(self, width: int) -> Head:
        room = width - cell_len(self._counts) - 1
        for marks in self._marks:
            if marks and cell_len(self._title) + len(MARKS_APART + marks) <= room:
                return Head(self._title, MARKS_APART + marks)
        short = self._marks[1]
        if short and len(short) <= room:
            return Head("", short)
        return Head(fit(self._title, min(cell_len(self._title), max(0, room))), short, apart=bool(short))

    def _rows(self) -> list[str]:
        width = self.size.width
        head = self._head(width)
        left = head.title if head.apart else head.title + head.marks
        space = " " * max(0, width - cell_len(left) - cell_len(self._counts))
        return [f"{left}{space}{self._counts}", *self._below(width)]

    def _below(self, width: int) -> list[str]:
        """The rows below the first: the marks where they have a row of their own, and the filter's."""
        head, lines = self._head(width), wrapped(self._parts or ("No filter",), width)
        if len(lines) > LINES:
            lines[LINES - 1 :] = [BETWEEN.join(lines[LINES - 1 :])]
        return [head.marks] * head.apart + lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + len(self._below(width))

    def render_line(self, y: int) -> Strip:
        width, style, rows = self.size.width, self.rich_style, self._rows()
        if y:
            return Strip([Segment(fit(rows[y] if y < len(rows) else "", width), style)], width)
        bold = style + self.get_component_rich_style("filter-bar--title", partial=True)
        title = self._head(width).title
        # The counts in the colour of the rows: from one to the other is then no change of colours at each move.
        strip = Strip([Segment(title, bold), Segment(rows[0][len(title) :], style + in_color(self, "text"))])
        return strip.adjust_cell_length(width, style)

    def part_at(self, x: int, y: int) -> str | None:
        """The words of the condition at a cell of the bar."""
        first = 1 + self._head(self.size.width).apart
        parts = iter(self._parts)
        for row, line in enumerate(self._below(self.size.width)[first - 1 :] if self._parts else (), first):
            edge = 0
            while edge < cell_len(line) and (part := next(parts, None)) is not None:
                if row == y and edge <= x < edge + cell_len(part):
                    return part
                edge += cell_len(part) + len(BETWEEN)
        return None

    def on_click(self, event: Click) -> None:
        """Take the clicked condition away; beside them press the key that edits the filter."""
        part = self.part_at(event.x, event.y)
        if part is not None:
            self.clear_part(part)
        elif event.y > self._head(self.size.width).apart:
            press_action(self.screen, ("filter_line",))
