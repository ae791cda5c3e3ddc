"""A list of entries of which Enter takes one, with the cursor in its gutter.

Every list of options in the program is this one. Textual's OptionList shows its cursor by a style alone, and
`Widget.get_visual_style` (Textual 8.2.8) drops `reverse` from the styles of components, so that on a terminal's own
colours no cursor was seen. A `>` is seen in every profile, and a move rewrites two cells.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets.option_list import Option

from fleet_tui.ui.base.textual_compat import GutteredOptionList

GUTTER = 2
"""Cells at the left of each entry; the cursor stands in the first."""
HERE = "> "


class Entries(GutteredOptionList, inherit_bindings=False):
    """Entries with `>` before the one that Enter takes.

    A list without the focus shows no cursor, because Enter does not take from it. A list that cannot have the focus
    is moved by another widget, as in the palette, and shows it always.
    """

    cursor_width = GUTTER
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Entry above", id="options.up", show=False),
        Binding("down,j", "cursor_down", "Entry below", id="options.down", show=False),
        Binding("pageup,ctrl+u", "page_up", "Page up", id="options.page_up", show=False),
        Binding("pagedown,ctrl+d", "page_down", "Page down", id="options.page_down", show=False),
        Binding("home", "first", "First entry", id="options.first", show=False),
        Binding("end", "last", "Last entry", id="options.last", show=False),
        Binding("enter", "select", "Take", id="options.take", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | up, k | The entry above; from the first, the last. |
    | down, j | The entry below; from the last, the first. |
    | pageup, ctrl+u | A page up. |
    | pagedown, ctrl+d | A page down. |
    | home | The first entry. |
    | end | The last entry. |
    | enter | Take the entry at the cursor. |
    """

    def __init__(self, *entries: Option) -> None:
        super().__init__(*entries, markup=False, compact=True)

    @property
    def shows_cursor(self) -> bool:
        """Whether Enter takes from this list."""
        return self.highlighted is not None and (self.has_focus or not self.can_focus)

    @property
    def cursor_line(self) -> int | None:
        """The line of the list that the cursor is on, counted from its first entry; None without a cursor."""
        return None if self.highlighted is None else self.line_of(self.highlighted)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell of the cursor on the screen."""
        return self.content_region.offset + Offset(0, (self.cursor_line or 0) - self.scroll_offset.y)

    def render_line(self, y: int) -> Strip:
        """The gutter, then the line of the entry."""
        strip = super().render_line(y)
        here = self.shows_cursor and self.scroll_offset.y + y == self.cursor_line
        style = next((segment.style for segment in strip), None)
        return Strip([Segment(HERE if here else " " * GUTTER, style), *strip], GUTTER + strip.cell_length)
