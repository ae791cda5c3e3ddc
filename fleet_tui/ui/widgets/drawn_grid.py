"""A table that holds only the rows on screen, and draws only what a key changes.

Columns, rows and the cursor are those of Textual's DataTable. For slow lines it holds only a window of the rows, which
moves in place of the scroll offset, and paints a line in one style with `>` in the gutter in place of a painted cursor
(line.md, "Profiles"). DataTable renders every cell of every column again for each row that scrolls, in sight or not.
Its styles are not inherited: reading them took a tenth of the time from the app to its first list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.coordinate import Coordinate
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import DataTable

from fleet_tui.ui.base.painting import in_color
from fleet_tui.ui.widgets.grid_columns import BLOCK, GUTTER, ColumnWindow, GridColumn, fit, headings


class DrawnGrid(DataTable[Text], inherit_bindings=False, inherit_css=False):
    """A window of rows; `>` in the gutter marks the current row, a style of the header the current column.

    The first column stays when the others scroll sideways.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--header", "grid--column", "grid--cursor"}
    """
    | Class | Description |
    | :- | :- |
    | `grid--header` | The row of titles. |
    | `grid--column` | The title of the current column. |
    | `grid--cursor` | The first cell of the cursor's row, beside its `>`. |
    """

    by_column: ClassVar[bool] = False
    """Whether left and right choose the current column, which the header shows; else they only scroll."""

    def __init__(self, columns: Sequence[GridColumn] = (), *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="none", show_cursor=False)
        self._shown: tuple[GridColumn, ...] = ()
        self.empty = empty
        """The words in place of rows when there are none."""
        self.cursor = 0
        """The place of the cursor's row, from 0."""
        self.top = 0
        """The place of the first row on screen."""
        self.column = 0
        """The index of the current column."""
        self._left = 1
        self.show_columns(columns)

    # What is shown

    def count(self) -> int:
        """How many rows there are, none by default; `row_count` is how many of them are on screen."""
        return 0

    def cell(self, place: int, key: str) -> str:
        """The words of a cell, by the row's place from 0 and the column's key; empty by default."""
        return ""

    def meaning(self, place: int, key: str) -> str:
        """The theme's colour for a cell, by its name (see `COLORS`); empty without one."""
        return ""

    def block(self, place: int, key: str) -> Color | None:
        """The colour of the block that a cell's words begin with, where it is one of the data and not of the theme."""
        return None

    def is_marked(self, place: int) -> bool:
        """Whether a row is marked; none by default."""
        return False

    @property
    def shown(self) -> tuple[GridColumn, ...]:
        """The columns, from left to right."""
        return self._shown

    def show_columns(self, columns: Sequence[GridColumn]) -> None:
        """Show other columns."""
        if self._shown != tuple(columns):
            current = self._shown[self.column].key if self._shown and self.by_column else ""
            self._shown = tuple(columns)
            self.clear(columns=True)
            for column in self._shown:
                self.add_column(Text(column.title + column.marks), width=column.width, key=column.key)
            at = next((place for place, column in enumerate(self._shown) if column.key == current), self.column)
            self.column = min(at, max(0, len(columns) - 1))
            self._show_column()
            self.draw()

    def draw(self) -> None:
        """Load the rows in sight into the table, and draw all of them."""
        self.clear()
        if self.size.height:
            for place in range(self.top, min(self.top + self.height, self.count())):
                self.add_row(*(Text(self.cell(place, column.key)) for column in self._shown), key=str(place))
        self._put_cursor()

    def _put_cursor(self) -> None:
        self.cursor_coordinate = Coordinate(max(0, self.cursor - self.top), self.column)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The gutter of the cursor's row, on the screen."""
        return self.content_region.offset + Offset(0, 1 + self.cursor - self.top if self.count() else 0)

    @property
    def column_screen_offset(self) -> Offset:
        """The cell before the current column's title, on the screen."""
        seen = self._window.seen()
        edge = next((each.start for each in seen if each.place == self.column), GUTTER) - 1
        return self.content_region.offset + Offset(min(edge, self.size.width - 1), 0)

    @property
    def height(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - 1)

    def _refresh_rows(self, *places: int) -> None:
        first = self._window.seen()[:1] if self.get_component_rich_style("grid--cursor", partial=True) else []
        width = first[0].start + first[0].width if first else 1
        self.refresh(*(Region(0, 1 + place - self.top, width, 1) for place in places))

    def show_column(self, key: str) -> None:
        """Make the column with that key the current one, if it is shown, and bring it into sight."""
        self.column = next((place for place, column in enumerate(self._shown) if column.key == key), self.column)
        if self.size.width:  # else the first layout does it
            self._show_column()

    def _show_column(self) -> None:
        """Scroll sideways by whole columns until the current one is in sight."""
        self._left = self._window.left_for(self.column)

    def bring_into_sight(self, keys: Sequence[str]) -> None:
        """Scroll sideways from the first column as little as shows these; the current one moves only out of sight.

        It moves to the last of them, or without any it is what is shown.
        """
        before, self._left = (self.column, self._left), 1
        for place in (place for place, column in enumerate(self._shown) if column.key in keys):
            self._left = self._window.left_for(place)
            if self._window.left_for(self.column) != self._left:
                self.column = place
        self._show_column()
        if (self.column, self._left) != before:
            self._put_cursor()
            self.refresh()

    def scroll_to_region(self, region: Region, **_: Any) -> Offset:
        """Do nothing: the window moves, the widget never scrolls."""
        return Offset()

    @property
    def _window(self) -> ColumnWindow:
        return ColumnWindow(self._shown, self._left, self.size.width)

    def render_line(self, y: int) -> Strip:
        """A line of the screen: the titles, a row, or blank."""
        base = self.rich_style
        if y == 0:
            return self._header(base)
        place = self.top + y - 1
        if place >= self.count():
            words = f"  {self.empty}" if self.empty and y == 2 and not self.count() else ""
            return Strip([Segment(fit(words, self.size.width), base)], self.size.width)
        if self.app.has_class("-rich"):
            return Strip(self._colored(place, y, base)).adjust_cell_length(self.size.width, base)
        text, edge = self.margin_of(place), GUTTER
        for word, start, width, _ in self._seen(place, y):
            text += " " * (start - edge) + fit(word, width)
            edge = start + width
        return Strip([Segment(fit(text, self.size.width), base)], self.size.width)

    def _colored(self, place: int, y: int, base: Style) -> Iterator[Segment]:
        """A row of cells in the colours of their meanings.

        The first cell is filled where the cursor is; the whole row would have to be sent again with each move.
        """
        marked, edge = self.is_marked(place), GUTTER
        first = base + in_color(self, "marked") if marked else base
        yield Segment(self.margin_of(place), first)
        here = place == self.cursor
        if here:
            first += self.get_component_rich_style("grid--cursor", partial=True)
        for word, start, width, key in self._seen(place, y):
            meaning = "" if here and edge == GUTTER else self.meaning(place, key)
            style = base + in_color(self, meaning) if meaning else first if edge == GUTTER else base
            yield Segment(" " * (start - edge), base)
            if (block := self.block(place, key)) is not None:
                yield Segment(word[:BLOCK], base + Style(color=block.rich_color))
                word, width, start = word[BLOCK:], width - BLOCK, start + BLOCK
            yield Segment(fit(word, width), style)
            edge = start + width

    def margin_of(self, place: int) -> str:
        """The gutter of a row: `>` for the cursor, `-` while the grid has no focus."""
        return ("> " if self.has_focus else "- ") if place == self.cursor else "  "

    def _seen(self, place: int, y: int) -> Iterator[tuple[str, int, int, str]]:
        """The words, starts, widths and keys of a row's cells, also before `draw` has loaded it.

        A grid is painted once before it knows its size.
        """
        drawn = self.get_row_at(y - 1) if y <= self.row_count else None
        for index, start, width, _ in self._window.seen():
            key = self._shown[index].key
            yield (drawn[index].plain if drawn else self.cell(place, key)), start, width, key

    def _header(self, base: Style) -> Strip:
        style = base + self.get_component_rich_style("grid--header", partial=True)
        current = style + self.get_component_rich_style("grid--column", partial=True)
        styles = {self.column: current} if self.by_column else {}
        gap = style if style.bgcolor != base.bgcolor else base  # a header that is filled is filled as a whole
        segments = headings(self._shown, self._window.seen(), lambda index: styles.get(index, style), gap)
        return Strip(segments).adjust_cell_length(self.size.width, gap)

    def on_focus(self) -> None:
        """Show the cursor of the focus."""
        self._refresh_rows(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor without the focus."""
        self._refresh_rows(self.cursor)
