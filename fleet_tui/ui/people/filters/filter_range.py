"""The filter of a column of numbers or days."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import Between, Bound, Condition, swapped
from fleet_tui.domain.filters.line.ranges import SWAPPED, parse_bound, show_bound
from fleet_tui.ui.dialogs.menu import MenuDialog, entry
from fleet_tui.ui.people.filters.filter_answer import CLEAR, Answer
from fleet_tui.ui.widgets.line_input import LineInput
from fleet_tui.ui.widgets.marked_line import MarkedLine


class FilterRange(MenuDialog[Answer]):
    """Asks for two bounds, either of which may be left open; a wrong one is told and what was typed stays."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [entry("c", "clear", "clear this filter", id="filter.no_range")]
    """
    | Key | Description |
    | :- | :- |
    | c | Outside the bounds, clear this filter. |
    """

    def __init__(self, field: Field, condition: Condition | None) -> None:
        super().__init__(f"{field.title} from … to …")
        self._field, self._condition = field, condition

    def compose_box(self) -> ComposeResult:
        """The two bounds, each with the place for what is wrong with it."""
        between = self._condition if isinstance(self._condition, Between) else None
        days = self._field.kind in (Kind.DATE, Kind.MOMENT)
        right = "2026-01-31, or 7d for seven days ago" if days else "1250.50"
        low, high = (between.low, between.high) if between else (None, None)
        for id, bound in (("low", low), ("high", high)):
            typed = "" if bound is None else show_bound(bound)
            yield MarkedLine(LineInput(typed, id=id, placeholder=right, max_length=40))
            yield Static("", id=f"{id}-problem", classes="problem", markup=False)
        if self._condition:
            yield from super().compose_box()

    def on_mount(self) -> None:
        """What is not wrong takes no room."""
        for problem in self.query(".problem"):
            problem.display = False

    @on(Input.Submitted)
    def _typed(self) -> None:
        try:
            low, high = self._bound("low"), self._bound("high")
        except BadValue:
            return
        if low is None and high is None:
            self.dismiss(CLEAR)
        elif swapped(low, high):
            self._tell("high", SWAPPED)
        else:
            self.dismiss(Between(self._field.name, low, high))

    def _bound(self, id: str) -> Bound | None:
        """The bound that was typed; None for an open side.

        Raises:
            BadValue: it is wrong, which has been told beside it.
        """
        try:
            bound = parse_bound(self._field, self.query_one(f"#{id}", Input).value)
        except BadValue as error:
            self._tell(id, str(error))
            raise
        self._tell(id, "")
        return bound

    def _tell(self, id: str, sentence: str) -> None:
        problem = self.query_one(f"#{id}-problem", Static)
        problem.update(sentence)
        problem.display = bool(sentence)
        if sentence:
            self.query_one(f"#{id}", Input).focus()

    def answer(self, picked: str) -> None:
        """Clear the filter, which is the only entry."""
        self.dismiss(CLEAR)
