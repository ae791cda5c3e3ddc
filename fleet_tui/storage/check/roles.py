"""Check the permissions of roles against the history: defaults, and each change since."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import LABELS, ROLE_DEFAULTS, in_order
from fleet_tui.domain.lists import SEED, ListName
from fleet_tui.domain.text import displayable
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema import tables

_ENTRY = tables.ListEntry.__table__
_ALLOWS = tables.RolePermission.__table__


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the permissions of roles, in sentences."""
    allowed: dict[int, set[str]] = {}
    for role, permission in connection.execute(select(_ALLOWS.c.role, _ALLOWS.c.permission)):
        allowed.setdefault(role, set()).add(permission)
    for name in ROLE_DEFAULTS:
        told = _told(connection, name)
        entries = select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.list == name.value).order_by(_ENTRY.c.id)
        for id, role in connection.execute(entries).all():
            wrong = allowed.pop(id, set()) ^ told.get(role, set())
            if wrong:
                labels = [LABELS[id] for id in in_order(wrong)] or ["what no role can allow"]
                yield f"Role {displayable(role)} is not what the history says: {', '.join(labels)}."
    for id in sorted(allowed):
        yield f"Entry {id} of the lists allows something and is no role."


def _told(connection: Connection, name: ListName) -> dict[str, set[str]]:
    """The permissions of that list's roles by the history, by present name."""
    told = {role: set(ROLE_DEFAULTS[name].get(role, ())) for role in SEED[name]}
    changes = select(HISTORY.c.action, HISTORY.c.subject, HISTORY.c.changes).where(
        HISTORY.c.subject_kind == name.value, HISTORY.c.action.in_(("renamed", "changed"))
    )
    for action, subject, text in connection.execute(changes.order_by(HISTORY.c.id)):
        changed = json.loads(text)
        if action == "renamed":
            told[subject] = told.pop(changed["name"][0], set())
            continue
        allows = told.setdefault(subject, set())
        gained = {permission for permission, (_, after) in changed.items() if after}
        told[subject] = (allows - changed.keys()) | gained
    return told
