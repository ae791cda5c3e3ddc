"""A button that shows the focus in the gutter before it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Button


class MarkedButton(Button):
    """Its words, with `>` before them while Enter presses it."""

    def __init__(self, words: str, *, id: str, gutter: int = 2) -> None:
        """`gutter` is how many cells stand before the words."""
        self._rest = " " * (gutter - 1) + words
        super().__init__(Content(f" {self._rest}"), id=id, compact=True)
        self.styles.line_pad = 0  # a style sheet cannot say 0 (Textual 8.2.8 takes it for no value)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.label = Content(f">{self._rest}")

    def on_blur(self) -> None:
        """Show no cursor."""
        self.label = Content(f" {self._rest}")
