"""People in and out of their tables. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names, Values
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.person_tables import PersonTables

_ENTRY = tables.ListEntry.__table__
_PHOTO = tables.Photo.__table__
_OVERRIDE = tables.PermissionOverride.__table__
_MOST_PARAMETERS = 5_000


def load(connection: Connection, layout: PersonTables, ids: Sequence[int], fields: Collection[str]) -> list[Person]:
    """The people with those ids in that order (those who exist), with those fields."""
    main = _select(connection, layout.main, ids, [field.name for field in layout.main_fields if field.name in fields])
    wanted_detail = [field.name for field in layout.detail_fields if field.name in fields]
    detail = _select(connection, layout.detail, ids, wanted_detail, versioned=False) if wanted_detail else {}
    linked = [field.name for field in layout.linked_fields if field.name in fields]
    links = _links(connection, layout, ids, linked) if linked else {}
    permissions = {f.name: permission_of(f) or "" for f in layout.permission_fields if f.name in fields}
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


def _select(
    connection: Connection, table: Any, ids: Sequence[int], columns: list[str], *, versioned: bool = True
) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    names = ["id", *(["version"] if versioned else []), *columns]
    statement = select(*(table.c[name] for name in names))
    for some in _slices(ids):
        for id, *rest in connection.execute(statement.where(table.c.id.in_(some))).all():
            found[id] = dict(zip(names[1:], rest, strict=True))
    return found


def _slices(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """Those that can be ids at all, so many at a time as may be parameters."""
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
    mine = _OVERRIDE.c.kind == layout.type.kind.value
    return {
        (person, permission): answer
        for some in _slices(ids)
        for person, permission, answer in connection.execute(statement.where(mine, _OVERRIDE.c.person.in_(some)))
    }


def _photos(connection: Connection, digests: Iterable[str | None]) -> dict[str | None, Photo]:
    wanted = sorted({digest for digest in digests if digest})
    statement = select(_PHOTO.c.digest, _PHOTO.c.format, _PHOTO.c.width, _PHOTO.c.height, _PHOTO.c.size)
    return {
        row.digest: Photo(*row) for row in connection.execute(statement.where(_PHOTO.c.digest.in_(wanted))) if wanted
    }


def names_of(connection: Connection, layout: PersonTables, people: Iterable[Values]) -> dict[int, str]:
    """The names of all entries that these values refer to."""
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


def store(connection: Connection, layout: PersonTables, id: int, values: Values, names: Names) -> None:
    """Write those fields of an existing person, with what is derived from them. The version is the caller's.

    Raises:
        Clash: a value that must be unique is somebody else's.
    """
    try:
        _store(connection, layout, id, values, names)
    except IntegrityError:
        raise UniqueViolation from None


def _store(connection: Connection, layout: PersonTables, id: int, values: Values, names: Names) -> None:
    main = {field.name: values[field.name] for field in layout.main_fields if field.name in values}
    main |= keys_of(layout, values, names, main.keys() | {f.name for f in layout.linked_fields if f.name in values})
    if main:
        connection.execute(update(layout.main).where(layout.main.c.id == id).values(**main))
        _sort_pending(connection, layout, id, main)
    detail = {field.name: values[field.name] for field in layout.detail_fields if field.name in values}
    if "photo" in detail:
        detail["photo"] = keep_photo(connection, detail["photo"])
    if detail:
        connection.execute(update(layout.detail).where(layout.detail.c.id == id).values(**detail))
    _store_links(connection, layout, id, values)
    _store_overrides(connection, layout, id, values)


def create(connection: Connection, layout: PersonTables, values: Values, names: Names) -> int:
    """A person with those fields; the ones left out are empty.

    Raises:
        Clash: a value that must be unique is somebody else's.
    """
    try:
        return _create(connection, layout, values, names)
    except IntegrityError:
        raise UniqueViolation from None


def _create(connection: Connection, layout: PersonTables, values: Values, names: Names) -> int:
    main = {field.name: values.get(field.name) for field in layout.main_fields}
    linked = {field.name for field in layout.linked_fields}
    main |= keys_of(layout, values, names, main.keys() | linked)
    id = int(connection.execute(insert(layout.main).values(version=1, **main)).lastrowid)
    connection.execute(insert(layout.detail).values(id=id))
    _sort_pending(connection, layout, id, main)
    rest = {name: value for name, value in values.items() if name not in main}
    _store(connection, layout, id, rest, names)
    return id


def _sort_pending(connection: Connection, layout: PersonTables, id: int, values: Values) -> None:
    if values.get("status") == Status.PENDING.value:
        invitations.sort_anew(connection, layout, [id])


def keep_photo(connection: Connection, photo: object) -> str | None:
    """Keep the photo once, whoever has it; its digest."""
    if not isinstance(photo, Photo):
        return None
    known = connection.execute(select(_PHOTO.c.digest).where(_PHOTO.c.digest == photo.digest)).first()
    if known is None:
        connection.execute(
            insert(_PHOTO).values(
                digest=photo.digest,
                format=photo.format,
                width=photo.width,
                height=photo.height,
                size=photo.size,
                content=photo.content,
            )
        )
    return photo.digest


def _store_links(connection: Connection, layout: PersonTables, id: int, values: Values) -> None:
    link = layout.link
    for field in layout.linked_fields:
        if field.name not in values:
            continue
        connection.execute(delete(link).where(link.c.person == id, link.c.field == field.name))
        entries = values[field.name]
        if isinstance(entries, tuple) and entries:
            connection.execute(insert(link), [{"person": id, "field": field.name, "entry": entry} for entry in entries])


def _store_overrides(connection: Connection, layout: PersonTables, id: int, values: Values) -> None:
    kind = layout.type.kind.value
    for field in layout.permission_fields:
        answer = values.get(field.name)
        if answer is None:
            continue
        permission = permission_of(field)
        connection.execute(
            delete(_OVERRIDE).where(
                _OVERRIDE.c.kind == kind, _OVERRIDE.c.person == id, _OVERRIDE.c.permission == permission
            )
        )
        if answer != ROLE_DEFAULT:
            connection.execute(insert(_OVERRIDE).values(kind=kind, person=id, permission=permission, answer=answer))
