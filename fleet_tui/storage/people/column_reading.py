"""Many fields of many people, a column at a time: for exports, which read whole profiles of everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.dialect import RawSelect, decoded, in_ids, in_json_ids, joined
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PersonTables

_OVERRIDE = tables.PermissionOverride.__table__

Values = Sequence[Any]
"""A field's values as `domain.values.Values` has them, one for each of the people."""


class ColumnReader:
    """Reads those fields of people of a kind.

    The same as `loading.load` gives, without a mapping for each person: at 100,000 people that takes twice the time.
    """

    def __init__(self, layout: PersonTables, fields: Collection[str]) -> None:
        self.layout = layout
        self.fields = fields
        self._query: RawSelect | None = None

    def read(
        self, connection: Connection, ids: Sequence[int], now: datetime
    ) -> tuple[Sequence[int], dict[str, Values]]:
        """The people with those ids, in that order, and their fields by name; ids of no one are left out."""
        if self._query is None:
            self._query = RawSelect(connection, self._statement())
        found = {row[0]: row for row in self._query.fetch(connection, ids)}
        known = [id for id in ids if id in found]
        columns = list(zip(*map(found.__getitem__, known), strict=True)) or [()] * (1 + len(self._columns))
        values: dict[str, Values] = {}
        for (name, column), kept in zip(self._columns.items(), columns[1:], strict=True):
            values[name] = _entries(kept) if column is None else decoded(connection, column, kept)
        if "status" in values:
            values["status"] = self._status(connection, known, values["status"], now)
        if self._overridden:
            values |= self._overrides(connection, known)
        return known, {name: values[name] for name in self.fields}

    @cached_property
    def _columns(self) -> dict[str, Column[Any] | None]:
        """The fields with their columns; None for those that hold many entries."""
        layout = self.layout
        main, detail = ((field.name for field in fields) for fields in (layout.main_fields, layout.detail_fields))
        columns = {name: layout.main.c[name] for name in main if name in self.fields}
        columns |= {name: layout.detail.c[name] for name in detail if name in self.fields}
        return columns | {field.name: None for field in layout.linked_fields if field.name in self.fields}

    @cached_property
    def _overridden(self) -> dict[str, str]:
        """The fields of the Permissions tab by their permissions."""
        fields = (field for field in self.layout.permission_fields if field.name in self.fields)
        return {permission_of(field) or "": field.name for field in fields}

    def _statement(self) -> Select[Any]:
        main, link = self.layout.main, self.layout.link
        columns: list[ColumnElement[Any]] = []
        for name, column in self._columns.items():
            theirs = (link.c.person == main.c.id) & (link.c.field == name)
            columns.append(select(joined(link.c.entry)).where(theirs).scalar_subquery() if column is None else column)
        statement = select(main.c.id, *columns).where(main.c.id.in_(in_ids()))
        if all(column is None or column.table is main for column in self._columns.values()):
            return statement
        detail = self.layout.detail
        return statement.join_from(main, detail, main.c.id == detail.c.id, isouter=True)

    def _status(self, connection: Connection, ids: Sequence[int], kept: Values, now: datetime) -> Values:
        """The status that is true now."""
        pending = [id for id, status in zip(ids, kept, strict=True) if status == Status.PENDING.value]
        ended = invitations.ended(connection, self.layout, pending, now) if pending else ()
        return [Status.INVITATION_ENDED.value if id in ended else status for id, status in zip(ids, kept, strict=True)]

    def _overrides(self, connection: Connection, ids: Sequence[int]) -> Mapping[str, Values]:
        kind = self.layout.type.kind.value
        statement = select(_OVERRIDE.c.person, _OVERRIDE.c.permission, _OVERRIDE.c.answer)
        statement = statement.where(_OVERRIDE.c.kind == kind, _OVERRIDE.c.person.in_(in_json_ids(ids)))
        places = {id: place for place, id in enumerate(ids)}
        found: dict[str, list[str]] = {name: [ROLE_DEFAULT] * len(ids) for name in self._overridden.values()}
        for person, permission, answer in connection.execute(statement):
            if permission in self._overridden:
                found[self._overridden[permission]][places[person]] = answer
        return found


def _entries(texts: Sequence[str | None]) -> Values:
    """The entries of each person, from one text a person."""
    found = {text: tuple(sorted(map(int, text.split(",")))) if text else None for text in set(texts)}
    return [found[text] for text in texts]
