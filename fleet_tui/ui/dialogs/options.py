"""A menu: one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen


class Options(DialogScreen[str]):
    """Answers the id of the option that was picked with Enter, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", id="options.down", show=False),
        Binding("k", "move('up')", "Up", id="options.up", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | j | The option below. |
    | k | The option above. |
    """

    def __init__(self, title: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._options = options

    def compose_box(self) -> ComposeResult:
        """The options, one a row."""
        yield OptionList(*(Option(displayable(label), id=id) for id, label in self._options), markup=False)

    def action_move(self, way: str) -> None:
        """Move the cursor up or down."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if way == "down" else options.action_cursor_up()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
