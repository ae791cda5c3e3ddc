"""Who has a permission: what the role allows, unless the person's own answer says otherwise (product.md, "Accounts").

Callers hold the transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.permissions import ALLOW, DENY
from fleet_tui.storage import tables
from fleet_tui.storage.layout import LAYOUTS, Layout, table_of
from fleet_tui.storage.many import among

_OVERRIDE = table_of(tables.PermissionOverride)
_ALLOWS = table_of(tables.RolePermission)


def others_may(connection: Connection, permission: str, kind: PersonKind, besides: Collection[int]) -> bool:
    """Whether an active person of either kind has the permission besides those people of the one kind."""
    for layout in LAYOUTS.values():
        id = layout.main.c.id
        statement = select(id).where(layout.main.c.active, _may(layout, permission))
        if layout.type.kind is kind:
            statement = statement.where(id.not_in(among(besides)))
        if connection.execute(statement.limit(1)).first():
            return True
    return False


def those_who_may(connection: Connection, permission: str, kind: PersonKind, people: Collection[int]) -> set[int]:
    """Those of the people who are active and have the permission."""
    layout = LAYOUTS[kind]
    id = layout.main.c.id
    statement = select(id).where(id.in_(among(people)), layout.main.c.active, _may(layout, permission))
    return set(connection.execute(statement).scalars())


def _may(layout: Layout, permission: str) -> ColumnElement[bool]:
    """An answer is there for few people and a role allows for few roles, so both are looked up once."""
    id, role = layout.main.c.id, layout.main.c.role
    answers = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == layout.type.kind.value, _OVERRIDE.c.permission == permission
    )
    roles: Any = select(_ALLOWS.c.role).where(_ALLOWS.c.permission == permission)
    allowed, denied = answers.where(_OVERRIDE.c.answer == ALLOW), answers.where(_OVERRIDE.c.answer == DENY)
    return or_(id.in_(allowed), role.in_(roles) & id.not_in(denied))
