"""The button at the end of a form."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Button


class SaveButton(Button):
    """Saves; like every field it shows the cursor in the gutter before it."""

    def __init__(self, does: str) -> None:
        """`does` is what pressing it does, in a few words."""
        self._words = f" [ {does} ]"
        super().__init__(Content(self._words), id="save", compact=True)
        self.styles.line_pad = 0  # a style sheet cannot say 0 (Textual 8.2.8 takes it for no value)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.label = Content(">" + self._words[1:])

    def on_blur(self) -> None:
        """Show no cursor."""
        self.label = Content(self._words)
