"""The place of the terminal's cursor: on the focused item (line.md, "The cursor").

Screen readers, braille displays and input methods follow that cursor and nothing else.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.errors import NoWidget
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from fleet_tui.ui.base.textual_compat import drawn_text


@runtime_checkable
class HasCursor(Protocol):
    """A widget with a cursor of its own, such as the row of a list."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell of that cursor on the screen."""
        ...


@runtime_checkable
class MovesCursor(Protocol):
    """A screen on which keys for the focused widget move the cursor of another one."""

    @property
    def cursor_widget(self) -> Widget | None:
        """The widget that has the cursor; None while it is the focused one."""
        ...


def cursor_on(screen: Screen[object]) -> Offset:
    """The cell of the focused item; where nothing has the focus, the first cell of what is on top."""
    moved = screen.cursor_widget if isinstance(screen, MovesCursor) else None
    widget = moved or screen.focused or next((child for child in screen.children if child.display), screen)
    return _inside(_cell(widget), _visible(widget))


def _cell(widget: Widget) -> Offset:
    start = widget.content_region.offset
    if isinstance(widget, Input):  # its own offset is a cell too far behind the last letter (Textual 8.2.8)
        before = cell_len(drawn_text(widget)[: widget.cursor_position])
        return start + Offset(before, 0) - widget.scroll_offset
    return widget.cursor_screen_offset if isinstance(widget, HasCursor) else start


def _visible(widget: Widget) -> Region:
    """The visible part of a widget, or of what it was scrolled out of sight in; the screen before it is laid out."""
    try:
        seen = widget.screen.find_widget(widget).visible_region.intersection(widget.content_region)
    except NoWidget:
        seen = Region()
    if seen or not isinstance(widget.parent, Widget):
        return seen or widget.screen.region
    return _visible(widget.parent)


def cell_beside(screen: Screen[object]) -> Offset | None:
    """The cell before the focused item, under which a box about it begins; None where nothing has the focus.

    A widget with a cursor has a gutter before its items; the others have a blank cell before them.
    """
    widget = screen.focused
    if widget is None:
        return None
    start = _inside(_cell(widget), _visible(widget))
    return start if isinstance(widget, HasCursor) else Offset(max(0, widget.content_region.x - 1), start.y)


def _inside(cell: Offset, region: Region) -> Offset:
    return Offset(
        max(region.x, min(cell.x, region.right - 1)),
        max(region.y, min(cell.y, region.bottom - 1)),
    )
