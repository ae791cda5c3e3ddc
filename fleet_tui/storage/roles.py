"""The permissions of roles, and how many people have each role. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from fleet_tui.storage.schema.tables import ListEntry, PermissionOverride, RolePermission

_ENTRY = ListEntry.__table__
_OVERRIDE = PermissionOverride.__table__
_ROLE_PERMISSION = RolePermission.__table__


def permissions_by_role(connection: Connection) -> dict[int, frozenset[str]]:
    """The permissions of each role; a role without any is left out."""
    found: dict[int, set[str]] = {}
    for role, permission in connection.execute(select(_ROLE_PERMISSION.c.role, _ROLE_PERMISSION.c.permission)):
        found.setdefault(role, set()).add(permission)
    return {role: frozenset(permissions) for role, permissions in found.items()}


def permissions_of(connection: Connection, role: int | None) -> frozenset[str]:
    """The permissions of one role; none without a role."""
    if role is None:
        return frozenset()
    statement = select(_ROLE_PERMISSION.c.permission).where(_ROLE_PERMISSION.c.role == role)
    return frozenset(connection.execute(statement).scalars())


def allow(connection: Connection, role: Entry, gained: Collection[str], lost: Collection[str]) -> None:
    """Give the role permissions and take others from it; the entry gets its next version."""
    of_role = _ROLE_PERMISSION.c.role == role.id
    connection.execute(delete(_ROLE_PERMISSION).where(of_role, _ROLE_PERMISSION.c.permission.in_(sorted(lost))))
    if gained:
        rows = [{"role": role.id, "permission": permission} for permission in gained]
        connection.execute(insert(_ROLE_PERMISSION), rows)
    connection.execute(update(_ENTRY).where(_ENTRY.c.id == role.id).values(version=role.version + 1))


def count_with_override(connection: Connection, role: int, kind: PersonKind, permissions: Collection[str]) -> int:
    """How many active people of the role have an override of at least one of the permissions."""
    main = PERSON_TABLES[kind].main
    people = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == kind.value, _OVERRIDE.c.permission.in_(sorted(permissions))
    )
    statement = select(main.c.id).where(main.c.role == role, main.c.active, main.c.id.in_(people))
    return len(connection.execute(statement).all())


def active_by_role(connection: Connection, *roles: int) -> dict[int, int]:
    """How many active people have each role, or each of those roles; a role belongs to one kind of people."""
    found: dict[int, int] = {}
    for layout in PERSON_TABLES.values():
        role = layout.main.c.role
        which = role.in_(roles) if roles else role.is_not(None)
        statement = select(role, func.count()).where(layout.main.c.active, which).group_by(role)
        found |= {row[0]: row[1] for row in connection.execute(statement)}
    return found
