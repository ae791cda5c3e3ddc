"""Entries of the company's lists, and the derived columns of people when one is renamed.

Callers hold the transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.engine import Connection, Row

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.text import sort_key
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.db.inserting import insert_one
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from fleet_tui.storage.schema.tables import ListEntry

_ENTRY = ListEntry.__table__


def of_list(connection: Connection, name: ListName, *, retired: bool) -> list[Entry]:
    """The entries of a list in order; with the retired ones, each also says how many people have it."""
    statement = select(_ENTRY).where(_ENTRY.c.list == name.value).order_by(_ENTRY.c.name_key)
    if not retired:
        statement = statement.where(~_ENTRY.c.retired)
    used = _used(connection, name) if retired else {}
    return [_entry(row, used.get(row.id, 0)) for row in connection.execute(statement)]


def of_lists(connection: Connection, names: Collection[ListName]) -> dict[ListName, tuple[Entry, ...]]:
    """All entries of several lists, retired ones too, in order, without numbers of people."""
    wanted = select(_ENTRY).where(_ENTRY.c.list.in_([name.value for name in names])).order_by(_ENTRY.c.name_key)
    found: dict[ListName, list[Entry]] = {name: [] for name in names}
    for row in connection.execute(wanted):
        found[ListName(row.list)].append(_entry(row))
    return {name: tuple(entries) for name, entries in found.items()}


def _entry(row: Row[Any], used_by: int = 0) -> Entry:
    return Entry(row.id, ListName(row.list), row.name, row.retired, row.version, used_by)


def _uses(name: ListName) -> list[tuple[PersonTables, Field]]:
    return [
        (layout, field)
        for layout in PERSON_TABLES.values()
        for field in layout.reference_fields
        if field.source is name
    ]


def _used(connection: Connection, name: ListName) -> dict[int, int]:
    """How many people have each entry; a person with it in two fields (main zone, all zones) counts once."""
    used: dict[int, int] = {}
    for layout, field in _uses(name):
        if field.kind is Kind.REFERENCES:
            entry = layout.link.c.entry
            statement = select(entry, func.count()).where(layout.link.c.field == field.name).group_by(entry)
        elif any(other.kind is Kind.REFERENCES for _, other in _uses(name)):
            continue
        else:
            column = layout.main.c[field.name]
            statement = select(column, func.count()).where(column.is_not(None)).group_by(column)
        for id, number in connection.execute(statement):
            used[id] = used.get(id, 0) + number
    return used


def with_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Entry]:
    """The entries with those ids that exist, by id."""
    found = connection.execute(select(_ENTRY).where(_ENTRY.c.id.in_(in_json_ids(ids))))
    return {row.id: _entry(row) for row in found}


def one(connection: Connection, id: int) -> Entry | None:
    """The entry with that id."""
    return with_ids(connection, [id]).get(id)


def named(connection: Connection, name: ListName, text: str) -> Entry | None:
    """The entry of the list with that name, without case and accents."""
    statement = select(_ENTRY).where(_ENTRY.c.list == name.value, _ENTRY.c.name_key == sort_key(text))
    row = connection.execute(statement).first()
    return _entry(row) if row else None


def create(connection: Connection, name: ListName, text: str) -> int:
    """Create an entry; its id."""
    row = {"list": name.value, "name": text, "name_key": sort_key(text), "retired": False, "version": 1}
    return insert_one(connection, _ENTRY, row)


def change(connection: Connection, entry: Entry, *, name: str, retired: bool) -> None:
    """Write an entry's name and whether it is retired, and sort people by the name."""
    connection.execute(
        update(_ENTRY)
        .where(_ENTRY.c.id == entry.id)
        .values(name=name, name_key=sort_key(name), retired=retired, version=entry.version + 1)
    )
    if name != entry.name:
        for layout, field in _uses(entry.list):
            _sort_anew(connection, layout, field, entry, name)


def _sort_anew(connection: Connection, layout: PersonTables, field: Field, entry: Entry, name: str) -> None:
    if field.kind is Kind.REFERENCE:
        column, key = layout.main.c[field.name], layout.main.c[f"{field.name}_key"]
        # Found by the key before, which has an index in every table.
        theirs = (key == sort_key(entry.name)) & (column == entry.id)
        connection.execute(update(layout.main).where(theirs).values({key.name: sort_key(name)}))
        return
    link = layout.link
    theirs = (link.c.field == field.name) & (link.c.entry == entry.id)
    people = list(connection.execute(select(link.c.person).where(theirs)).scalars())
    loaded = loading.load(connection, layout, people, {field.name})
    names = loading.names_of(connection, layout, (person.values for person in loaded))
    keys = [{"someone": person.id, **keys_of(layout, person.values, names, [field.name])} for person in loaded]
    if keys:  # in one statement: every other save waits for it
        connection.execute(update(layout.main).where(layout.main.c.id == bindparam("someone")), keys)


def last_active(connection: Connection, id: int) -> bool:
    """Whether no other entry of the same list is offered."""
    entry, other = _ENTRY.alias(), _ENTRY.alias()
    others = exists().where(other.c.list == entry.c.list, other.c.id != id, ~other.c.retired)
    return connection.execute(select(entry.c.id).where(entry.c.id == id, ~others)).first() is not None


def entry_names(connection: Connection, name: ListName) -> dict[int, str]:
    """The names of all entries of a list, retired ones too."""
    found = connection.execute(select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.list == name.value))
    return {row.id: row.name for row in found}
