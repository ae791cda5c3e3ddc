"""What was done in one go, so that it can be taken back: the table `operation`. Callers hold the transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, exists, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.identity import Author
from fleet_tui.storage.chain import HISTORY
from fleet_tui.storage.layout import table_of
from fleet_tui.storage.tables import Operation as OperationRow

OPERATION = table_of(OperationRow)

DONE, UNDONE, REDONE = "done", "undone", "redone"
"""The roles of operations: done the first time, what took one back, and what did it again."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: who did what to how many people and when; its entries in the history are `first` to `last`.

    `author` is whose it is (`domain.identity`), `who` what they were called.
    """

    id: int
    at: datetime
    who: str
    author: str
    what: str
    kind: PersonKind
    people: int
    first: int
    last: int
    role: str
    reverted: bool


def next_id(connection: Connection) -> int:
    """The id of the operation that is recorded next in this transaction, for messages that are queued before it."""
    return int(connection.execute(select(func.coalesce(func.max(OPERATION.c.id), 0))).scalar_one()) + 1


def record(
    connection: Connection,
    *,
    at: datetime,
    by: Author,
    what: str,
    kind: PersonKind,
    people: int,
    first: int,
    last: int,
    role: str = DONE,
) -> int:
    """Keep an operation, in the transaction of its changes; its id."""
    row = {
        "at": at,
        "who": by.name,
        "author": by.key,
        "what": what,
        "kind": kind.value,
        "people": people,
        "first": first,
        "last": last,
        "role": role,
        "reverted": False,
    }
    return int(connection.execute(insert(OPERATION).values(**row)).inserted_primary_key[0])  # type: ignore[index]


def to_undo(connection: Connection, by: Author) -> Operation | None:
    """The last thing that this user did, or did again, and has not taken back."""
    return _newest(connection, by, (DONE, REDONE))


def to_redo(connection: Connection, by: Author) -> Operation | None:
    """The last thing that this user took back; nothing once they have done something else since."""
    taken_back = _newest(connection, by, (UNDONE,))
    if taken_back is None:
        return None
    table = OPERATION
    since = exists().where(table.c.author == by.key, table.c.role == DONE, table.c.id > taken_back.id)
    return None if connection.execute(select(since)).scalar_one() else taken_back


def _newest(connection: Connection, by: Author, roles: tuple[str, ...]) -> Operation | None:
    table = OPERATION
    statement = select(table).where(table.c.author == by.key, table.c.role.in_(roles), ~table.c.reverted)
    row = connection.execute(statement.order_by(table.c.id.desc()).limit(1)).mappings().first()
    return Operation(**{**row, "kind": PersonKind(row["kind"])}) if row else None


def first_changes(connection: Connection, operation: Operation) -> dict[str, list[object]]:
    """What the operation's first entry in the history changed; all of them are of one sort."""
    kept = connection.execute(select(HISTORY.c.changes).where(HISTORY.c.id == operation.first)).scalar_one()
    changes: dict[str, list[object]] = json.loads(kept)
    return changes


def mark_reverted(connection: Connection, id: int) -> None:
    """Say that an operation has been taken back."""
    connection.execute(update(OPERATION).where(OPERATION.c.id == id).values(reverted=True))


def unlike_history(connection: Connection) -> list[tuple[int, str]]:
    """Operations, by id and words, whose range of the history is not one entry a person by their user in their role."""
    own = and_(
        HISTORY.c.id.between(OPERATION.c.first, OPERATION.c.last),
        HISTORY.c.who == OPERATION.c.who,
        func.coalesce(HISTORY.c.author, OPERATION.c.author) == OPERATION.c.author,
        HISTORY.c.subject_kind == OPERATION.c.kind,
        case(
            (OPERATION.c.role == DONE, HISTORY.c.action.not_in([UNDONE, REDONE])),
            else_=HISTORY.c.action == OPERATION.c.role,
        ),
    )
    people = select(func.count(HISTORY.c.person.distinct())).where(own).correlate(OPERATION).scalar_subquery()
    statement = select(OPERATION.c.id, OPERATION.c.what).where(
        or_(
            OPERATION.c.role.not_in([DONE, UNDONE, REDONE]),
            OPERATION.c.people != OPERATION.c.last - OPERATION.c.first + 1,
            OPERATION.c.people != people,
        )
    )
    return [(row.id, row.what) for row in connection.execute(statement.order_by(OPERATION.c.id))]
