"""A yes-or-no question."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.marked import MarkedButton


class Confirm(DialogScreen[bool]):
    """Guards an action against accidents: Enter answers no until yes has the focus, `y` answers yes."""

    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n", "answer(False)", "No", id="confirm.no"),
        Binding("left,right,h,l", "app.focus_next", "Other", id="confirm.other", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | y | Yes. |
    | n | No. |
    | left, right, h, l | The other button. |
    """

    def __init__(self, title: str, text: str = "", yes: str = "Yes", no: str = "No") -> None:
        super().__init__(title)
        self._text, self._yes, self._no = text, yes, no

    def compose_box(self) -> ComposeResult:
        """The text and the two answers."""
        if self._text:
            yield Static(displayable(self._text, lines=True), markup=False)
        with Horizontal(classes="buttons"):
            yield MarkedButton(f"{self.key_of('answer(True)')} {self._yes}", id="yes")
            yield MarkedButton(f"{self.key_of('answer(False)')} {self._no}", id="no")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
