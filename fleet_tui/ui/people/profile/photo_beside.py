"""The photo of the person on a form, drawn beside the fields where the terminal has room and colours."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.widgets import Static

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.photo import Cells, Photo
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.dialogs.photo_view import drawing

COLUMNS, ROWS = 20, 10
"""Cells of the drawing: a face is known, and the fields of a technician still fit 43 rows."""


class PhotoBeside(Static):
    """Draws a photo. The style sheet displays it (form.tcss); nothing is read while it is not displayed."""

    def __init__(self, drawn: Callable[[Photo, int, int], Cells]) -> None:
        """`drawn` reads and decodes a photo, off the UI thread; it may refuse."""
        super().__init__(markup=False)
        self._drawn = drawn
        self._photo: Photo | None = None
        self._shown: Photo | None = None

    def show(self, photo: Photo | None) -> None:
        """Draw that photo; None takes the place away."""
        self._photo = photo
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
