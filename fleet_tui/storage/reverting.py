"""What undo asks of the history and of the outbox, and writes there. Callers hold the transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, func, insert, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.status import AccountState
from fleet_tui.storage import tables
from fleet_tui.storage.chain import HISTORY
from fleet_tui.storage.layout import LAYOUTS, table_of
from fleet_tui.storage.many import among
from fleet_tui.storage.operations import Operation

_OUTBOX = table_of(tables.Outbox)
_ACCOUNT = table_of(tables.Account)
_ENTRY = table_of(tables.ListEntry)

QUEUED, CANCELLED = "queued", "cancelled"
"""States of a message: waiting to be sent, and taken back before it was."""


@dataclass(frozen=True, slots=True)
class Later:
    """The newest entry about a person after an operation, and whether it is somebody else's, which count first."""

    others: bool
    at: datetime
    who: str
    action: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message that an operation queued, and how far it is."""

    purpose: Purpose
    state: str


def people_of(connection: Connection, operation: Operation) -> Iterator[tuple[int, str, int]]:
    """Everybody whom the operation changed, by name: id, name and version."""
    main = LAYOUTS[operation.kind].main
    mine = select(HISTORY.c.person).where(*_entries_of(operation))
    statement = select(main.c.id, main.c.name, main.c.version).where(main.c.id.in_(mine))
    yield from (tuple(row) for row in connection.execute(statement.order_by(main.c.name_key, main.c.id)))


def changes_of(connection: Connection, operation: Operation, people: Collection[int]) -> dict[int, str]:
    """What the operation changed of those people, as the history keeps it."""
    statement = select(HISTORY.c.person, HISTORY.c.changes).where(
        *_entries_of(operation), HISTORY.c.person.in_(among(people))
    )
    return {row.person: row.changes for row in connection.execute(statement)}


def _entries_of(operation: Operation) -> tuple[Any, ...]:
    return HISTORY.c.id.between(operation.first, operation.last), HISTORY.c.subject_kind == operation.kind.value


def later(connection: Connection, operation: Operation, people: Collection[int]) -> dict[int, Later]:
    """Who of those people has newer entries than the operation's, and which."""
    other = HISTORY.c.who != operation.who
    newest = func.coalesce(func.max(HISTORY.c.id).filter(other), func.max(HISTORY.c.id))
    ids = select(newest).where(
        HISTORY.c.subject_kind == operation.kind.value,
        HISTORY.c.person.in_(among(people)),
        HISTORY.c.id > operation.last,
    )
    columns = (HISTORY.c.person, HISTORY.c.at, HISTORY.c.who, HISTORY.c.action, HISTORY.c.changes)
    found = connection.execute(select(*columns).where(HISTORY.c.id.in_(ids.group_by(HISTORY.c.person))))
    return {
        row.person: Later(row.who != operation.who, row.at, row.who, row.action, tuple(json.loads(row.changes)))
        for row in found
    }


def sends(connection: Connection, operation: int) -> bool:
    """Whether the operation queued messages."""
    return bool(connection.execute(select(exists().where(_OUTBOX.c.operation == operation))).scalar_one())


def messages_of(connection: Connection, operation: int, people: Collection[int]) -> dict[int, Message]:
    """The messages that the operation queued for those people: what for, and in which state they are."""
    statement = select(_OUTBOX.c.person, _OUTBOX.c.purpose, _OUTBOX.c.state)
    found = connection.execute(statement.where(_OUTBOX.c.operation == operation, _OUTBOX.c.person.in_(among(people))))
    return {person: Message(Purpose(purpose), state) for person, purpose, state in found}


def cancel_messages(connection: Connection, operation: int, people: Collection[int]) -> None:
    """Take back the messages of the operation to those people that still wait."""
    mine = and_(_OUTBOX.c.operation == operation, _OUTBOX.c.person.in_(among(people)), _OUTBOX.c.state == QUEUED)
    connection.execute(update(_OUTBOX).where(mine).values(state=CANCELLED))


def remove_accounts(connection: Connection, kind: PersonKind, people: Collection[int]) -> None:
    """Remove the accounts of people who were invited and have made none yet."""
    mine = and_(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.state == AccountState.INVITED.value)
    connection.execute(delete(_ACCOUNT).where(mine, _ACCOUNT.c.person.in_(among(people))))


def invite(connection: Connection, kind: PersonKind, people: Collection[int], at: datetime) -> None:
    """Give people who have no account one that waits for them."""
    rows = [{"kind": kind.value, "person": person} for person in people]
    same = {"state": AccountState.INVITED.value, "temporary": False, "since": at}
    connection.execute(insert(_ACCOUNT), [row | same for row in rows])


def names_of(connection: Connection, entries: Iterable[int]) -> dict[int, str]:
    """The names of those entries of lists that exist."""
    found = connection.execute(select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.id.in_(among(entries))))
    return {row.id: row.name for row in found}
