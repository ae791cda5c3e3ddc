"""A table whose cursor follows keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from fleet_tui.ui.base.keys import press_action
from fleet_tui.ui.widgets.drawn_grid import DrawnGrid
from fleet_tui.ui.widgets.grid_columns import GUTTER, column_at

Move = Callable[[int, int], tuple[int, int]]
"""Maps the places of the cursor and of the first row on screen to those after a key."""
WHEEL = 3
"""Rows by which a notch of the wheel moves what is shown."""
DOUBLE = 2
"""Clicks of a double click."""
OPENS = frozenset({"edit", "open"})
"""Actions of a double click; never one that runs a plan, saves or closes, as Enter does in some dialogs."""
MARKS = frozenset({"mark", "drop", "tick", "allow"})
"""Actions of a click in the gutter."""
SORTS = frozenset({"sort"})
"""Actions of a click on a title."""


class Grid(DrawnGrid):
    """A table with a cursor; a move changes two cells of the gutter, unless rows have to scroll."""

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

    @property
    def aim(self) -> tuple[int, int]:
        """The places of the cursor and of the first row on screen that the keys so far lead to."""
        return self.cursor, self.top

    def step(self, move: Move) -> None:
        """Follow a key that moves."""
        self.go(*move(*self.aim))

    def go(self, cursor: int, top: int) -> None:
        """Put the cursor on a row and another row at the top, or the nearest ones that exist."""
        self.show_at(*self.nearest(cursor, top))

    def nearest(self, cursor: int, top: int) -> tuple[int, int]:
        """The nearest places that exist, with the cursor on screen and no blank rows that rows could fill."""
        count = self.count()
        cursor = max(0, min(cursor, count - 1))
        top = max(cursor - self.height + 1, min(top, cursor))
        return cursor, max(0, min(top, count - self.height))

    def show_at(self, cursor: int, top: int) -> None:
        """Move the cursor and draw what changes: two cells of the gutter, or all rows when they scroll."""
        if (cursor, top) != (self.cursor, self.top):
            before, scrolled = self.cursor, top != self.top
            self.cursor, self.top = cursor, top
            if cursor != before:
                self.tell_screen(self.Moved(self))
            if scrolled:
                self.draw()
            else:
                self._put_cursor()
                self._refresh_rows(before, cursor)

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
        if not self.by_column:
            column = self._window.next_hidden(self.column, columns)
        if column != self.column:
            self.column = column
            left = self._left
            self._put_cursor()
            self._show_column()
            self.refresh(*([Region(0, 0, self.size.width, 1)] if left == self._left else []))
            self.tell_screen(self.Moved(self))

    def tell_screen(self, message: Message) -> None:
        """Post a message to the screen itself, so that its changes are painted together with the grid's."""
        self.screen.post_message(message)

    def on_resize(self) -> None:
        """Keep the cursor's row and column in sight."""
        self._show_column()
        self.draw()
        self.go(*self.aim)

    # The mouse, where there is one

    def on_click(self, event: events.Click) -> None:
        """Do what keys do: move to the row, mark it in the gutter, open it by a double click, sort by a title."""
        event.prevent_default()
        if event.y:
            self._click_row(self.top + event.y - 1, event)
            return
        clicked = column_at(event.x, self._window.seen())
        if clicked is not None:
            self.step(lambda cursor, top: self._to_column(clicked, cursor, top))
            press_action(self.screen, SORTS)

    def _click_row(self, place: int, event: events.Click) -> None:
        if place < self.count():
            self.step(lambda _, top: (place, top))
            if event.x < GUTTER:
                press_action(self.screen, MARKS)
            elif event.chain == DOUBLE:
                press_action(self.screen, OPENS)

    def _to_column(self, column: int, cursor: int, top: int) -> tuple[int, int]:
        self.action_column(column - self.column)
        return cursor, top

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.Event, rows: int) -> None:
        event.stop()
        self.step(lambda cursor, top: self._scrolled(cursor, top + rows))

    def _scrolled(self, cursor: int, top: int) -> tuple[int, int]:
        """The window at another row, and the cursor at the nearest row in it."""
        top = max(0, min(top, self.count() - self.height))
        return max(top, min(cursor, top + self.height - 1)), top
