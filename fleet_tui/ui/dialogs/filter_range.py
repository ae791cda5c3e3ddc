"""The filter of a column of numbers or days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters import Between, Bound, Condition
from fleet_tui.domain.values import parse
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.filter_answer import CLEAR, Answer
from fleet_tui.ui.widgets.line_input import LineInput

SWAPPED = "The first is more than the second: swap them."


class FilterRange(DialogScreen[Answer]):
    """Asks for two bounds, either of which may be left open; a wrong one is told and what was typed stays."""

    AUTO_FOCUS = "Input"

    def __init__(self, field: Field, condition: Condition | None) -> None:
        super().__init__(f"{field.title} from … to …")
        # A moment is asked for by its day.
        self._field = replace(field, kind=Kind.DATE) if field.kind is Kind.MOMENT else field
        self._condition = condition

    def compose_box(self) -> ComposeResult:
        """The two bounds, each with the place for what is wrong with it."""
        between = self._condition if isinstance(self._condition, Between) else None
        right = "2026-01-31" if self._field.kind is Kind.DATE else "1250.50"
        for id, bound in (("low", between and between.low), ("high", between and between.high)):
            yield LineInput("" if bound is None else str(bound), id=id, placeholder=right, max_length=40)
            yield Static("", id=f"{id}-problem", classes="problem", markup=False)
        if self._condition:
            yield OptionList(Option("clear this filter"), markup=False, compact=True)

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
        elif low is not None and high is not None and low > high:  # type: ignore[operator]  # both are of the field's kind
            self._tell("high", SWAPPED)
        else:
            self.dismiss(Between(self._field.name, low, high))

    def _bound(self, id: str) -> Bound | None:
        """The bound that was typed; None for an open side.

        Raises:
            BadValue: it is wrong, which has been told beside it.
        """
        try:
            value = parse(self._field, self.query_one(f"#{id}", Input).value, "")
        except BadValue as error:
            self._tell(id, str(error))
            raise
        self._tell(id, "")
        return value if isinstance(value, Decimal | date) else None

    def _tell(self, id: str, sentence: str) -> None:
        problem = self.query_one(f"#{id}-problem", Static)
        problem.update(sentence)
        problem.display = bool(sentence)
        if sentence:
            self.query_one(f"#{id}", Input).focus()

    @on(OptionList.OptionSelected)
    def _cleared(self) -> None:
        self.dismiss(CLEAR)
