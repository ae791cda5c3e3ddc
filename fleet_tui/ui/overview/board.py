"""A picture with a cursor that goes from number to number, and scrolls with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.base.keys import press_action
from fleet_tui.ui.base.painting import in_color
from fleet_tui.ui.overview.picture import (
    BAR,
    DIM,
    ENDED,
    NOBODY,
    ONE,
    OUT,
    TITLE,
    WAITING,
    Picture,
    Spot,
    beside,
    nearest,
)
from fleet_tui.ui.widgets.grid import DOUBLE, OPENS, WHEEL, Grid

_LOOKS = {
    TITLE: ("accent", "bold"),
    DIM: ("dim", ""),
    BAR: ("accent", ""),
    WAITING: ("pending", ""),
    ENDED: ("ended", ""),
    OUT: ("inactive", ""),
    NOBODY: ("problem", "bold"),
    ONE: ("ended", "bold"),
}
"""The theme's colour of each look, and its attributes."""


class Board(Widget, can_focus=True):
    """Shows what `draw` gives for a width; only the lines in sight are painted, and of a move only what it changes."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar = Grid.BINDINGS
    """
    | Key | Description |
    | :- | :- |
    | up, k, down, j | The number above, or below. |
    | left, h, right, l | The number beside it. |
    | pageup, pagedown | One page up, or down. |
    | home, end | The first number, or the last. |
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"board--cursor"}
    """
    | Class | Description |
    | :- | :- |
    | `board--cursor` | The number at the cursor, beside its `>`. |
    """

    class Moved(Message):
        """The cursor is at another number."""

    def __init__(self, draw: Callable[[int], Picture], id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._picture = Picture()
        self._here = 0
        self.top = 0
        """The first line on screen."""

    @property
    def current(self) -> Spot | None:
        """The spot at the cursor."""
        return self._picture.spots[self._here] if self._picture.spots else None

    def draw(self) -> None:
        """Draw again, with the cursor at the same number, or as near to its place as there is one."""
        before, self._picture = self.current, self._draw(self.size.width)
        spots = self._picture.spots
        if before is not None:
            same = (index for index, spot in enumerate(spots) if spot.key == before.key)
            self._here = next(same, nearest(spots, before.x, before.y))
        self._into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Arrange for the new width."""
        self.draw()

    # The cursor

    def _go(self, index: int) -> None:
        """Move the cursor, and paint two spots, or everything when the lines scroll."""
        before = self.current
        if before is None:
            drop_until_seen(self.app)  # keys for numbers that are still being counted
            return
        self._here, top = index, self.top
        self._into_sight()
        if self.top != top:
            self.refresh()
        else:
            self._refresh_spots(before, self._picture.spots[index])
        self.post_message(self.Moved())

    def _refresh_spots(self, *spots: Spot) -> None:
        whole = bool(self.get_component_rich_style("board--cursor", partial=True))
        self.refresh(*(Region(spot.x, spot.y - self.top, spot.width if whole else 1, 1) for spot in spots))

    def _into_sight(self) -> None:
        """Scroll as little as shows the line of the cursor; to the first number below a title with the title."""
        spot, height = self.current, max(1, self.size.height)
        if spot is None:
            return
        above = next((y for y in range(spot.y, -1, -1) if self._is_title(y, spot)), spot.y)
        first = above if spot.y - above <= 2 and spot.y - above < height else spot.y
        self.top = max(spot.y - height + 1, min(self.top, first))
        self.top = max(0, min(self.top, self._picture.height - height))

    def _is_title(self, y: int, spot: Spot) -> bool:
        return any(piece.look == TITLE and piece.x <= spot.x for piece in self._picture.lines.get(y, ()))

    def action_move(self, lines: int) -> None:
        """Move the cursor up or down by lines."""
        self._go(beside(self._picture.spots, self._here, 0, lines) if self.current else 0)

    def action_column(self, columns: int) -> None:
        """Move the cursor to a side."""
        self._go(beside(self._picture.spots, self._here, columns, 0) if self.current else 0)

    def action_page(self, pages: int) -> None:
        """Move the cursor and what is shown by pages."""
        spots, height = self._picture.spots, self.size.height
        if (spot := self.current) is None:
            self._go(0)
            return
        self._scroll(pages * height)
        self._go(nearest(spots, spot.x, spot.y + pages * height))

    def action_first(self) -> None:
        """Go to the first number."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last number."""
        self._go(len(self._picture.spots) - 1)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The gutter of the spot at the cursor, on the screen."""
        spot = self.current
        return self.content_region.offset + (Offset(spot.x, spot.y - self.top) if spot else Offset())

    # The mouse, where there is one

    def on_click(self, event: events.Click) -> None:
        """Do what keys do: go to the number, and open it by a double click."""
        y = event.y + self.top
        for index, spot in enumerate(self._picture.spots):
            if spot.y == y and spot.x <= event.x < spot.x + spot.width:
                self._go(index)
                if event.chain == DOUBLE:
                    press_action(self.screen, OPENS)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.Event, lines: int) -> None:
        event.stop()
        if (spot := self.current) is not None:
            self._scroll(lines)
            within = max(self.top, min(spot.y, self.top + self.size.height - 1))
            self._go(nearest(self._picture.spots, spot.x, within))

    def _scroll(self, lines: int) -> None:
        self.top = max(0, min(self.top + lines, self._picture.height - self.size.height))
        self.refresh()

    # Painting

    def render_line(self, y: int) -> Strip:
        """A line of the picture that is in sight."""
        base, line, edge = self.rich_style, y + self.top, 0
        cells = list[Segment]()
        for piece in self._picture.lines.get(line, ()):
            cells += (Segment(" " * (piece.x - edge), base), Segment(piece.text, base + self._style(piece.look)))
            edge = piece.x + cell_len(piece.text)
        strip = Strip(cells).adjust_cell_length(self.size.width, base)
        spot = self.current
        return strip if spot is None or spot.y != line else self._with_cursor(strip, spot)

    def _with_cursor(self, strip: Strip, spot: Spot) -> Strip:
        """The mark in the gutter, and where the theme fills the cursor's row, the spot in its colours."""
        fills = self.get_component_rich_style("board--cursor", partial=True)
        end = spot.x + (spot.width if fills else 1)
        style = self.rich_style + fills
        text = self._mark + strip.crop(spot.x + 1, end).text
        return Strip.join([strip.crop(0, spot.x), Strip([Segment(text, style)]), strip.crop(end)])

    @property
    def _mark(self) -> str:
        return ">" if self.has_focus else "-"

    def _style(self, look: str) -> Style:
        color, attributes = _LOOKS.get(look, ("", ""))
        return in_color(self, color, attributes) if color else Style()

    def on_focus(self) -> None:
        """Show the cursor of the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor without the focus."""
        self.refresh()
