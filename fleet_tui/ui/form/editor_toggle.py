"""Yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive

from fleet_tui.domain.fields import Field
from fleet_tui.ui.form.editor import Edited, Editor


class ToggleEditor(Editor, can_focus=True):
    """`[x]` or `[ ]`; Space or Enter flips it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "flip", "Flip", id="form.flip", show=False, priority=True)
    ]

    on: reactive[bool] = reactive(False)

    def __init__(self, field: Field) -> None:
        super().__init__(id=field.name)
        self.field = field

    @property
    def raw(self) -> object:
        """True or False."""
        return self.on

    @raw.setter
    def raw(self, raw: object) -> None:
        self.on = raw is True

    def render(self) -> Content:
        return Content("[x]" if self.on else "[ ]")

    def watch_on(self) -> None:
        if self.is_mounted:
            self.post_message(Edited(self))

    def action_flip(self) -> None:
        """Turn it on or off."""
        self.on = not self.on

    def on_click(self, event: Click) -> None:
        self.action_flip()
