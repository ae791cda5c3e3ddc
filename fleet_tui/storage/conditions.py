"""Filter values to SQL. One table from kind of field to function for each sort of question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters import Between, Condition, Contains, Empty, Filter, OneOf
from fleet_tui.domain.permissions import ROLE_DEFAULT, permission_of
from fleet_tui.domain.text import search_key
from fleet_tui.storage.layout import Layout, table_of
from fleet_tui.storage.tables import PermissionOverride

Clause = ColumnElement[bool]
_OVERRIDE = table_of(PermissionOverride)


def clauses(layout: Layout, filter: Filter) -> list[Clause]:
    """One clause a condition, all over the narrow table."""
    return [_clause(layout, condition) for condition in filter.conditions]


def _clause(layout: Layout, condition: Condition) -> Clause:
    field = layout.type.fields[condition.field]
    if permission_of(field):
        return _permission(layout, field, condition)
    if field.kind is Kind.REFERENCES:
        return _linked(layout, field, condition)
    if field.name in layout.main.c:
        return _plain(
            layout.main.c[layout.key_column(field) or field.name], layout.main.c[field.name], field, condition
        )
    column = layout.detail.c[field.name]
    inside = select(layout.detail.c.id).where(_plain(column, column, field, condition))
    return layout.main.c.id.in_(inside)


def _plain(key: ColumnElement[Any], column: ColumnElement[Any], field: Field, condition: Condition) -> Clause:
    match condition:
        case Contains(text=text):
            contains = _contains_text if key is column else _contains_key
            return _CONTAINS.get(field.kind, contains)(key, text)
        case Empty(empty=empty):
            return column.is_(None) if empty else column.is_not(None)
        case OneOf(values=values):
            return _one_of(column, field, values)
        case Between(low=low, high=high):
            bounds = _days if field.kind is Kind.MOMENT else lambda low, high: (low, high)
            first, last = bounds(low, high)
            found: list[Clause] = [column.is_not(None)]
            if first is not None:
                found.append(column >= first)
            if last is not None:
                found.append(column <= last)
            return and_(*found)


def _contains_text(key: ColumnElement[Any], text: str) -> Clause:
    return func.lower(key).contains(search_key(text), autoescape=True)


def _contains_digits(key: ColumnElement[Any], text: str) -> Clause:
    """Phone numbers are found by their digits, however they are written; a national 0 in front is none of them."""
    digits = "".join(character for character in text if character.isdigit())
    if not digits:
        return false()
    return or_(key.contains(digits), key.contains(digits.removeprefix("0"))) if digits[1:] else key.contains(digits)


def _contains_key(key: ColumnElement[Any], text: str) -> Clause:
    return key.contains(search_key(text), autoescape=True)


_CONTAINS: dict[Kind, Callable[[ColumnElement[Any], str], Clause]] = {
    Kind.PHONE: _contains_digits,
    Kind.EMAIL: _contains_key,
}


def _one_of(column: ColumnElement[Any], field: Field, values: frozenset[str | int | None]) -> Clause:
    wanted: list[object] = [value for value in values if value is not None]
    if field.kind is Kind.TOGGLE:
        wanted = [value == "yes" for value in wanted]
        # An expression has no index of its own: Active must not be what the planner starts from, because nearly
        # everybody is active and the order would then have to be made by sorting them.
        column = func.coalesce(column, false())
    found = column.in_(wanted)
    return or_(found, column.is_(None)) if None in values else found


def _days(low: object, high: object) -> tuple[datetime | None, datetime | None]:
    """The first and the last second of local days, in UTC."""
    first = _midnight(low) if isinstance(low, date) else None
    last = _midnight(high + timedelta(days=1)) - timedelta(seconds=1) if isinstance(high, date) else None
    return first, last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


def _linked(layout: Layout, field: Field, condition: Condition) -> Clause:
    link, key = layout.link, layout.main.c[f"{field.name}_key"]
    match condition:
        case OneOf(values=values):
            ids = [value for value in values if value is not None]
            people: Select[tuple[int]] = select(link.c.person).where(link.c.field == field.name, link.c.entry.in_(ids))
            found = layout.main.c.id.in_(people)
            return or_(found, key == "") if None in values else found
        case Empty(empty=empty):
            return key == "" if empty else key != ""
        case Contains(text=text):
            return _contains_key(key, text)
        case Between():
            return false()


def _permission(layout: Layout, field: Field, condition: Condition) -> Clause:
    """An override that is not there is the role's default."""
    if not isinstance(condition, OneOf):
        return false()
    person = layout.main.c.id
    mine: Select[tuple[int]] = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == layout.type.kind.value, _OVERRIDE.c.permission == permission_of(field)
    )
    found = person.in_(mine.where(_OVERRIDE.c.answer.in_([value for value in condition.values if value])))
    return or_(found, person.not_in(mine)) if ROLE_DEFAULT in condition.values else found
