"""A photo drawn with cells, also beside the fields or lines of a person where the terminal has room and colours."""

from __future__ import annotations

from collections.abc import Callable

from rich.color import Color
from rich.style import Style
from rich.text import Text
from textual import work
from textual.widgets import Static

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.photo import Cells, Photo
from fleet_tui.ui.base.background import run_in_thread

COLUMNS, ROWS = 20, 10
"""Cells of the drawing: a face is known, and the fields of a technician still fit 43 rows."""


class PhotoBeside(Static):
    """Draws a photo. The style sheets say where it is displayed; nothing is read while it is not."""

    def __init__(self, drawn: Callable[[Photo, int, int], Cells]) -> None:
        """`drawn` reads and decodes a photo, off the UI thread; it may refuse."""
        super().__init__(markup=False)
        self._drawn = drawn
        self._photo: Photo | None = None
        self._shown: Photo | None = None

    def show(self, photo: Photo | None) -> None:
        """Draw that photo; None takes the place away."""
        self._photo = photo
        if self._shown is not None and photo != self._shown:
            self._shown = None
            self.update("")  # nobody's face stands beside another name
        self.set_class(photo is not None, "-known")
        if self.is_on_screen:
            self._draw()

    def on_show(self) -> None:
        self._draw()

    @work(exclusive=True, group="photo beside")
    async def _draw(self) -> None:
        photo = self._photo
        if photo is None or photo == self._shown:
            return
        try:
            cells = await run_in_thread(self._drawn, photo, COLUMNS, ROWS)
        except Refusal as refusal:
            self.update(str(refusal))
            return
        if photo == self._photo:
            self._shown = photo
            self.update(drawing(cells))


def drawing(cells: Cells) -> Text:
    """The photo in half blocks: the upper pixel in the letter's colour, the lower one in the background."""
    text = Text(no_wrap=True)
    for place, row in enumerate(cells):
        for upper, lower in row:
            text.append("▀", Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower)))
        if place < len(cells) - 1:
            text.append("\n")
    return text
