"""Operations, each of which undo takes back as a whole. Callers hold the transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select, true, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.dialect import first_of, json_pairs
from fleet_tui.storage.db.inserting import insert_one
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema.other_tables import Operation as OperationRow

OPERATION = OperationRow.__table__

DONE, UNDONE, REDONE = "done", "undone", "redone"
"""The roles of operations: done the first time, what took one back, and what did it again."""
ADDED = "added"
"""The word of the history for a new person."""
COMPANY = "company"
"""The kind of operations on the company's settings, which have one entry about no person."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on people; its entries in the history are `first` to `last`.

    `author` is the author's key (`domain.access.identity`), `who` the name at the time.
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


@dataclass(frozen=True, slots=True)
class CompanyOperation:
    """A change of the company's settings; `entry` is the id of its entry in the history."""

    id: int
    at: datetime
    what: str
    entry: int


def next_id(connection: Connection) -> int:
    """The id of the next operation in this transaction, for messages that are queued before it is recorded."""
    return int(connection.execute(select(func.coalesce(func.max(OPERATION.c.id), 0))).scalar_one()) + 1


@dataclass(frozen=True, slots=True)
class NewOperation:
    """An operation to record, with the ids of its first and last entry in the history: one entry for each person.

    Without a kind it is a change of the company's settings.
    """

    at: datetime
    by: Author
    what: str
    kind: PersonKind | None
    entries: tuple[int, int]
    role: str = DONE


def record(connection: Connection, new: NewOperation) -> int:
    """Record an operation, in the transaction of its changes; its id."""
    first, last = new.entries
    row = {
        "at": new.at,
        "who": new.by.name,
        "author": new.by.key,
        "what": new.what,
        "kind": new.kind.value if new.kind else COMPANY,
        "people": last - first + 1,
        "first": first,
        "last": last,
        "role": new.role,
        "reverted": False,
    }
    return insert_one(connection, OPERATION, row)


def to_undo(connection: Connection, by: Author) -> Operation | None:
    """The actor's last operation on people that can be undone, unless another one comes first."""
    return _of_people(_next(connection, by, redo=False))


def to_redo(connection: Connection, by: Author) -> Operation | None:
    """The last operation on people that the actor has undone; None after a newer operation."""
    return _of_people(_next(connection, by, redo=True))


def company_next(connection: Connection, by: Author, *, redo: bool) -> CompanyOperation | None:
    """The change of the company's settings that the actor would undo or redo next, if one comes next."""
    row = _next(connection, by, redo=redo)
    if row is None or row["kind"] != COMPANY:
        return None
    return CompanyOperation(row["id"], row["at"], row["what"], row["first"])


def _of_people(row: Mapping[str, Any] | None) -> Operation | None:
    if row is None or row["kind"] == COMPANY:
        return None
    return Operation(**{**row, "kind": PersonKind(row["kind"])})


def _next(connection: Connection, by: Author, *, redo: bool) -> Mapping[str, Any] | None:
    table, roles = OPERATION, (UNDONE,) if redo else (DONE, REDONE)
    statement = select(table).where(table.c.author == by.key, table.c.role.in_(roles), ~table.c.reverted)
    row = connection.execute(statement.order_by(table.c.id.desc()).limit(1)).mappings().first()
    if row is None or not redo:
        return dict(row) if row else None
    since = exists().where(table.c.author == by.key, table.c.role == DONE, table.c.id > row["id"])
    return None if connection.execute(select(since)).scalar_one() else dict(row)


_NEWEST = 50
"""Operations of an author among which the last save and the last bulk action are looked for."""
_SOME = 200
"""Entries of an operation that are read to know what it did."""


def newest(connection: Connection, by: Author, kind: PersonKind) -> list[Operation]:
    """The author's newest operations on people of a kind that stand, the newest first."""
    table = OPERATION
    mine = select(table).where(table.c.author == by.key).order_by(table.c.id.desc()).limit(_NEWEST)
    found = (_of_people(dict(row)) for row in connection.execute(mine).mappings())
    return [one for one in found if one and one.kind is kind and one.role != UNDONE and not one.reverted]


def some_changes(connection: Connection, operation: Operation) -> list[dict[str, list[object]]]:
    """The different changes of the first people of an operation."""
    last = min(operation.last, operation.first + _SOME - 1)
    kept = select(HISTORY.c.changes).distinct().where(HISTORY.c.id.between(operation.first, last))
    return [json.loads(text) for text in connection.execute(kept).scalars()]


def changed_fields(connection: Connection, operation: Operation) -> dict[str, list[object]]:
    """Every field that the operation changed of people who were there before, with one change of it.

    An action on several fields leaves alone what a person has already: no entry need have all of them.
    """
    each = json_pairs(HISTORY.c.changes)
    own = HISTORY.c.id.between(operation.first, operation.last)
    first = first_of(each.c.value, HISTORY.c.id).label("value")
    statement = select(each.c.key, first, func.min(HISTORY.c.id)).select_from(HISTORY.join(each, true()))
    statement = statement.where(own, HISTORY.c.action != ADDED).group_by(each.c.key)
    return {row.key: json.loads(row.value) for row in connection.execute(statement)}


def adds_people(connection: Connection, operation: Operation) -> bool:
    """Whether the operation added people, as an import does."""
    own = HISTORY.c.id.between(operation.first, operation.last)
    return bool(connection.execute(select(exists().where(own, HISTORY.c.action == ADDED))).scalar_one())


def changes_at(connection: Connection, entry: int) -> dict[str, list[object]]:
    """The changes of a history entry."""
    kept = connection.execute(select(HISTORY.c.changes).where(HISTORY.c.id == entry)).scalar_one()
    changes: dict[str, list[object]] = json.loads(kept)
    return changes


def mark_reverted(connection: Connection, id: int) -> None:
    """Mark an operation as taken back."""
    connection.execute(update(OPERATION).where(OPERATION.c.id == id).values(reverted=True))


def unlike_history(connection: Connection) -> list[tuple[int, str]]:
    """Operations, by id and words, with a history that is not one entry a person by the author in the role."""
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
    people = (
        select(func.count(func.coalesce(HISTORY.c.person, 0).distinct()))
        .where(own)
        .correlate(OPERATION)
        .scalar_subquery()
    )
    statement = select(OPERATION.c.id, OPERATION.c.what).where(
        or_(
            OPERATION.c.role.not_in([DONE, UNDONE, REDONE]),
            OPERATION.c.people != OPERATION.c.last - OPERATION.c.first + 1,
            OPERATION.c.people != people,
        )
    )
    return [(row.id, row.what) for row in connection.execute(statement.order_by(OPERATION.c.id))]
