"""The first rows of a database: entries of lists, permissions of roles, the company's settings."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULTS
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.lists import SEED
from fleet_tui.domain.text import sort_key
from fleet_tui.storage.schema.tables import Company, ListEntry, RolePermission


def seed(connection: Connection) -> None:
    """Insert the first rows."""
    ids: dict[tuple[str, str], int] = {}
    rows = []
    for name, entries in SEED.items():
        for entry in entries:
            ids[name.value, entry] = len(ids) + 1
            rows.append({"id": len(ids), "list": name.value, "name": entry, "name_key": sort_key(entry)})
    connection.execute(insert(ListEntry.__table__).values(retired=False, version=1), rows)
    connection.execute(
        insert(RolePermission.__table__),
        [
            {"role": ids[name.value, role], "permission": permission}
            for name, roles in ROLE_DEFAULTS.items()
            for role, permissions in roles.items()
            for permission in sorted(permissions)
        ],
    )
    defaults = {field.name: field.default for field in COMPANY_FIELDS}
    connection.execute(insert(Company.__table__).values(id=1, version=1, **defaults))
