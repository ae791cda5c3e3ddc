"""Filter values to SQL. One table from kind of field to function for each sort of question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import (
    ASKS,
    Ago,
    Asks,
    Between,
    Condition,
    Contains,
    Empty,
    FieldCondition,
    Filter,
    Find,
    OneOf,
)
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.comparing import ends, key_contains
from fleet_tui.storage.people.search_sql import contains, found
from fleet_tui.storage.schema.person_tables import PersonTables
from fleet_tui.storage.schema.tables import PermissionOverride

Clause = ColumnElement[bool]
_OVERRIDE = PermissionOverride.__table__
_LONGEST = 2_000
"""No text is longer, in characters; a longer one is in none, and SQLite would refuse to look for it."""


def clauses(layout: PersonTables, filter: Filter, now: datetime) -> list[Clause]:
    """One clause a condition, all over the narrow table; time ends invitations."""
    return [_clause(layout, condition, now) for condition in filter.conditions]


def _clause(layout: PersonTables, condition: Condition, now: datetime) -> Clause:
    if isinstance(condition, Find):
        text = _whole(condition.text)
        return found(layout, replace(condition, text=text)) if len(text) <= _LONGEST else false()
    field = layout.type.fields[condition.field]
    if not _suits(field, condition):
        return false()
    if isinstance(condition, Contains):
        condition = Contains(field.name, _whole(condition.text))
    elif isinstance(condition, OneOf):
        condition = OneOf(field.name, _askable(condition.values), _askable(condition.excluded))
    if permission_of(field):
        return _permission(layout, field, condition)
    if field.kind is Kind.REFERENCES:
        return _linked(layout, field, condition)
    if field.name == "status" and isinstance(condition, OneOf):
        return _status(layout, condition, now)
    if field.name in layout.main.c:
        return _plain(
            layout.main.c[layout.key_column(field) or field.name], layout.main.c[field.name], field, condition
        )
    column = layout.detail.c[field.name]
    inside = select(layout.detail.c.id).where(_plain(column, column, field, condition))
    return layout.main.c.id.in_(inside)


def _whole(text: str) -> str:
    """The text, with a replacement for half a character, as from a broken terminal.

    No stored text holds one, and the database would refuse to look for it.
    """
    return text.encode(errors="surrogatepass").decode(errors="replace")


def _askable(values: frozenset[str | int | None]) -> frozenset[str | int | None]:
    """The values, with a value that is never stored in place of those the database cannot be asked for."""
    return frozenset(
        _whole(value) if isinstance(value, str) else value if value is None or is_id(value) else 0 for value in values
    )


def _suits(field: Field, condition: FieldCondition) -> bool:
    """Whether the column can hold the values of the condition."""
    match condition:
        case Contains(text=text):
            return len(text) <= _LONGEST
        case OneOf():
            return ASKS[field.kind] is not Asks.RANGE
        case Between(low=low, high=high):
            bounds = (date, Ago) if field.kind in (Kind.DATE, Kind.MOMENT) else (Decimal,)
            return ASKS[field.kind] is Asks.RANGE and all(b is None or isinstance(b, bounds) for b in (low, high))
        case Empty():
            return True


def _plain(key: ColumnElement[Any], column: ColumnElement[Any], field: Field, condition: FieldCondition) -> Clause:
    match condition:
        case Contains(text=text):
            return contains(key, column, field, text)
        case Empty(empty=empty):
            return column.is_(None) if empty else column.is_not(None)
        case OneOf():
            return _one_of(column, field, condition)
        case Between(low=low, high=high):
            first, last = ends(field.kind, low, high)
            found: list[Clause] = [column.is_not(None)]
            if first is not None:
                found.append(column >= first)
            if last is not None:
                found.append(column <= last)
            return and_(*found)


def _chosen(condition: OneOf, having: Callable[[frozenset[str | int | None]], Clause]) -> Clause:
    """Whether the person has one of the values and none of the excluded ones."""
    if not condition.excluded:
        return having(condition.values)
    # Without a value the database answers NULL: it is none of these.
    kept = not_(func.coalesce(having(condition.excluded), false()))
    return and_(having(condition.values), kept) if condition.values else kept


def _one_of(column: ColumnElement[Any], field: Field, condition: OneOf) -> Clause:
    if field.kind is Kind.TOGGLE:
        # An expression has no index of its own: Active must not be what the planner starts from, because nearly
        # everybody is active and the order would then have to be made by sorting them.
        column = func.coalesce(column, false())

    def having(values: frozenset[str | int | None]) -> Clause:
        wanted: list[object] = [value for value in values if value is not None]
        if field.kind is Kind.TOGGLE:
            wanted = [value == "yes" for value in wanted if value in ("yes", "no")]
        found = column.in_(wanted)
        return or_(found, column.is_(None)) if None in values else found

    return _chosen(condition, having)


def _status(layout: PersonTables, condition: OneOf, now: datetime) -> Clause:
    """Invited people are stored as pending, whether the invitation still opens or not."""
    status, invited = layout.main.c.status, {Status.PENDING.value, Status.INVITATION_ENDED.value}

    def having(values: frozenset[str | int | None]) -> Clause:
        found: Clause = status.in_([value for value in values if value and value not in invited])
        asked = invited.intersection(values)
        if not asked:
            return found
        pending = status == Status.PENDING.value
        if len(asked) == 1:
            opens = invitations.opens(layout, now)
            pending = pending & (opens if Status.PENDING.value in asked else ~opens)
        return or_(found, pending)

    return _chosen(condition, having)


def _linked(layout: PersonTables, field: Field, condition: FieldCondition) -> Clause:
    key = layout.main.c[f"{field.name}_key"]
    match condition:
        case OneOf():
            return _chosen(condition, lambda values: _having_entries(layout, field, values))
        case Empty(empty=empty):
            return key == "" if empty else key != ""
        case Contains(text=text):
            return key_contains(key, text)
        case Between():
            return false()


def _having_entries(layout: PersonTables, field: Field, values: frozenset[str | int | None]) -> Clause:
    link = layout.link
    ids = [value for value in values if value is not None]
    people: Select[tuple[int]] = select(link.c.person).where(link.c.field == field.name, link.c.entry.in_(ids))
    found = layout.main.c.id.in_(people)
    return or_(found, layout.main.c[f"{field.name}_key"] == "") if None in values else found


def _permission(layout: PersonTables, field: Field, condition: FieldCondition) -> Clause:
    """A missing override is the role's default, which is an answer too."""
    if not isinstance(condition, OneOf):
        return true() if condition == Empty(field.name, empty=False) else false()
    person = layout.main.c.id
    mine: Select[tuple[int]] = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == layout.type.kind.value, _OVERRIDE.c.permission == permission_of(field)
    )

    def having(values: frozenset[str | int | None]) -> Clause:
        found = person.in_(mine.where(_OVERRIDE.c.answer.in_([value for value in values if value])))
        return or_(found, person.not_in(mine)) if ROLE_DEFAULT in values else found

    return _chosen(condition, having)
