"""What every editor of a field has in common: the field, what it holds, and one message when that changes."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from fleet_tui.domain.fields import Field

BLANK = "_" * 8
"""Shown dimmed where nothing is typed yet: it shows the place of a field without painting an area."""


class Edited(Message):
    """A person changed what an editor holds."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        super().__init__()


class Editor(Widget):
    """One focusable thing that edits one field; its id is the field's name."""

    DEFAULT_CLASSES: ClassVar[str] = "editor"

    field: Field
    raw: object
    """What it holds, as the services take it; each editor has a property of this name."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep every key that prints something from the actions of the screen and the app.

        Typing into the wrong kind of field never leaves the form.
        """
        return character is not None and character.isprintable()
