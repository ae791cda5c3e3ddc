"""Many new people at once: the same rows as one by one, written table by table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.values import Names, Values
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.people.rows import keep_photo
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.other_tables import FleetPro
from fleet_tui.storage.schema.person_tables import PersonTables

_OVERRIDE = tables.PermissionOverride.__table__
_FLEET_PRO = FleetPro.__table__
_ACCOUNT = tables.Account.__table__


def create_many(connection: Connection, layout: PersonTables, people: Sequence[Values], names: Names) -> range:
    """People with those values, every kept and system field of them; their ids, in order.

    Raises:
        Clash: a value that must be unique is somebody else's.
    """
    first = int(connection.execute(select(func.coalesce(func.max(layout.main.c.id), 0))).scalar_one()) + 1
    ids = range(first, first + len(people))
    kind = layout.type.kind.value
    linked = [field.name for field in layout.linked_fields]
    keyed = [field.name for field in layout.main_fields] + linked
    main: list[dict[str, Any]] = []
    detail: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    overrides: list[dict[str, Any]] = []
    fleet_pro: list[dict[str, Any]] = []
    photos: dict[object, str | None] = {}
    for id, values in zip(ids, people, strict=True):
        row = {field.name: values.get(field.name) for field in layout.main_fields}
        main.append({"id": id, "version": 1, **row, **keys_of(layout, values, names, keyed)})
        rest = {field.name: values.get(field.name) for field in layout.detail_fields}
        photo = values.get("photo")
        if photo not in photos:
            photos[photo] = keep_photo(connection, photo)
        detail.append({"id": id, **rest, "photo": photos[photo]})
        for name in linked:
            entries = values.get(name)
            if isinstance(entries, tuple):
                links.extend({"person": id, "field": name, "entry": entry} for entry in entries)
        for field in layout.permission_fields:
            answer = values.get(field.name)
            if answer not in (None, ROLE_DEFAULT):
                overrides.append({"kind": kind, "person": id, "permission": permission_of(field), "answer": answer})
        if values.get("fleet_pro"):
            fleet_pro.append({"kind": kind, "person": id, "created": values["created"], "suspended": None})
    try:
        for table, rows in (
            (layout.main, main),
            (layout.detail, detail),
            (layout.link, links),
            (_OVERRIDE, overrides),
            (_FLEET_PRO, fleet_pro),
        ):
            _insert(connection, table, rows)
    except IntegrityError:
        raise UniqueViolation from None
    return ids


def create_accounts(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Accounts as rows of their table.

    Raises:
        Clash: a username is somebody else's.
    """
    try:
        _insert(connection, _ACCOUNT, rows)
    except IntegrityError:
        raise UniqueViolation from None


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
