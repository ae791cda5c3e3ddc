"""Who was billed at a moment of the past, from the profiles as they are and the changes since.

Callers hold the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.choices import MANAGED
from fleet_tui.storage.db.dialect import change_side, in_json_ids
from fleet_tui.storage.history.log import HISTORY, first_since
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from fleet_tui.storage.schema.tables import ListEntry

_ENTRY = ListEntry.__table__


def billed_before(connection: Connection, end: datetime) -> list[tuple[int, str, str, object, bool]]:
    """The technicians billed just before a moment, by name: id, name, team, and type and Active as they are now.

    That is before the first entry of that time or later. A technician is there since `created`, which for people that
    were loaded with a past is before their first entry: until that they are taken as they were loaded.
    """
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    then = _values_before(connection, end)
    now = select(main.c.id).where(main.c.type == MANAGED, main.c.active)
    people = or_(main.c.id.in_(now), main.c.id.in_(in_json_ids(then)))
    columns = (main.c.id, main.c.name, func.coalesce(_ENTRY.c.name, ""), main.c.type, main.c.active)
    statement = select(*columns).outerjoin(_ENTRY, main.c.team == _ENTRY.c.id).where(people, main.c.created < end)
    found = []
    for id, name, team, type_now, active in connection.execute(statement.order_by(main.c.name_key, main.c.id)):
        values = {"type": type_now, "active": active} | then.get(id, {})
        if values["type"] == MANAGED and values["active"]:
            found.append((id, name, team, type_now, active))
    return found


def billed_before_each(connection: Connection, ends: Sequence[datetime]) -> list[int]:
    """How many technicians were billed just before each of those moments, the latest moment first.

    From those who are billed now it goes back, and takes in each change on its way.
    """
    main = PERSON_TABLES[PersonKind.TECHNICIAN].main
    now = (main.c.type == MANAGED) & main.c.active
    bucket = case(*((main.c.created >= end, place) for place, end in enumerate(ends)), else_=len(ends))
    numbers = select(bucket, func.count()).where(now).group_by(bucket)
    made: dict[int, int] = {row[0]: row[1] for row in connection.execute(numbers)}
    changes = _Changes(connection, ends[-1])
    found = []
    for place, end in enumerate(ends):
        there = sum(number for bucket, number in made.items() if bucket > place)
        found.append(there + changes.difference_before(end))
    return found


class _Changes:
    """How many more technicians were billed before changes of Type and Active than after, going back in time."""

    def __init__(self, connection: Connection, begin: datetime) -> None:
        main = PERSON_TABLES[PersonKind.TECHNICIAN].main
        facts = (main.c.type, main.c.active, main.c.created, HISTORY.c.at)
        entries = _changes_of_billing(*facts).join(main, main.c.id == HISTORY.c.person)
        # All of them at once: a reading that stays open would meet the next query of its connection.
        since = HISTORY.c.id >= (first_since(connection, begin) or 0)
        self._entries = connection.execute(entries.where(since).order_by(HISTORY.c.id.desc())).all()
        self._next = 0
        self._then: dict[int, tuple[object, bool]] = {}
        self._differing: dict[int, tuple[datetime, int]] = {}
        """By person who was billed before and not now, or the other way: when created, and 1 or -1."""

    def difference_before(self, end: datetime) -> int:
        """The difference just before a moment that is not after the one asked before."""
        while self._next < len(self._entries) and self._entries[self._next].at >= end:
            self._take_back(self._entries[self._next])
            self._next += 1
        return sum(by for created, by in self._differing.values() if created < end)

    def _take_back(self, entry: Row[Any]) -> None:
        type_, active = self._then.get(entry.person, (entry.type, bool(entry.active)))
        type_ = entry.before_type if entry.has_type else type_
        active = bool(entry.before_active) if entry.has_active else active
        self._then[entry.person] = type_, active
        by = int(type_ == MANAGED and active) - int(entry.type == MANAGED and bool(entry.active))
        self._differing.pop(entry.person, None)
        if by:
            self._differing[entry.person] = entry.created, by


def _changes_of_billing(*columns: ColumnElement[Any]) -> Select[Any]:
    """The entries that changed the type or Active of a technician: person, and the values before."""
    type_, active = (func.instr(HISTORY.c.changes, f'"{name}":[') > 0 for name in ("type", "active"))
    return select(
        HISTORY.c.person,
        type_.label("has_type"),
        change_side(HISTORY.c.changes, "type", 0).label("before_type"),
        active.label("has_active"),
        change_side(HISTORY.c.changes, "active", 0, Boolean()).label("before_active"),
        *columns,
    ).where(
        HISTORY.c.subject_kind == PersonKind.TECHNICIAN.value,
        HISTORY.c.action != "added",
        or_(type_, active),
    )


def _values_before(connection: Connection, end: datetime) -> dict[int, dict[str, Any]]:
    """Type and Active before the moment, of the technicians for whom it has changed since."""
    first = first_since(connection, end)
    if first is None:
        return {}
    statement = _changes_of_billing().where(HISTORY.c.id >= first)
    found: dict[int, dict[str, Any]] = {}
    for person, has_type, before_type, has_active, before_active in connection.execute(
        statement.order_by(HISTORY.c.id)
    ):
        values = found.setdefault(person, {})
        if has_type:
            values.setdefault("type", before_type)
        if has_active:
            values.setdefault("active", bool(before_active))
    return found


def begins(connection: Connection) -> datetime | None:
    """The time of the first entry of the history."""
    return connection.execute(select(HISTORY.c.at).order_by(HISTORY.c.id).limit(1)).scalar()
