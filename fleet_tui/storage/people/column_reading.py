"""Many fields of many people, a column at a time: for exports, which read whole profiles of everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.dialect import in_json_ids, joined
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PersonTables

_OVERRIDE = tables.PermissionOverride.__table__

Column = Sequence[Any]
"""A field's values as `domain.values.Values` has them, one for each of the people."""


@dataclass(frozen=True)
class ColumnReader:
    """Reads those fields of people of a kind.

    The same as `loading.load` gives, without a mapping for each person: at 100,000 people that takes twice the time.
    """

    layout: PersonTables
    fields: Collection[str]

    def read(
        self, connection: Connection, ids: Sequence[int], now: datetime
    ) -> tuple[Sequence[int], dict[str, Column]]:
        """The people with those ids, in that order, and their fields by name; ids of no one are left out."""
        found = {row[0]: row for row in connection.execute(self._statement.where(self._theirs(ids))).all()}
        known = [id for id in ids if id in found]
        columns = list(zip(*map(found.__getitem__, known), strict=True)) or [()] * (1 + len(self._stored))
        values: dict[str, Column] = dict(zip((field.name for field in self._stored), columns[1:], strict=True))
        if "status" in values:
            values["status"] = self._status(connection, known, values["status"], now)
        if self._linked:
            values |= self._links(connection, known)
        if self._overridden:
            values |= self._overrides(connection, known)
        return known, {name: values[name] for name in self.fields}

    @cached_property
    def _stored(self) -> tuple[Field, ...]:
        """The fields that are columns of the two tables."""
        layout = self.layout
        return tuple(field for field in (*layout.main_fields, *layout.detail_fields) if field.name in self.fields)

    @cached_property
    def _linked(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.layout.linked_fields if field.name in self.fields)

    @cached_property
    def _overridden(self) -> dict[str, str]:
        """The fields of the Permissions tab by their permissions."""
        fields = (field for field in self.layout.permission_fields if field.name in self.fields)
        return {permission_of(field) or "": field.name for field in fields}

    @cached_property
    def _statement(self) -> Select[Any]:
        main = self.layout.main
        of_main = {field.name for field in self.layout.main_fields}
        names = [field.name for field in self._stored]
        if of_main.issuperset(names):
            return select(main.c.id, *(main.c[name] for name in names))
        detail = self.layout.detail
        columns = ((main if name in of_main else detail).c[name] for name in names)
        return select(main.c.id, *columns).join_from(main, detail, main.c.id == detail.c.id, isouter=True)

    def _theirs(self, ids: Sequence[int]) -> Any:
        return self.layout.main.c.id.in_(in_json_ids(ids))

    def _status(self, connection: Connection, ids: Sequence[int], kept: Column, now: datetime) -> Column:
        """The status that is true now."""
        pending = [id for id, status in zip(ids, kept, strict=True) if status == Status.PENDING.value]
        ended = invitations.ended(connection, self.layout, pending, now) if pending else ()
        return [Status.INVITATION_ENDED.value if id in ended else status for id, status in zip(ids, kept, strict=True)]

    def _links(self, connection: Connection, ids: Sequence[int]) -> Mapping[str, Column]:
        link = self.layout.link
        statement = select(link.c.person, link.c.field, joined(link.c.entry)).group_by(link.c.person, link.c.field)
        statement = statement.where(link.c.person.in_(in_json_ids(ids)), link.c.field.in_(self._linked))
        found: dict[str, dict[int, str]] = {name: {} for name in self._linked}
        for person, name, entries in connection.execute(statement).all():
            found[name][person] = entries
        known: dict[str | None, tuple[int, ...] | None] = {None: None}
        for texts in found.values():
            for text in texts.values():
                if text not in known:
                    known[text] = tuple(sorted(map(int, text.split(","))))
        return {name: [known[texts.get(id)] for id in ids] for name, texts in found.items()}

    def _overrides(self, connection: Connection, ids: Sequence[int]) -> Mapping[str, Column]:
        kind = self.layout.type.kind.value
        statement = select(_OVERRIDE.c.person, _OVERRIDE.c.permission, _OVERRIDE.c.answer)
        statement = statement.where(_OVERRIDE.c.kind == kind, _OVERRIDE.c.person.in_(in_json_ids(ids)))
        places = {id: place for place, id in enumerate(ids)}
        found: dict[str, list[str]] = {name: [ROLE_DEFAULT] * len(ids) for name in self._overridden.values()}
        for person, permission, answer in connection.execute(statement):
            if permission in self._overridden:
                found[self._overridden[permission]][places[person]] = answer
        return found
