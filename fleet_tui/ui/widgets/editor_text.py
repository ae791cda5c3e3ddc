"""One line of text: names, numbers, addresses, amounts, dates and passwords."""

from __future__ import annotations

import re

from rich.text import Text
from textual.events import Paste
from textual.widgets import Input

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.editor import BLANK, Edited, Editor, Told

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class TextEditor(Input, Editor):
    """An input without borders that keeps everything that is typed or pasted, and shows it safely.

    Nothing is limited or refused here: the services say what is wrong beside the field, and what was typed stays.
    """

    def __init__(self, field: Field) -> None:
        super().__init__(
            id=field.name,
            compact=True,
            password=field.kind is Kind.SECRET,
            placeholder=BLANK,
            select_on_focus=False,  # a key typed after Tab must not replace what is there
        )
        self.cursor_blink = False
        self.field = field

    @property
    def raw(self) -> object:
        """The text as it was typed."""
        return self.value

    @raw.setter
    def raw(self, raw: object) -> None:
        text = "" if raw is None else str(raw)
        if text != self.value:
            self.value = text

    @property
    def _value(self) -> Text:
        """The text as it is drawn: a pasted control character is shown as a mark and never reaches the terminal."""
        if self.password:
            return super()._value
        return Text(displayable(self.value), no_wrap=True, overflow="ignore", end="")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Edited(self))

    def _on_paste(self, event: Paste) -> None:
        """Keep all of a paste: Textual would keep its first line and drop the rest without a word."""
        event.stop()
        event.prevent_default()
        lines = [line for line in _LINE_BREAK.split(event.text) if line]
        if not lines:
            return
        self.replace(" ".join(lines), *sorted(self.selection))
        if len(lines) > 1:
            self.post_message(Told(f"{self.field.label} is one line: the line breaks that you pasted became spaces."))
