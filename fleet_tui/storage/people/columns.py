"""A few facts about many people, as actions on them are judged by. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.evaluate import ACCOUNT, CAN_ACCEPT, HAS_EMAIL, HAS_MOBILE, SIGNED_IN, YOURSELF
from fleet_tui.domain.fields import Kind
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db.dialect import joined
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PersonTables

_ACCOUNT = tables.Account.__table__
_AT_ONCE = 1_000


def read(
    connection: Connection,
    layout: PersonTables,
    ids: Iterable[int],
    facts: Sequence[str],
    yourself: int | None,
    now: datetime,
    *,
    more_privileged: ColumnElement[bool] | None = None,
    by_name: bool = False,
) -> Iterator[Sequence[Sequence[Any]]]:
    """Id, version, name and those facts of everybody who is there, by id or by name, some people at a time.

    The facts are as the tables have them, equal for people of whom the same is true; `known` says what they mean.
    `yourself` is the actor; `now` decides whether an invitation still opens. `more_privileged` is one
    more fact, the last.
    """
    main = layout.main
    columns = [_column(layout, name, yourself, now).label(f"fact_{number}") for number, name in enumerate(facts)]
    if more_privileged is not None:
        columns.append(more_privileged.label("more_privileged"))
    statement = select(main.c.id, main.c.version, main.c.name, *columns).where(main.c.id.in_(in_json_ids(ids)))
    statement = statement.order_by(main.c.name_key, main.c.id) if by_name else statement.order_by(main.c.id)
    yield from connection.execute(statement).partitions(_AT_ONCE)


def known(layout: PersonTables, facts: Sequence[str], found: Sequence[Any]) -> dict[str, object]:
    """What those facts mean: the values of fields, words of an account, true or false."""
    values: dict[str, object] = dict(zip(facts, found, strict=True))
    for field in layout.linked_fields:
        entries = values.get(field.name)
        if isinstance(entries, str):
            values[field.name] = tuple(sorted(int(entry) for entry in entries.split(",")))
    return values


def _column(layout: PersonTables, fact: str, yourself: int | None, now: datetime) -> ColumnElement[Any]:
    if fact == YOURSELF:
        return layout.main.c.id == (yourself or 0)
    if fact == CAN_ACCEPT:
        return (layout.main.c.status == Status.PENDING.value) & invitations.opens(layout, now)
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
