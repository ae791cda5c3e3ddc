"""The filter of a column that holds values of a list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from fleet_tui.domain.fields import Field
from fleet_tui.domain.filters import Condition, OneOf
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.filter_answer import CLEAR, Answer, Offered
from fleet_tui.ui.forms.pick import Pick

NONE = ""
"""Stands for the value that is none among the picks; no choice is stored as an empty word."""


class FilterValues(Choose):
    """Ticks several of the values, whatever their number; none ticked is no condition."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+k", "clear", "Clear this filter", id="filter.clear")]
    """
    | Key | Description |
    | :- | :- |
    | ctrl+k | Clear this filter. |
    """

    def __init__(self, field: Field, condition: Condition | None, offered: Offered) -> None:
        picks = tuple(Pick(NONE if value is None else value, label) for value, label in offered)
        ticked = condition.values if isinstance(condition, OneOf) else frozenset()
        picked = tuple(NONE if value is None else value for value in ticked)
        super().__init__(f"{field.title} is one of", picks, picked, many=True)

    def action_clear(self) -> None:
        """Answer that nothing is picked."""
        self.dismiss(())


def condition_of(field: Field, picked: tuple[str | int, ...]) -> Answer:
    """What was picked, as a condition."""
    return OneOf(field.name, frozenset(None if value == NONE else value for value in picked)) if picked else CLEAR
