"""A menu: one of a few things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
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

    def __init__(self, title: str, options: Sequence[tuple[str, str]], closed: Mapping[str, str] | None = None) -> None:
        """`closed` says, by id, why an option cannot be picked."""
        super().__init__(title)
        self._options = options
        self._not_allowed = closed or {}
        self._told = Static(classes="problem", markup=False)
        self._told.display = False

    def compose_box(self) -> ComposeResult:
        """The options, one a row, and why the one that was picked last cannot be."""
        yield OptionList(*(Option(self._words(id, label), id=id) for id, label in self._options), markup=False)
        yield self._told

    def _words(self, id: str, label: str) -> Content:
        """What cannot be picked is dim, and says so where nothing can be dim."""
        words = displayable(label)
        return Content.styled(f"{words} (not allowed)", "dim") if self._not_allowed.get(id) else Content(words)

    def answer(self, picked: str | None) -> None:
        """Answer what was picked, or say why it cannot be."""
        why_not = self._not_allowed.get(picked or "", "")
        if not why_not:
            self.dismiss(picked)
            return
        self._told.update(displayable(why_not))
        self._told.display = True
        self._make_room(self.app.size)

    def action_move(self, way: str) -> None:
        """Move the cursor up or down."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if way == "down" else options.action_cursor_up()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(event.option_id)
