"""What undo reads of the history and the outbox, and writes there. Callers hold the transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, case, delete, exists, func, or_, select, true, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.db.dialect import change_side, in_json_ids
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.history.operations import Operation
from fleet_tui.storage.mail.outbox import CANCELLED, OUTBOX, QUEUED, REPLACED, SENT
from fleet_tui.storage.mail.outbox_writes import being_sent
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_ACCOUNT = tables.Account.__table__
_ENTRY = tables.ListEntry.__table__


@dataclass(frozen=True, slots=True)
class Later:
    """The newest entry about a person after an operation; entries of other authors (`others`) come first.

    `fields` are the changed fields of an entry by another author, and empty otherwise.
    """

    others: bool
    at: datetime
    who: str
    action: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message that an operation queued, its state, and whether a newer one for the same purpose followed."""

    purpose: Purpose
    state: str
    followed: bool


def people_of(connection: Connection, operation: Operation) -> Iterator[tuple[int, str, int]]:
    """The people that the operation changed, by name: id, name and version."""
    main = PERSON_TABLES[operation.kind].main
    mine = select(HISTORY.c.person).where(_entries_of(operation))
    statement = select(main.c.id, main.c.name, main.c.version).where(main.c.id.in_(mine))
    yield from (tuple(row) for row in connection.execute(statement.order_by(main.c.name_key, main.c.id)))


def changes_of(connection: Connection, operation: Operation, people: Collection[int]) -> dict[int, str]:
    """The operation's changes of those people, as the history keeps them."""
    statement = select(HISTORY.c.person, HISTORY.c.changes).where(
        _entries_of(operation),
        HISTORY.c.subject_kind == operation.kind.value,
        HISTORY.c.person.in_(in_json_ids(people)),
    )
    return {row.person: row.changes for row in connection.execute(statement)}


def _entries_of(operation: Operation) -> ColumnElement[bool]:
    """The operation's entries, by id alone: with the kind as a condition, SQLite reads all history of the kind."""
    return HISTORY.c.id.between(operation.first, operation.last)


def later(connection: Connection, operation: Operation, people: Collection[int]) -> dict[int, Later]:
    """The newer entries about those people, by person."""
    other = _by_others(operation)
    newest = func.coalesce(func.max(HISTORY.c.id).filter(other), func.max(HISTORY.c.id))
    ids = select(newest).where(
        HISTORY.c.subject_kind == operation.kind.value,
        HISTORY.c.person.in_(in_json_ids(people)),
        HISTORY.c.id > operation.last,
    )
    entry = (HISTORY.c.person, HISTORY.c.at, HISTORY.c.who, HISTORY.c.action, HISTORY.c.changes)
    columns = (*entry, other.label("others"))
    found = connection.execute(select(*columns).where(HISTORY.c.id.in_(ids.group_by(HISTORY.c.person))))
    return {row.person: _later(row) for row in found}


def _by_others(operation: Operation) -> ColumnElement[bool]:
    """Early entries have no author: the name at the time decides."""
    author = HISTORY.c.author
    return or_(author != operation.author, author.is_(None) & (HISTORY.c.who != operation.who))


def _later(row: Any) -> Later:
    return Later(row.others, row.at, row.who, row.action, tuple(json.loads(row.changes)) if row.others else ())


def activated(connection: Connection, operation: Operation) -> list[int]:
    """The people that the operation activated; undo makes them inactive."""
    is_active = change_side(HISTORY.c.changes, "active", 1, Boolean()) == true()
    return list(connection.execute(select(HISTORY.c.person).where(_entries_of(operation), is_active)).scalars())


def sends(connection: Connection, operation: int) -> bool:
    """Whether the operation queued messages."""
    return bool(connection.execute(select(exists().where(OUTBOX.c.operation == operation))).scalar_one())


def messages_of(
    connection: Connection, operation: Operation, people: Collection[int], now: datetime
) -> dict[int, Message]:
    """The messages that the operation queued for those people, with states.

    A message that a worker holds counts as sent until the lease ends: only the worker knows.
    """
    mine = OUTBOX.c.operation == operation.id
    taken = (OUTBOX.c.state == QUEUED) & being_sent(now)
    state = case((taken, SENT), else_=OUTBOX.c.state).label("state")
    columns = (OUTBOX.c.id, OUTBOX.c.person, OUTBOX.c.purpose, state, mine.label("mine"))
    statement = select(*columns).where(
        OUTBOX.c.kind == operation.kind.value,
        OUTBOX.c.person.in_(in_json_ids(people)),
        mine | (OUTBOX.c.state != CANCELLED),
    )
    found: dict[int, Message] = {}
    for row in connection.execute(statement.order_by(OUTBOX.c.id)):
        if row.mine:
            found[row.person] = Message(Purpose(row.purpose), row.state, False)
        elif row.person in found and found[row.person].purpose.value == row.purpose:
            found[row.person] = replace(found[row.person], followed=True)
    return found


def cancel_messages(connection: Connection, operation: Operation, people: Collection[int], at: datetime) -> None:
    """Cancel the operation's waiting messages to those people and revoke the codes in them.

    Then the codes of older messages are the newest again, unless one of these may have arrived.
    """
    mine = and_(OUTBOX.c.operation == operation.id, OUTBOX.c.person.in_(in_json_ids(people)))
    brought = connection.execute(select(OUTBOX.c.code).where(mine, OUTBOX.c.code.is_not(None))).scalars().all()
    codes.revoke_those(connection, brought, at)
    connection.execute(update(OUTBOX).where(mine).values(state=CANCELLED, lease=None, leased=None, trouble=None))


def queue_older_messages(connection: Connection, operation: Operation, people: Collection[int]) -> None:
    """Queue again the messages that the operation's own replaced, with a new code if the code was revoked."""
    mine, older = OUTBOX.alias(), OUTBOX.alias()
    same = and_(*(older.c[name] == mine.c[name] for name in ("kind", "person", "purpose")), older.c.id < mine.c.id)
    newest = (
        select(func.max(older.c.id))
        .join(mine, same)
        .where(mine.c.operation == operation.id, mine.c.person.in_(in_json_ids(people)), older.c.state != CANCELLED)
        .group_by(older.c.person)
    )
    waiting = and_(OUTBOX.c.id.in_(newest), OUTBOX.c.state == REPLACED)
    live = exists().where(codes.CODE.c.id == OUTBOX.c.code, codes.CODE.c.revoked.is_(None))
    connection.execute(update(OUTBOX).where(waiting).values(state=QUEUED, code=case((live, OUTBOX.c.code))))


def remove_accounts(connection: Connection, kind: PersonKind, people: Collection[int]) -> None:
    """Remove the accounts of invited people that were never accepted."""
    mine = and_(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.state == AccountState.INVITED.value)
    connection.execute(delete(_ACCOUNT).where(mine, _ACCOUNT.c.person.in_(in_json_ids(people))))


def names_of(connection: Connection, entries: Iterable[int]) -> dict[int, str]:
    """The names of those list entries that exist."""
    found = connection.execute(select(_ENTRY.c.id, _ENTRY.c.name).where(_ENTRY.c.id.in_(in_json_ids(entries))))
    return {row.id: row.name for row in found}
