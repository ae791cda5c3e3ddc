"""Filters as values: what each column may ask, in a form that storage can run and people can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from fleet_tui.domain.fields import Field, FieldSet, Kind
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names


@dataclass(frozen=True, slots=True)
class Ago:
    """The day that many days before today, whenever it is asked: a saved view of the last week stays that."""

    days: int


Bound = Decimal | date | Ago


def swapped(low: Bound | None, high: Bound | None) -> bool:
    """Whether the first bound is above the second. A day of the calendar and a relative day are not compared."""
    if isinstance(low, Ago) and isinstance(high, Ago):
        return low.days < high.days
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low > high
    return isinstance(low, date) and isinstance(high, date) and low > high


@dataclass(frozen=True, slots=True)
class Contains:
    """The field's text contains `text`, without regard to case and accents."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Empty:
    """The field has no value; with `empty` false, it has one."""

    field: str
    empty: bool = True


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field's value (any of its values, for a field that holds many) is one of these.

    Choices are meant by their stored word, toggles by "yes" and "no", entries of lists by id; None means "none".
    None of the `excluded` may be among the field's values; with `values` empty, that is all that is asked. With both
    empty, nothing matches.
    """

    field: str
    values: frozenset[str | int | None]
    excluded: frozenset[str | int | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Between:
    """The field's number or day lies between the bounds, both included; None leaves a side open."""

    field: str
    low: Bound | None
    high: Bound | None


FIND = "find"
"""What stands in the place of a field's name for a search over all that people are known by."""
FOUND_BY = ("name", "mobile", "office_phone", "email", "truck", "payroll_id")
"""The fields that `Find` looks through, where the kind of profile has them; the username of the account too."""


@dataclass(frozen=True, slots=True)
class Find:
    """Something that the person is known by contains `text` (product.md, "Find").

    Payroll ids are looked through with `payroll` only, which a service sets to what the actor may see.
    """

    text: str
    payroll: bool = True

    @property
    def field(self) -> str:
        """`FIND`: no declared field."""
        return FIND


FieldCondition = Contains | Empty | OneOf | Between
"""What is asked of one field."""
Condition = FieldCondition | Find


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold, at most one a field, in the order they were set."""

    conditions: tuple[Condition, ...] = ()

    @property
    def entries(self) -> dict[str, tuple[int, ...]]:
        """The entries of lists that it asks for or leaves out, by field: their names are needed to show it."""
        found = {each.field: each.values | each.excluded for each in self.conditions if isinstance(each, OneOf)}
        return {field: tuple(id for id in values if isinstance(id, int)) for field, values in found.items()}

    def on(self, field: str) -> Condition | None:
        """The condition on that field."""
        return next((condition for condition in self.conditions if condition.field == field), None)

    def with_(self, condition: Condition) -> Filter:
        """This filter with the condition in place of any other on its field."""
        return Filter((*self.without(condition.field).conditions, condition))

    def without(self, field: str) -> Filter:
        """This filter with nothing asked of that field."""
        return Filter(tuple(condition for condition in self.conditions if condition.field != field))

    def or_as(self, other: Filter, field: str) -> Filter:
        """This filter; where it asks nothing of that field, with what the other asks of it."""
        kept = other.on(field)
        return self if kept is None or self.on(field) is not None else Filter((kept, *self.conditions))


ONLY_ACTIVE = Filter((OneOf("active", frozenset({"yes"})),))
"""What a list opens with (technicians.txt, "Edit": "By default, the table shows active profiles")."""


class Asks(Enum):
    """The sorts of question that a filter of a column can be."""

    TEXT = "text"
    VALUES = "values"
    RANGE = "range"


ASKS: Mapping[Kind, Asks] = {
    Kind.TEXT: Asks.TEXT,
    Kind.LINES: Asks.TEXT,
    Kind.CHOICE: Asks.VALUES,
    Kind.REFERENCE: Asks.VALUES,
    Kind.REFERENCES: Asks.VALUES,
    Kind.TOGGLE: Asks.VALUES,
    Kind.PHONE: Asks.TEXT,
    Kind.EMAIL: Asks.TEXT,
    Kind.DIGITS: Asks.TEXT,
    Kind.MONEY: Asks.RANGE,
    Kind.PERCENT: Asks.RANGE,
    Kind.DATE: Asks.RANGE,
    Kind.COLOR: Asks.VALUES,
    Kind.PHOTO: Asks.TEXT,
    Kind.SECRET: Asks.TEXT,
    Kind.MOMENT: Asks.RANGE,
}


def describe(field_set: FieldSet, condition: Condition, names: Names) -> str:
    """The condition in words: `Team: North or South`, `Email: is empty`, `Created: 2026-01-01 to …`."""
    if isinstance(condition, Find):
        return f"Find: “{displayable(condition.text)}”"
    field = field_set.fields[condition.field]
    match condition:
        case Contains(text=text):
            return f"{field.title}: contains “{displayable(text)}”"
        case Empty(empty=empty):
            return f"{field.title}: {'is empty' if empty else 'is not empty'}"
        case OneOf(values=values, excluded=excluded):
            wanted, out = _words(field, values, names), _words(field, excluded, names)
            parts = [*([wanted] if wanted else []), *([f"not {out}"] if out else [])]
            return f"{field.title}: {', '.join(parts) or 'nothing'}"
        case Between(low=Ago(days=days), high=None) if field.kind is Kind.MOMENT and days:
            return f"{field.title}: in the last {days} days" if days > 1 else f"{field.title}: since yesterday"
        case Between(low=Ago(days=days), high=Ago(days=until)) if days == until and days > 1:
            return f"{field.title}: the day {days} days ago ({field.name}>{days}d: since then)"
        case Between(low=low, high=high):
            return f"{field.title}: {_bound(low)} to {_bound(high)}"


def _words(field: Field, values: frozenset[str | int | None], names: Names) -> str:
    return " or ".join(sorted(_word(field, value, names) for value in values))


def _word(field: Field, value: str | int | None, names: Names) -> str:
    if value is None:
        return "none"
    if isinstance(value, int):
        return displayable(names.get(value, f"#{value}"))
    if field.kind is Kind.TOGGLE and not field.choices:
        return value.capitalize()
    return field.choice_label(value)


def _bound(bound: Bound | None) -> str:
    if bound is None:
        return "…"
    if isinstance(bound, Ago):
        return {0: "today", 1: "yesterday"}.get(bound.days, f"{bound.days} days ago")
    return bound.isoformat() if isinstance(bound, date | datetime) else str(bound)
