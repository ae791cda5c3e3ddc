"""The dialogs that ask for the condition on a column; `DIALOGS` says which asks what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, When
from fleet_tui.domain.filters.conditions import ASKS, Asks, Between, Bound, Condition, Contains, Empty, OneOf, swapped
from fleet_tui.domain.filters.line.ranges import SWAPPED, parse_bound, show_bound
from fleet_tui.domain.people.choices import YES_NO
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.menu import MenuDialog, entry
from fleet_tui.ui.widgets.choice_list import ChoiceList, Pick
from fleet_tui.ui.widgets.line_input import LineInput
from fleet_tui.ui.widgets.marked import MarkedLine


class Clear(Enum):
    """The answer that takes the condition away."""

    CLEAR = "clear"


CLEAR: Final = Clear.CLEAR

Answer = Condition | Clear
"""A condition to set, or that there is to be none."""

Value = str | int | None
Offered = Sequence[tuple[Value, str]]
"""Values that can be picked, with their words."""

EMPTY, SOME, NO_FILTER = "empty", "some", "clear"
"""What the entries below a text answer."""
_NONE = ""
"""Stands for the value None among the picks; no choice is stored as an empty word."""


class FilterText(MenuDialog[Answer]):
    """Asks for a part of the text, or whether the field is empty."""

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
        text = self._condition.text if isinstance(self._condition, Contains) else ""
        yield MarkedLine(LineInput(text, max_length=200))
        yield from super().compose_box()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        self.dismiss(Contains(self._field.name, text) if text else CLEAR)

    def answer(self, picked: str) -> None:
        self.dismiss(CLEAR if picked == NO_FILTER else Empty(self._field.name, empty=picked == EMPTY))


class FilterValues(DialogScreen[Answer]):
    """Ticks the values wanted and the values left out; without either there is no condition.

    Of yes and no none is left out: it would be the other answer.
    """

    DEFAULT_CLASSES = "-gutter"
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
        marked = self._list.ticked or self._list.excluded
        self._list.go_to(next((pick.value for pick in picks if pick.value in marked), None))

    def compose_box(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self._tell()
        self.set_focus(self._list)

    @on(ChoiceList.Ticked)
    def _tell(self) -> None:
        space = "Space [x] [-]" if self._excludes else "Space ticks"
        self.show_keys(f"{space}  Enter takes {len(self._list.ticked | self._list.excluded)}")

    @on(ChoiceList.Taken)
    def _taken(self) -> None:
        wanted, out = _values(self._list.ticked), _values(self._list.excluded)
        self.dismiss(OneOf(self._field.name, wanted, out) if wanted or out else CLEAR)

    def action_clear(self) -> None:
        self.dismiss(CLEAR)


def _asked(field: Field, condition: Condition | None) -> OneOf:
    """A condition as wanted and excluded values: "is empty" wants None, "is not empty" excludes it."""
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


class FilterRange(MenuDialog[Answer]):
    """Asks for two bounds, either of which may be left open; a wrong one is explained and the text stays."""

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
            self._show_problem("high", SWAPPED)
        else:
            self.dismiss(Between(self._field.name, low, high))

    def _bound(self, id: str) -> Bound | None:
        """The typed bound; None for an open side.

        Raises:
            BadValue: it is wrong; the problem stands beside it.
        """
        try:
            bound = parse_bound(self._field, self.query_one(f"#{id}", Input).value)
        except BadValue as error:
            self._show_problem(id, str(error))
            raise
        self._show_problem(id, "")
        return bound

    def _show_problem(self, id: str, sentence: str) -> None:
        problem = self.query_one(f"#{id}-problem", Static)
        problem.update(sentence)
        problem.display = bool(sentence)
        self._make_room(self.size)
        if sentence:
            self.query_one(f"#{id}", Input).focus()

    def answer(self, picked: str) -> None:
        self.dismiss(CLEAR)


DIALOGS: Mapping[Asks, Callable[[Field, Condition | None, Offered], DialogScreen[Answer]]] = {
    Asks.TEXT: lambda field, condition, offered: FilterText(field, condition),
    Asks.VALUES: FilterValues,
    Asks.RANGE: lambda field, condition, offered: FilterRange(field, condition),
}


def column_filter(field: Field, condition: Condition | None, offered: Offered) -> DialogScreen[Answer]:
    """The dialog that asks for the condition on a field, given the present one.

    `offered` are the values that can be picked, for a field that has such.
    """
    return DIALOGS[ASKS[field.kind]](field, condition, offered)


def offered_without_asking(field: Field) -> Offered:
    """The values of a field that are known without the database; None among them for an optional choice."""
    choices = field.choices or (YES_NO if field.kind is Kind.TOGGLE else ())
    always = field.required or field.kind is Kind.TOGGLE or field.when is When.NEVER
    none = [(None, "none")] if choices and not always else []
    return [(choice.value, choice.label) for choice in choices] + none
