"""What roles allow and what people answer themselves, for many at once: roles are few and answers rare.

Callers hold the transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal, select, true
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_ALLOWS = tables.RolePermission.__table__
_OVERRIDE = tables.PermissionOverride.__table__


@dataclass(frozen=True, slots=True)
class MorePrivileged:
    """Who is meant: everybody with those roles, and of the people in `apart`, who answer for themselves, those in
    `people`. With `everybody`, the others too whatever their role.
    """

    roles: frozenset[int]
    with_overrides: frozenset[int]
    people: frozenset[int]
    everybody: bool = False

    def column(self, layout: PersonTables) -> ColumnElement[bool]:
        """Whether a row is one of them."""
        id, role = layout.main.c.id, layout.main.c.role
        others: ColumnElement[bool] = true() if self.everybody else role.in_(sorted(self.roles))
        if not self.with_overrides:
            return others
        return case(
            (id.in_(in_json_ids(self.people)), literal(True)),
            (id.in_(in_json_ids(self.with_overrides)), literal(False)),
            else_=others,
        )


def roles(connection: Connection) -> dict[int, frozenset[str]]:
    """What each role allows; one that allows nothing is left out."""
    found: dict[int, set[str]] = {}
    for role, permission in connection.execute(select(_ALLOWS.c.role, _ALLOWS.c.permission)):
        found.setdefault(role, set()).add(permission)
    return {role: frozenset(permissions) for role, permissions in found.items()}


def answers(
    connection: Connection, kind: PersonKind, people: Collection[int]
) -> dict[int, tuple[int | None, dict[str, str]]]:
    """People with own answers to permissions: their role, and the answers by permission."""
    main = PERSON_TABLES[kind].main
    statement = (
        select(_OVERRIDE.c.person, main.c.role, _OVERRIDE.c.permission, _OVERRIDE.c.answer)
        .join(main, main.c.id == _OVERRIDE.c.person)
        .where(_OVERRIDE.c.kind == kind.value, _OVERRIDE.c.person.in_(in_json_ids(people)))
    )
    found: dict[int, tuple[int | None, dict[str, str]]] = {}
    for person, role, permission, answer in connection.execute(statement):
        found.setdefault(person, (role, {}))[1][permission] = answer
    return found


def count_with_override(connection: Connection, role: int, kind: PersonKind, permissions: Collection[str]) -> int:
    """How many active people of the role answer at least one of those permissions for themselves."""
    main = PERSON_TABLES[kind].main
    theirs = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == kind.value, _OVERRIDE.c.permission.in_(sorted(permissions))
    )
    statement = select(main.c.id).where(main.c.role == role, main.c.active, main.c.id.in_(theirs))
    return len(connection.execute(statement).all())


def active_by_role(connection: Connection, *roles: int) -> dict[int, int]:
    """How many active people have each role, or each of those; an entry belongs to the list of one kind."""
    found: dict[int, int] = {}
    for layout in PERSON_TABLES.values():
        role = layout.main.c.role
        which = role.in_(roles) if roles else role.is_not(None)
        statement = select(role, func.count()).where(layout.main.c.active, which).group_by(role)
        found |= {row[0]: row[1] for row in connection.execute(statement)}
    return found
