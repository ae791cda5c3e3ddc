"""The filter of a column of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from fleet_tui.domain.fields import Field
from fleet_tui.domain.filters.conditions import Condition, Contains, Empty
from fleet_tui.ui.dialogs.menu import MenuDialog, entry
from fleet_tui.ui.people.filters.filter_answer import CLEAR, Answer
from fleet_tui.ui.widgets.line_input import LineInput
from fleet_tui.ui.widgets.marked_line import MarkedLine

EMPTY, SOME, NO_FILTER = "empty", "some", "clear"


class FilterText(MenuDialog[Answer]):
    """Asks for a part of the text, or whether there is any."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "To the choices", id="filter.choices", show=False),
        entry("e", EMPTY, "is empty", id="filter.empty"),
        entry("n", SOME, "is not empty", id="filter.some"),
        entry("c", NO_FILTER, "clear this filter", id="filter.none"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | down | From the text to the choices below it; there these letters take one. |
    | e | Those with nothing there. |
    | n | Those with something there. |
    | c | Clear this filter. |
    """

    def __init__(self, field: Field, condition: Condition | None) -> None:
        super().__init__(f"{field.title} contains", without=() if condition else (NO_FILTER,))
        self._field, self._condition = field, condition

    def compose_box(self) -> ComposeResult:
        """The text, and what can be asked instead."""
        text = self._condition.text if isinstance(self._condition, Contains) else ""
        yield MarkedLine(LineInput(text, max_length=200))
        yield from super().compose_box()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        self.dismiss(Contains(self._field.name, text) if text else CLEAR)

    def answer(self, picked: str) -> None:
        """Answer a condition on whether there is any text, or none."""
        self.dismiss(CLEAR if picked == NO_FILTER else Empty(self._field.name, empty=picked == EMPTY))
