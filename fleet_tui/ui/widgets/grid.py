"""A table that holds only the rows on screen, and draws only what a key changes.

It is Textual's DataTable: columns, rows and the cursor are the ones of that class. What is its own is the order of
things, because of the slow line: the DataTable holds a window of the rows, the window moves and not the scroll offset,
and a line is painted with one style and a `>` in the gutter rather than with a painted cursor (line.md, "Profiles").
DataTable itself renders every cell of every column again for each row that scrolls, in sight or not. So the styles of
DataTable's own painting are not inherited either: reading them took a tenth of the time from the app to its first list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable

from fleet_tui.ui.cells import fit
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn, Seen, in_sight, left_to_show

Move = Callable[[int, int], tuple[int, int]]
"""From the places of the cursor and of the first row on screen to those that a key leads to."""


class Grid(DataTable[Text], inherit_bindings=False, inherit_css=False):
    """A table with a cursor: a `>` in the gutter for the row, an attribute of the header for the column.

    The first column stays when the others scroll sideways. A move changes two cells of the gutter and nothing else,
    unless the rows have to scroll.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--header", "grid--column", "grid--cursor"}
    """
    | Class | Description |
    | :- | :- |
    | `grid--header` | The row of titles. |
    | `grid--column` | The title of the current column. |
    | `grid--cursor` | The row of the cursor, beside its `>`. |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Row above", id="list.up", show=False),
        Binding("down,j", "move(1)", "Row below", id="list.down", show=False),
        Binding("left,h", "column(-1)", "Column to the left", id="list.left", show=False),
        Binding("right,l", "column(1)", "Column to the right", id="list.right", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", id="list.page_up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", id="list.page_down", show=False),
        Binding("home,g", "first", "First row", id="list.first", show=False),
        Binding("end,G", "last", "Last row", id="list.last", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | up, k | The row above. |
    | down, j | The row below. |
    | left, h | The column to the left. |
    | right, l | The column to the right. |
    | pageup, ctrl+u | One page up. |
    | pagedown, ctrl+d | One page down. |
    | home, g | The first row. |
    | end, G | The last row. |
    """

    class Moved(Message):
        """The cursor is on another row or column."""

        def __init__(self, grid: Grid) -> None:
            self.grid = grid
            super().__init__()

        @property
        def control(self) -> Grid:
            """The grid."""
            return self.grid

    def __init__(self, columns: Sequence[GridColumn] = (), *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="none", show_cursor=False)
        self._shown: tuple[GridColumn, ...] = ()
        self.empty = empty
        """What stands in the place of rows when there are none."""
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
        """How many rows there are; `row_count` is how many of them are on screen."""
        return 0

    def cell(self, place: int, key: str) -> str:
        """The words of a cell."""
        raise NotImplementedError

    @property
    def shown(self) -> tuple[GridColumn, ...]:
        """The columns in their order."""
        return self._shown

    def show_columns(self, columns: Sequence[GridColumn]) -> None:
        """Show these columns instead."""
        if self._shown != tuple(columns):
            self._shown = tuple(columns)
            self.clear(columns=True)
            for column in self._shown:
                self.add_column(Text(column.title + column.marks), width=column.width, key=column.key)
            self.column = min(self.column, max(0, len(columns) - 1))
            self._show_column()
            self.draw()

    def draw(self) -> None:
        """Take the rows that are on screen now into the table, and draw all of them."""
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
    def height(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - 1)

    # Moving

    @property
    def aim(self) -> tuple[int, int]:
        """Where the keys have led so far: the places of the cursor and of the first row on screen."""
        return self.cursor, self.top

    def step(self, move: Move) -> None:
        """Follow a key that moves."""
        self.go(*move(*self.aim))

    def go(self, cursor: int, top: int) -> None:
        """Put the cursor on a row and another row at the top, as near as there are rows for it."""
        self.show_at(*self.nearest(cursor, top))

    def nearest(self, cursor: int, top: int) -> tuple[int, int]:
        """The places that exist, the cursor's being on screen, which is full as far as there are rows."""
        count = self.count()
        cursor = max(0, min(cursor, count - 1))
        top = max(cursor - self.height + 1, min(top, cursor))
        return cursor, max(0, min(top, count - self.height))

    def show_at(self, cursor: int, top: int) -> None:
        """Draw what the move of the cursor changes: two cells of the gutter, or all rows when they scroll."""
        if (cursor, top) != (self.cursor, self.top):
            before, scrolled = self.cursor, top != self.top
            self.cursor, self.top = cursor, top
            self.tell_screen(self.Moved(self))
            if scrolled:
                self.draw()
            else:
                self._put_cursor()
                self._refresh_rows(before, cursor)

    def _refresh_rows(self, *places: int) -> None:
        width = self.size.width if self.get_component_rich_style("grid--cursor", partial=True) else 1
        self.refresh(*(Region(0, 1 + place - self.top, width, 1) for place in places))

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.step(lambda cursor, top: (cursor + rows, top))

    def action_page(self, pages: int) -> None:
        """Move the cursor and what is shown by pages."""
        by = pages * self.height
        self.step(lambda cursor, top: (cursor + by, top + by))

    def action_first(self) -> None:
        """Go to the first row."""
        self.step(lambda cursor, top: (0, 0))

    def action_last(self) -> None:
        """Go to the last row."""
        self.step(lambda cursor, top: (self.count() - 1, self.count()))

    def action_column(self, columns: int) -> None:
        """Make another column the current one."""
        column = max(0, min(self.column + columns, len(self._shown) - 1))
        if column != self.column:
            self.column = column
            left = self._left
            self._put_cursor()
            self._show_column()
            if left != self._left:
                self.refresh()
            else:
                self.refresh(Region(0, 0, self.size.width, 1))
            self.tell_screen(self.Moved(self))

    def tell_screen(self, message: Message) -> None:
        """Post a message to the screen itself: what it shows for it is painted together with what the grid shows."""
        self.screen.post_message(message)

    def _show_column(self) -> None:
        """Scroll sideways by whole columns until the current one is in sight."""
        self._left = left_to_show(self._shown, self.column, self._left, self.size.width)

    def scroll_to_region(self, region: Region, **_: Any) -> Offset:
        """Stay: rows and columns come to where they are seen, nothing in here scrolls."""
        return Offset()

    def _in_sight(self) -> list[Seen]:
        return in_sight(self._shown, self._left, self.size.width)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the screen: the titles, a row of the table, or nothing."""
        base = self.rich_style
        if y == 0:
            return self._header(base)
        place = self.top + y - 1
        if place >= self.count():
            words = f"  {self.empty}" if self.empty and y == 2 and not self.count() else ""
            return Strip([Segment(fit(words, self.size.width), base)], self.size.width)
        here = place == self.cursor
        style = base + self.get_component_rich_style("grid--cursor", partial=True) if here else base
        cells = (fit(word, width) for word, width in self._seen(place, y))
        text = self.margin_of(place) + (" " * GAP).join(cells)
        return Strip([Segment(fit(text, self.size.width), style)], self.size.width)

    def margin_of(self, place: int) -> str:
        """The cells before a row: where the cursor stands, and whether keys move it."""
        return ("> " if self.has_focus else "- ") if place == self.cursor else "  "

    def _seen(self, place: int, y: int) -> Iterator[tuple[str, int]]:
        """What is in a row and how wide it is drawn, also before `draw` has taken the row into the table.

        A grid that comes up is painted once before it is told its size.
        """
        drawn = self.get_row_at(y - 1) if y <= self.row_count else None
        for index, width, _ in self._in_sight():
            yield (drawn[index].plain if drawn else self.cell(place, self._shown[index].key)), width

    def _header(self, base: Style) -> Strip:
        style = base + self.get_component_rich_style("grid--header", partial=True)
        current = style + self.get_component_rich_style("grid--column", partial=True)
        segments = [Segment(" " * GUTTER, base)]
        for index, width, _ in self._in_sight():
            column = self._shown[index]
            title = fit(column.title, min(cell_len(column.title), max(1, width - cell_len(column.marks))))
            words = f"{title}{column.marks}"
            segments.append(Segment(words, current if index == self.column else style))
            segments.append(Segment(" " * (width - cell_len(words) + GAP), base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_focus(self) -> None:
        """Show that keys move this cursor."""
        self._refresh_rows(self.cursor)

    def on_blur(self) -> None:
        """Show that they do not."""
        self._refresh_rows(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor's row and column in sight."""
        self._show_column()
        self.draw()
        self.go(*self.aim)

    # The mouse, where there is one

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where was clicked; on a title, make its column the current one."""
        event.prevent_default()
        if event.y:
            self.go(self.top + event.y - 1, self.top)
            return
        edge = GUTTER
        for index, width, _ in self._in_sight():
            edge += width + GAP
            if event.x < edge:
                self.action_column(index - self.column)
                return

    def on_mouse_scroll_down(self) -> None:
        """Three rows down."""
        self.action_move(3)

    def on_mouse_scroll_up(self) -> None:
        """Three rows up."""
        self.action_move(-3)
