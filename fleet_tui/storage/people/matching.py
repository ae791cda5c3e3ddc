"""Finding the people that rows of a file are about, many at a time. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.schema.person_tables import PersonTables


def with_keys(
    connection: Connection, layout: PersonTables, field: Field, keys: Collection[str]
) -> dict[str, list[int]]:
    """The ids of the people with each of those values of a field, active or not, in order.

    E-mail addresses are given and found as `domain.contact.email_key` has them.
    """
    if not keys:
        return {}
    if field.kind is Kind.EMAIL:
        table, column = layout.main, layout.main.c[f"{field.name}_key"]
    else:
        table = layout.main if field.name in layout.main.c else layout.detail
        column = table.c[field.name]
    statement = select(column, table.c.id).where(column.in_(in_json_ids(keys))).order_by(table.c.id)
    found: dict[str, list[int]] = {}
    for key, id in connection.execute(statement):
        found.setdefault(key, []).append(id)
    return found
