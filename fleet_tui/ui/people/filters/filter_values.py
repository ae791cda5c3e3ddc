"""The filter of a column that holds values of a list."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import Condition, Empty, OneOf
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.people.filters.filter_answer import CLEAR, Answer, Offered, Value
from fleet_tui.ui.widgets.choice_list import ChoiceList
from fleet_tui.ui.widgets.pick import Pick

_NONE = ""
"""Stands for the value that is none among the picks; no choice is stored as an empty word."""
_ROWS = 11


class FilterValues(DialogScreen[Answer]):
    """Ticks values that are asked for and values that are left out; none of either is no condition.

    Of yes and no nothing is left out: it would be the other answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+k", "clear", "Clear this filter", id="filter.clear")]
    """
    | Key | Description |
    | :- | :- |
    | ctrl+k | Clear this filter. |
    """

    def __init__(self, field: Field, condition: Condition | None, offered: Offered) -> None:
        self._excludes = field.kind is not Kind.TOGGLE
        super().__init__(f"{field.title} is one of [x]" + (", not [-]" if self._excludes else ""))
        self._field = field
        asked = _asked(field, condition)
        picks = tuple(Pick(_NONE if value is None else value, label) for value, label in offered)
        self._list = ChoiceList(picks, ticks=True, excludes=self._excludes)
        self._list.ticked = {_NONE if value is None else value for value in asked.values}
        self._list.excluded = {_NONE if value is None else value for value in asked.excluded}
        self._list.styles.height = 1 + min(max(len(picks), 3), _ROWS)
        marked = self._list.ticked or self._list.excluded
        self._list.go_to(next((pick.value for pick in picks if pick.value in marked), None))
        self._keys = Static(markup=False)

    def compose_box(self) -> ComposeResult:
        """The values and the keys."""
        yield self._list
        yield self._keys

    def on_mount(self) -> None:
        """Begin in the list."""
        self._tell()
        self.set_focus(self._list)

    @on(ChoiceList.Ticked)
    def _tell(self) -> None:
        space = "Space [x], again [-]" if self._excludes else "Space ticks"
        self._keys.update(f"{space} · Enter takes {len(self._list.ticked | self._list.excluded)} · Esc leaves")

    @on(ChoiceList.Taken)
    def _taken(self) -> None:
        wanted, out = _values(self._list.ticked), _values(self._list.excluded)
        self.dismiss(OneOf(self._field.name, wanted, out) if wanted or out else CLEAR)

    def action_clear(self) -> None:
        """Answer that nothing is asked."""
        self.dismiss(CLEAR)


def _asked(field: Field, condition: Condition | None) -> OneOf:
    """What a condition says about values: "is empty" is none of them, "is not empty" leaves none out."""
    match condition:
        case OneOf():
            return condition
        case Empty(empty=empty):
            none: frozenset[Value] = frozenset({None})
            return OneOf(field.name, none) if empty else OneOf(field.name, frozenset(), none)
        case _:
            return OneOf(field.name, frozenset())


def _values(picked: set[str | int]) -> frozenset[Value]:
    return frozenset(None if value == _NONE else value for value in picked)
