"""Texts are found without strokes, ligatures and apostrophes: the derived keys of what is there follow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.text import search_key, sort_key

_PEOPLE = {
    "technician": (("role", "team", "zone", "truck"), ("positions", "skills", "zones")),
    "employee": (("role", "business_unit"), ("positions",)),
}
"""By table: the columns that refer to one entry of a list, and the fields that are linked to many."""
_AT_ONCE = 1_000


def upgrade(connection: Connection) -> None:
    """Compute the keys again that are other ones now."""
    driver: Any = connection.connection.driver_connection
    driver.create_function("search_key_of", 1, search_key, deterministic=True)
    driver.create_function("sort_key_of", 1, sort_key, deterministic=True)
    entries = _named(connection, "list_entry", "list")
    _named(connection, "view", "kind || ':' || owner")
    for table, (single, many) in _PEOPLE.items():
        connection.exec_driver_sql(
            f"UPDATE {table} SET name_key = search_key_of(name) WHERE name_key <> search_key_of(name)"
        )
        if not entries:
            continue
        changed = ", ".join(str(id) for id in entries)
        for column in single:
            connection.exec_driver_sql(
                f"UPDATE {table} SET {column}_key = (SELECT sort_key_of(name) FROM list_entry WHERE id = {column}) "
                f"WHERE {column} IN ({changed})"
            )
        for field in many:
            for some in _batches(_linked(connection, table, field, changed)):
                connection.exec_driver_sql(f"UPDATE {table} SET {field}_key = ? WHERE id = ?", some)


def _named(connection: Connection, table: str, within: str) -> list[int]:
    """Compute `name_key` of a table of unique names again; the ids of the names that are ordered by another one.

    Two names that only a stroke or an apostrophe told apart would have one key: the later one keeps the key it has.
    """
    rows = connection.exec_driver_sql(f"SELECT id, {within}, name, name_key FROM {table} ORDER BY id").all()
    taken = {(where, key) for _, where, _, key in rows}
    changed: list[int] = []
    for id, where, name, before in rows:
        key = sort_key(name)
        if key == before:
            continue
        changed.append(id)
        if (where, key) not in taken:
            taken.add((where, key))
            connection.exec_driver_sql(f"UPDATE {table} SET name_key = ? WHERE id = ?", (key, id))
    return changed


def _batches(rows: Iterator[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _linked(connection: Connection, table: str, field: str, changed: str) -> Iterator[tuple[str, int]]:
    """The key of a field with many entries, and the person, for everybody with one of the changed entries."""
    found = connection.exec_driver_sql(
        f"SELECT link.person, entry.name FROM {table}_link link JOIN list_entry entry ON entry.id = link.entry "
        f"WHERE link.field = ? AND link.person IN "
        f"(SELECT person FROM {table}_link WHERE field = ? AND entry IN ({changed})) ORDER BY link.person",
        (field, field),
    )
    for person, rows in groupby(found.all(), key=itemgetter(0)):
        yield sort_key(", ".join(sorted((name for _, name in rows), key=search_key))), person
