"""Painting for a slow line (line.md): several changes as one picture, and scroll bars of two marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import textual.color
from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.app import App
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

PLAIN = Color.default()


@contextmanager
def paint_once(app: App[Any]) -> Iterator[None]:
    """Paint nothing until the end, then the screen on top: each picture in between costs as much as the last."""
    with app.batch_update():
        yield
    if app.screen_stack:
        app.screen.refresh()  # Textual drops what it would have painted during a batch


def in_theme(widget: Widget, colors: str, attributes: str = "") -> str:
    """The style of some words: by names of the theme's colours where it has any, else by attributes."""
    return colors if widget.app.has_class("-rich") else attributes


def in_color(widget: Widget, name: str, attributes: str = "") -> Style:
    """The style of words with attributes, and in a colour of the theme where it has any.

    A component class for each would be applied again with every widget, and is a part of the start.
    """
    rich = widget.app.has_class("-rich")
    return _styled(widget.app.theme_variables[f"fleet-{name}"] if rich else "", attributes)


@cache
def _styled(color: str, attributes: str) -> Style:
    style = Style.parse(attributes)
    return style + Style(color=textual.color.Color.parse(color).rich_color) if color else style


class ScrollMarks(ScrollBarRender):
    """A scroll bar with marks where there is more above and below.

    The thumb between them is seen where the theme gives it a colour, and costs nothing elsewhere. Textual draws it with
    eighths of a block, which many terminals do not have.
    """

    ABOVE, BELOW, THUMB = "▴", "▾", "┃"

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

        def segment(text: str, does: str) -> Segment:
            return Segment(text, Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": does}))

        thumb = segment(" " if bar_color.is_default else cls.THUMB, "grab")
        upper, lower = segment(" ", "scroll_up"), segment(" ", "scroll_down")
        cells = [upper] * start + [thumb] * length + [lower] * (size - start - length)
        if above:
            cells[0] = segment(cls.ABOVE, "scroll_up")
        if below:
            cells[-1] = segment(cls.BELOW, "scroll_down")
        return Segments(cells, new_lines=True)
