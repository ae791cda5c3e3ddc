"""Loading people from the tables. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.fields import Field
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Values
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PersonTables

_ENTRY = tables.ListEntry.__table__
_PHOTO = tables.Photo.__table__
_OVERRIDE = tables.PermissionOverride.__table__
_MOST_PARAMETERS = 5_000


def load(connection: Connection, layout: PersonTables, ids: Sequence[int], fields: Collection[str]) -> list[Person]:
    """The people with those ids in that order, with those fields; ids of no one are left out."""
    main = _select(connection, layout.main, ids, ["version", *_names(layout.main_fields, fields)])
    detail_names = _names(layout.detail_fields, fields)
    detail = _select(connection, layout.detail, ids, detail_names) if detail_names else {}
    linked = _names(layout.linked_fields, fields)
    links = _links(connection, layout, ids, linked) if linked else {}
    permissions = {field.name: permission_of(field) or "" for field in layout.permission_fields if field.name in fields}
    overrides = _overrides(connection, layout, ids) if permissions else {}
    photos = _photos(connection, (row["photo"] for row in detail.values())) if "photo" in fields else {}
    people = []
    for id in ids:
        if id not in main:
            continue
        row = main[id]
        version = row.pop("version")
        values = row | detail.get(id, {})
        for name in linked:
            values[name] = tuple(sorted(links.get((id, name), ()))) or None
        for name, permission in permissions.items():
            values[name] = overrides.get((id, permission), ROLE_DEFAULT)
        if "photo" in fields:
            values["photo"] = photos.get(values.get("photo"))
        people.append(Person(layout.type.kind, id, version, values))
    return people


def names_of(connection: Connection, layout: PersonTables, people: Iterable[Values]) -> dict[int, str]:
    """The names of all list entries in those values, by id."""
    ids: set[int] = set()
    for values in people:
        for field in layout.reference_fields:
            value = values.get(field.name)
            if isinstance(value, int):
                ids.add(value)
            elif isinstance(value, tuple):
                ids.update(value)
    return {
        id: name
        for some in _slices(sorted(ids))
        for id, name in connection.execute(select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.id.in_(some)))
    }


def _names(of: Iterable[Field], fields: Collection[str]) -> list[str]:
    return [field.name for field in of if field.name in fields]


def _select(connection: Connection, table: Table, ids: Sequence[int], names: list[str]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    statement = select(table.c.id, *(table.c[name] for name in names))
    for some in _slices(ids):
        for id, *rest in connection.execute(statement.where(table.c.id.in_(some))).all():
            found[id] = dict(zip(names, rest, strict=True))
    return found


def _slices(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """The numbers that can be ids, as many at a time as SQLite takes as parameters."""
    possible = list(filter(is_id, ids))
    return (possible[start : start + _MOST_PARAMETERS] for start in range(0, len(possible), _MOST_PARAMETERS))


def _links(
    connection: Connection, layout: PersonTables, ids: Sequence[int], fields: list[str]
) -> dict[tuple[int, str], list[int]]:
    link = layout.link
    found: dict[tuple[int, str], list[int]] = {}
    statement = select(link.c.person, link.c.field, link.c.entry)
    for some in _slices(ids):
        for person, field, entry in connection.execute(
            statement.where(link.c.person.in_(some), link.c.field.in_(fields))
        ).all():
            found.setdefault((person, field), []).append(entry)
    return found


def _overrides(connection: Connection, layout: PersonTables, ids: Sequence[int]) -> dict[tuple[int, str], str]:
    statement = select(_OVERRIDE.c.person, _OVERRIDE.c.permission, _OVERRIDE.c.answer)
    of_kind = _OVERRIDE.c.kind == layout.type.kind.value
    return {
        (person, permission): answer
        for some in _slices(ids)
        for person, permission, answer in connection.execute(statement.where(of_kind, _OVERRIDE.c.person.in_(some)))
    }


def _photos(connection: Connection, digests: Iterable[str | None]) -> dict[str | None, Photo]:
    wanted = sorted({digest for digest in digests if digest})
    statement = select(_PHOTO.c.digest, _PHOTO.c.format, _PHOTO.c.width, _PHOTO.c.height, _PHOTO.c.size)
    return {
        row.digest: Photo(*row) for row in connection.execute(statement.where(_PHOTO.c.digest.in_(wanted))) if wanted
    }
