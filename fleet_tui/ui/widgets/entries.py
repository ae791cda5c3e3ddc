"""The list of options of every menu, with the cursor in its gutter.

Textual's OptionList shows its cursor by a style alone, and `Widget.get_visual_style` (Textual 8.2.8) drops `reverse`
from component styles, so that the terminal's own colours show no cursor. A `>` is visible in every profile, and a move
rewrites two cells.
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

    Without the focus there is no cursor, because Enter does not take from the list. A list that cannot have the focus
    always shows it: another widget moves it, as in the palette.
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
        """The cursor's line, from 0 at the first entry; None without a cursor."""
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
