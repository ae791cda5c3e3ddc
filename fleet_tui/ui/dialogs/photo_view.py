"""A photo, drawn with cells where the terminal has colours, else told in words."""

from __future__ import annotations

import io

from rich.color import Color
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.ui.dialogs.base import FRAME, WIDTH, DialogScreen

Pixel = tuple[int, int, int]
Cells = list[list[tuple[Pixel, Pixel]]]
"""Rows of cells, each the pixel of its upper and of its lower half."""


_WORDS = 3
"""Lines of the dialog that are words: its title, the photo's facts, how to close it."""


def room(screen: Size) -> tuple[int, int]:
    """The cells that a drawing has on a screen of that size: one that is wider would be broken into lines."""
    return min(screen.width, WIDTH) - FRAME.width, max(1, screen.height - FRAME.height - _WORDS)


def picture(content: bytes, width: int, height: int) -> Cells:
    """The photo in at most that many cells, its shape kept; runs off the UI thread, decoding takes long."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as image:
        image.draft("RGB", (width * 4, height * 8))
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((width, height * 2))
    columns, lines = small.size
    pixels = small.load()
    if pixels is None:
        return []

    def at(x: int, y: int) -> Pixel:
        pixel = pixels[x, min(y, lines - 1)]
        return (pixel[0], pixel[1], pixel[2]) if isinstance(pixel, tuple) else (0, 0, 0)

    return [[(at(x, y), at(x, y + 1)) for x in range(columns)] for y in range(0, lines, 2)]


class PhotoView(DialogScreen[None]):
    """The photo over its facts; without colours the facts alone."""

    def __init__(self, facts: str, cells: Cells | None) -> None:
        super().__init__("Photo")
        self._facts = facts
        self._cells = cells

    def compose_box(self) -> ComposeResult:
        """The drawing and the facts."""
        if self._cells:
            yield Static(_drawing(self._cells))
        text = self._facts if self._cells else f"{self._facts}. This terminal shows no colours, so it is not drawn."
        yield Static(f"{text}\nEsc closes this.", markup=False)


def _drawing(cells: Cells) -> Text:
    text = Text(no_wrap=True)
    for place, row in enumerate(cells):
        for upper, lower in row:
            text.append("▀", Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower)))
        if place < len(cells) - 1:
            text.append("\n")
    return text
