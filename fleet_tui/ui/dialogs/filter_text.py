"""The filter of a column of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from fleet_tui.domain.fields import Field
from fleet_tui.domain.filters import Condition, Contains, Empty
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.filter_answer import CLEAR, Answer
from fleet_tui.ui.widgets.entries import Entries
from fleet_tui.ui.widgets.line_input import LineInput


class FilterText(DialogScreen[Answer]):
    """Asks for a part of the text, or whether there is any."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "To the choices", id="filter.choices", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | down | From the text to the choices below it. |
    """

    def __init__(self, field: Field, condition: Condition | None) -> None:
        super().__init__(f"{field.title} contains")
        self._field, self._condition = field, condition

    def compose_box(self) -> ComposeResult:
        """The text, and what can be asked instead."""
        text = self._condition.text if isinstance(self._condition, Contains) else ""
        yield LineInput(text, max_length=200)
        yield Entries(
            Option("is empty", id="empty"),
            Option("is not empty", id="some"),
            *([Option("clear this filter", id="clear")] if self._condition else []),
        )

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        self.dismiss(Contains(self._field.name, text) if text else CLEAR)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        name = self._field.name
        self.dismiss(CLEAR if event.option_id == "clear" else Empty(name, empty=event.option_id == "empty"))
