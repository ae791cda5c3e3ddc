"""The base of all editors: a field, a value, and one message when the value changes."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from fleet_tui.domain.fields import Field

BLANK = "_" * 8
"""Shown dimmed in an empty field: it marks the place without painting an area."""


class Edited(Message):
    """The user changed the value of an editor."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        super().__init__()


class Complained(Message):
    """The complaint of an editor changed."""


class Editor(Widget):
    """A widget that edits one field; its id is the field's name."""

    DEFAULT_CLASSES: ClassVar[str] = "editor"

    field: Field
    complaint: str = ""
    """Why what is typed is no value; empty when it is one, or the services are to say."""
    raw: object
    """The value, as the services take it; a property in each editor."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep every key that prints something from the actions of the screen and the app.

        Typing into the wrong kind of field never leaves the form.
        """
        return character is not None and character.isprintable()
