"""Finding the people that rows of a file are about, many at a time. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from fleet_tui.domain.contact import email_key
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.values import Values
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.schema.person_tables import PersonTables

Holders = Mapping[str, Mapping[str, Sequence[int]]]
"""The ids of the people with a value of a unique field, by field and by the value as it is compared."""


def compared(field: Field, value: object) -> str:
    """A value of a field as it is compared with others."""
    return email_key(str(value)) if field.kind is Kind.EMAIL else str(value)


def holders(connection: Connection, layout: PersonTables, people: Iterable[Values]) -> Holders:
    """The people that have the unique values of those given, active or not."""
    unique = [field for field in layout.type.stored if field.unique]
    wanted: dict[str, set[str]] = {field.name: set() for field in unique}
    for values in people:
        for field in unique:
            if value := values.get(field.name):
                wanted[field.name].add(compared(field, value))
    return {field.name: with_keys(connection, layout, field, wanted[field.name]) for field in unique}


def existing(connection: Connection, layout: PersonTables, ids: Collection[int]) -> frozenset[int]:
    """Those of the ids that people have, active or not."""
    if not ids:
        return frozenset()
    id = layout.main.c.id
    return frozenset(connection.execute(select(id).where(id.in_(in_json_ids(ids)))).scalars())


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
