"""Painting for a slow line (line.md): several changes as one picture, and scroll bars of two marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.app import App
from textual.scrollbar import ScrollBarRender

PLAIN = Color.default()


@contextmanager
def paint_once(app: App[Any]) -> Iterator[None]:
    """Paint nothing until the end, then the screen on top: each picture in between costs as much as the last."""
    with app.batch_update():
        yield
    if app.screen_stack:
        app.screen.refresh()  # Textual drops what it would have painted during a batch


class ScrollMarks(ScrollBarRender):
    """A scroll bar with marks where there is more above and below.

    The thumb between them is blank cells: it is seen where the theme gives it a colour, and costs nothing elsewhere.
    Textual draws it with eighths of a block, which many terminals do not have.
    """

    ABOVE, BELOW = "▴", "▾"

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = PLAIN,
        bar_color: Color = PLAIN,
    ) -> Segments:
        """One segment a cell; only upright bars are shown (base.tcss)."""
        hidden = virtual_size - window_size if window_size else 0
        above, below = bool(hidden) and position > 0, position < hidden
        first, last = int(above), size - int(below)
        length = max(1, round((last - first) * window_size / virtual_size)) if hidden > 0 else 0
        start = first + round((last - first - length) * position / hidden) if hidden > 0 else size

        def cell(place: int) -> Segment:
            if below and place == size - 1:
                return Segment(
                    cls.BELOW, Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": "scroll_down"})
                )
            if above and place == 0:
                return Segment(cls.ABOVE, Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": "scroll_up"}))
            if start <= place < start + length:
                return Segment(" ", Style(bgcolor=bar_color, meta={"@mouse.down": "grab"}))
            way = "scroll_up" if place < start else "scroll_down"
            return Segment(" ", Style(bgcolor=back_color, meta={"@mouse.down": way}))

        return Segments([cell(place) for place in range(size)], new_lines=True)
