"""The button at the end of a form."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Button

LABEL = " [ Save Changes ]"


class SaveButton(Button):
    """Saves; like every field it shows the cursor in the gutter before it."""

    def __init__(self) -> None:
        super().__init__(Content(LABEL), id="save", compact=True)
        self.styles.line_pad = 0  # a style sheet cannot say 0 (Textual 8.2.8 takes it for no value)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.label = Content(">" + LABEL[1:])

    def on_blur(self) -> None:
        """Show no cursor."""
        self.label = Content(LABEL)
