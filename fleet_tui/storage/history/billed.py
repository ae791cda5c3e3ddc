"""Who was billed at a moment of the past, from the profiles as they are and the changes since.

Callers hold the transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, func, or_, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.choices import MANAGED
from fleet_tui.storage.db.dialect import change_side, in_json_ids
from fleet_tui.storage.history.log import HISTORY
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


def _values_before(connection: Connection, end: datetime) -> dict[int, dict[str, Any]]:
    """Type and Active before the moment, of the technicians for whom it has changed since."""
    first = connection.execute(select(func.min(HISTORY.c.id)).where(HISTORY.c.at >= end)).scalar()
    if first is None:
        return {}
    type_, active = (func.instr(HISTORY.c.changes, f'"{name}":[') > 0 for name in ("type", "active"))
    statement = select(
        HISTORY.c.person,
        type_,
        change_side(HISTORY.c.changes, "type", 0),
        active,
        change_side(HISTORY.c.changes, "active", 0, Boolean()),
    ).where(
        HISTORY.c.id >= first,
        HISTORY.c.subject_kind == PersonKind.TECHNICIAN.value,
        HISTORY.c.action != "added",
        or_(type_, active),
    )
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
