"""The input for one line of text in every field and dialog."""

from __future__ import annotations

import re
import unicodedata

from rich.text import Text
from textual.events import Key, Paste

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.textual_compat import DrawnInput

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

TYPED = 24
"""Cells for typing in a box that follows its content."""


def unseen(event: Key) -> str:
    """The character of a key that is invisible by itself, such as a joiner or a direction mark; else empty.

    Textual drops those silently. Some scripts need them, and services refuse the others by name.
    """
    character = event.character or ""
    if len(character) != 1 or character.isprintable() or unicodedata.category(character) in ("Cc", "Zs"):
        return ""
    return character


class LineInput(DrawnInput):
    """An input without borders or blinking, safe for any text."""

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "", max_length: int = 0) -> None:
        super().__init__(value, displayable(placeholder), id=id, compact=True, max_length=max_length)
        self.cursor_blink = False

    @property
    def wanted_width(self) -> int:
        """Cells for the text that is there and some more to type, in a box that follows its content."""
        return max(TYPED, len(self.value) + 1)

    def drawn_value(self) -> Text:
        """The text to draw: a mark stands for a pasted control character, which must not reach the terminal."""
        if self.password:
            return super().drawn_value()
        return Text(displayable(self.value), no_wrap=True, overflow="ignore", end="")

    def on_key(self, event: Key) -> None:
        """Insert invisible characters, which the base class drops."""
        if character := unseen(event):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    def on_paste(self, event: Paste) -> None:
        """Keep all lines of a paste, of which Textual would silently drop all but the first."""
        event.stop()
        event.prevent_default()
        lines = [line for line in _LINE_BREAK.split(event.text) if line]
        if lines:
            self.replace(" ".join(lines), *sorted(self.selection))
        if len(lines) > 1:
            self.lines_joined()

    def lines_joined(self) -> None:
        """Called when line breaks of a paste became spaces."""
