"""A few facts about many people, for evaluating actions on them. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.evaluate import ACCOUNT, CAN_ACCEPT, HAS_EMAIL, HAS_MOBILE, SIGNED_IN, YOURSELF
from fleet_tui.domain.fields import Kind
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.dialect import in_json_ids, joined
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PersonTables

_ACCOUNT = tables.Account.__table__
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts to read of people of a kind, at a moment: `now` decides whether an invitation has ended.

    `actor` is the actor's own profile, if it is of this kind. `more_privileged` is one more fact, the last.
    """

    layout: PersonTables
    facts: Sequence[str]
    now: datetime
    actor: int | None = None
    more_privileged: ColumnElement[bool] | None = None

    def read(
        self, connection: Connection, ids: Iterable[int], *, by_name: bool = False
    ) -> Iterator[Sequence[Sequence[Any]]]:
        """Id, version, name and the facts of those people, by id or by name, some people at a time.

        Ids of no one are left out. Facts are as the tables have them, so the same facts are equal rows; `meaning`
        decodes them.
        """
        main = self.layout.main
        columns = [self._column(name).label(f"fact_{number}") for number, name in enumerate(self.facts)]
        if self.more_privileged is not None:
            columns.append(self.more_privileged.label("more_privileged"))
        statement = select(main.c.id, main.c.version, main.c.name, *columns).where(main.c.id.in_(in_json_ids(ids)))
        statement = statement.order_by(main.c.name_key, main.c.id) if by_name else statement.order_by(main.c.id)
        yield from connection.execute(statement).partitions(_AT_ONCE)

    def meaning(self, found: Sequence[Any]) -> dict[str, object]:
        """The facts of a row by name: the values of fields, words of an account, true or false."""
        values: dict[str, object] = dict(zip(self.facts, found, strict=False))
        for field in self.layout.linked_fields:
            entries = values.get(field.name)
            if isinstance(entries, str):
                values[field.name] = tuple(sorted(int(entry) for entry in entries.split(",")))
        return values

    def _column(self, fact: str) -> ColumnElement[Any]:
        layout = self.layout
        if fact == YOURSELF:
            return layout.main.c.id == (self.actor or 0)
        if fact == CAN_ACCEPT:
            return (layout.main.c.status == Status.PENDING.value) & invitations.opens(layout, self.now)
        if fact in _OTHERS:
            return _OTHERS[fact](layout)
        return _linked(layout, fact) if layout.type.fields[fact].kind is Kind.REFERENCES else layout.main.c[fact]


def _linked(layout: PersonTables, name: str) -> ColumnElement[Any]:
    link = layout.link
    mine = (link.c.person == layout.main.c.id) & (link.c.field == name)
    return select(joined(link.c.entry)).where(mine).scalar_subquery()


def _account(layout: PersonTables) -> ColumnElement[Any]:
    mine = (_ACCOUNT.c.kind == layout.type.kind.value) & (_ACCOUNT.c.person == layout.main.c.id)
    return select(_ACCOUNT.c.state).where(mine).scalar_subquery()


_OTHERS: dict[str, Callable[[PersonTables], ColumnElement[Any]]] = {
    ACCOUNT: _account,
    SIGNED_IN: lambda layout: layout.main.c.last_sign_in.is_not(None),
    HAS_EMAIL: lambda layout: layout.main.c.email.is_not(None),
    HAS_MOBILE: lambda layout: layout.main.c.mobile.is_not(None),
}
