"""Something that the system keeps and nobody types."""

from __future__ import annotations

from textual.content import Content

from fleet_tui.domain.fields import Field
from fleet_tui.domain.values import show
from fleet_tui.ui.form.editor import Editor


class FactEditor(Editor):
    """A value that is only shown: moments are written by the system."""

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name)
        self.field = field
        self._raw: object = None

    @property
    def raw(self) -> object:
        """The value that is shown."""
        return self._raw

    @raw.setter
    def raw(self, raw: object) -> None:
        self._raw = raw
        self.refresh()

    def render(self) -> Content:
        return Content(show(self.field, self._raw, {}, ""))
