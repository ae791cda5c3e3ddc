"""A photo, drawn with cells where the terminal has colours, else described."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.domain.photo import Cells
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME, WIDTH
from fleet_tui.ui.widgets.photo import drawing

_WORDS = 3
"""Lines of text in the dialog: its title, the photo's facts, how to close it."""


def room(screen: Size) -> tuple[int, int]:
    """Columns and rows for the drawing on a screen of that size: wider rows would wrap."""
    return min(screen.width, WIDTH) - FRAME.width, max(1, screen.height - FRAME.height - _WORDS)


class PhotoView(DialogScreen[None]):
    """The photo over its facts; without colours the facts alone."""

    def __init__(self, facts: str, cells: Cells | None) -> None:
        super().__init__("Photo")
        self._facts = displayable(facts)
        self._cells = cells

    def compose_box(self) -> ComposeResult:
        """The drawing and the facts."""
        if self._cells:
            yield _Drawing(self._cells)
        without = "" if self._cells else ". It is not drawn: the terminal or its line has too few colours."
        yield Static(f"{self._facts}{without}\nEsc closes this.", markup=False)


class _Drawing(Static):
    """The photo in half blocks, as wide as it is."""

    def __init__(self, cells: Cells) -> None:
        self.wanted_width = max(map(len, cells), default=0)
        super().__init__(drawing(cells))
