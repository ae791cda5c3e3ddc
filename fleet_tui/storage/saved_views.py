"""Saved views in the table. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import Connection, Row

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.as_json import decode, encode
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.filters.saved_views import View, entries_of, only_known
from fleet_tui.domain.ids import MOST_ID, is_id
from fleet_tui.domain.text import sort_key
from fleet_tui.storage import lists
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.db.inserting import insert_one
from fleet_tui.storage.schema.other_tables import View as ViewRow

_VIEW = ViewRow.__table__
_BETWEEN = ","
"""Stands between the columns' names, none of which has one."""


def seen_by(connection: Connection, kind: PersonKind, owner: Author) -> list[View]:
    """The owner's views and the shared ones of a kind, by name, without conditions on entries that are gone."""
    statement = select(_VIEW).where(_VIEW.c.kind == kind.value, or_(_VIEW.c.owner == owner.key, _VIEW.c.shared))
    rows = connection.execute(statement.order_by(_VIEW.c.name_key, _VIEW.c.owner, _VIEW.c.id))
    return _known(connection, rows.all())


def one(connection: Connection, id: int) -> View | None:
    """The view with that id."""
    row = connection.execute(select(_VIEW).where(_VIEW.c.id == id)).first()
    return _known(connection, [row])[0] if row else None


def named(connection: Connection, kind: PersonKind, owner: Author, name: str) -> View | None:
    """The owner's view with that name, without case and accents."""
    statement = select(_VIEW).where(
        _VIEW.c.kind == kind.value, _VIEW.c.owner == owner.key, _VIEW.c.name_key == sort_key(name)
    )
    row = connection.execute(statement).first()
    return _known(connection, [row])[0] if row else None


_TEXTS = ("owner", "name", "filter", "sort", "columns")


def _view(row: Row[Any], owners: Mapping[str, Author]) -> View:
    version = row.version if is_id(row.version) and row.version < MOST_ID else 0
    owner = owners.get(row.owner) or Author(str(row.owner), str(row.owner))
    view = View(row.id, PersonKind(row.kind), owner, row.shared, str(row.name), Filter(), Sort(), (), version)
    if not version or not all(isinstance(row._mapping[name], str) for name in _TEXTS):
        return replace(view, fault="It is damaged: save it anew or remove it.")
    columns = tuple(name for name in row.columns.split(_BETWEEN) if name)
    view = replace(view, sort=Sort(row.sort, row.descending), fields=columns)
    try:
        return replace(view, filter=decode(row.filter))
    except BadValue as error:
        return replace(view, fault=str(error))


def _known(connection: Connection, kept: Sequence[Row[Any]]) -> list[View]:
    owners = accounts.authors(connection, {row.owner for row in kept if isinstance(row.owner, str)})
    found = [_view(row, owners) for row in kept]
    existing = lists.with_ids(connection, entries_of(found))
    return [only_known(view, existing.keys()) for view in found]


def create(connection: Connection, view: View) -> int:
    """Create a view, whatever its id; its new id."""
    row = {"kind": view.kind.value, "owner": view.owner.key, "version": 1, **_label(view), **_content(view)}
    return insert_one(connection, _VIEW, row)


def relabel(connection: Connection, view: View) -> None:
    """Write a view's name and whether it is shared, and the next version; its query stays as stored."""
    _write(connection, view, _label(view))


def change(connection: Connection, view: View) -> None:
    """Write the whole view, and the next version."""
    _write(connection, view, {**_label(view), **_content(view)})


def _write(connection: Connection, view: View, row: dict[str, object]) -> None:
    connection.execute(update(_VIEW).where(_VIEW.c.id == view.id).values(**row, version=view.version + 1))


def _label(view: View) -> dict[str, object]:
    return {"shared": view.shared, "name": view.name, "name_key": sort_key(view.name)}


def _content(view: View) -> dict[str, object]:
    return {
        "filter": encode(view.filter),
        "sort": view.sort.field,
        "descending": view.sort.descending,
        "columns": _BETWEEN.join(view.fields),
    }


def remove(connection: Connection, id: int) -> None:
    connection.execute(delete(_VIEW).where(_VIEW.c.id == id))
