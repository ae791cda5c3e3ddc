"""One line of text, as every field and dialog asks for it."""

from __future__ import annotations

import re
import unicodedata

from rich.text import Text
from textual.events import Key, Paste

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.textual_compat import DrawnInput

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def unseen(event: Key) -> str:
    """The character of a key that shows nothing by itself, such as a joiner or a sign for the direction; else nothing.

    Textual drops those without a word. Some belong to a script, and what cannot be kept is refused by its name.
    """
    character = event.character or ""
    if len(character) != 1 or character.isprintable() or unicodedata.category(character) in ("Cc", "Zs"):
        return ""
    return character


class LineInput(DrawnInput):
    """An input without borders, whose cursor stands still, and that shows what it holds safely."""

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "", max_length: int = 0) -> None:
        super().__init__(value, displayable(placeholder), id=id, compact=True, max_length=max_length)
        self.cursor_blink = False

    def drawn_value(self) -> Text:
        """The text as it is drawn: a pasted control character is shown as a mark and never reaches the terminal."""
        if self.password:
            return super().drawn_value()
        return Text(displayable(self.value), no_wrap=True, overflow="ignore", end="")

    def on_key(self, event: Key) -> None:
        """Take what the base class would drop."""
        if character := unseen(event):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    def on_paste(self, event: Paste) -> None:
        """Keep all of a paste: Textual would keep its first line and drop the rest without a word."""
        event.stop()
        event.prevent_default()
        lines = [line for line in _LINE_BREAK.split(event.text) if line]
        if lines:
            self.replace(" ".join(lines), *sorted(self.selection))
        if len(lines) > 1:
            self.lines_joined()

    def lines_joined(self) -> None:
        """Called when line breaks of a paste became spaces."""
