"""Several lines of text: a biography, a memo."""

from __future__ import annotations

from rich.text import Text
from textual.events import Key
from textual.widgets import TextArea

from fleet_tui.domain.fields import Field
from fleet_tui.domain.text import displayable
from fleet_tui.ui.form.editor import BLANK, Edited, Editor
from fleet_tui.ui.widgets.line_input import unseen


class LinesEditor(TextArea, Editor):
    """A text area of three rows that Tab leaves, and that shows what it holds safely."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            id=field.name,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=BLANK,
        )
        self.cursor_blink = False
        self.field = field

    @property
    def raw(self) -> object:
        """The text as it was typed, lines apart by `\\n`."""
        return self.text

    @raw.setter
    def raw(self, raw: object) -> None:
        text = "" if raw is None else str(raw)
        if text != self.text:
            self.load_text(text)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: control characters are shown as a mark and never reach the terminal."""
        return Text(displayable(self.document.get_line(line_index)), end="", no_wrap=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Edited(self))

    def on_key(self, event: Key) -> None:
        """Take what the base class would drop; a line feed is one, as pasted by terminals that mark no paste."""
        if character := "\n" if event.key == "ctrl+j" else unseen(event):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection, maintain_selection_offset=False)
