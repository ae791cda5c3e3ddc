"""Messages of the outbox, read and sent one at a time. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.mail.messages import MessageCounts, MessageState
from fleet_tui.storage.accounts.addresses import address_of, channel_of
from fleet_tui.storage.accounts.codes import CODE
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.mail.outbox import CANCELLED, FAILED, OUTBOX, QUEUED, REPLACED, SENT
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

LONGEST_WAIT = timedelta(hours=4)
"""Further ahead than this nothing is due and no lease ends: a moment beyond it is of a clock that was set back."""

_ACCOUNT = tables.Account.__table__
_ENDS = {
    SENT: MessageState.SENT,
    CANCELLED: MessageState.STOPPED,
    REPLACED: MessageState.REPLACED,
    FAILED: MessageState.FAILED,
}


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message as the table has it, with the person's present name."""

    id: int
    kind: PersonKind
    person: int
    purpose: Purpose
    channel: str
    address: str
    state: MessageState
    queued: datetime
    due: datetime
    sent: datetime | None
    tries: int
    trouble: str
    code: int | None
    token: str
    name: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person as messages see them: the present channel and address, and the username, if there is one."""

    active: bool
    channel: str
    address: str | None
    username: str | None


def page(
    connection: Connection, now: datetime, before: int | None, limit: int, *, waiting: bool
) -> list[OutboxMessage]:
    """Messages, newest first."""
    statement = select(OUTBOX).order_by(OUTBOX.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(OUTBOX.c.id < before)
    if waiting:
        statement = statement.where(OUTBOX.c.state == QUEUED)
    return _posted(connection, list(connection.execute(statement)), now)


def page_after(connection: Connection, now: datetime, after: int, limit: int) -> list[OutboxMessage]:
    """The messages that follow the one with that id, newest first."""
    statement = select(OUTBOX).where(OUTBOX.c.id > after).order_by(OUTBOX.c.id).limit(limit)
    return _posted(connection, list(connection.execute(statement))[::-1], now)


def one(connection: Connection, id: int, now: datetime) -> OutboxMessage | None:
    """The message with that id."""
    return next(iter(_posted(connection, list(connection.execute(select(OUTBOX).where(OUTBOX.c.id == id))), now)), None)


def _posted(connection: Connection, rows: list[Row[Any]], now: datetime) -> list[OutboxMessage]:
    names = {
        (kind, id): name
        for kind in {PersonKind(row.kind) for row in rows}
        for id, name in _names(connection, kind, {row.person for row in rows if row.kind == kind.value}).items()
    }
    return [
        OutboxMessage(
            id=row.id,
            kind=PersonKind(row.kind),
            person=row.person,
            purpose=Purpose(row.purpose),
            channel=row.channel,
            address=row.address,
            state=_state(row, now),
            queued=row.queued,
            due=row.due,
            sent=row.sent,
            tries=row.tries,
            trouble=row.trouble or "",
            code=row.code,
            token=row.token,
            name=names.get((PersonKind(row.kind), row.person), ""),
        )
        for row in rows
    ]


def _names(connection: Connection, kind: PersonKind, people: Collection[int]) -> dict[int, str]:
    main = PERSON_TABLES[kind].main
    found = connection.execute(select(main.c.id, main.c.name).where(main.c.id.in_(in_json_ids(people))))
    return {row.id: row.name for row in found}


def _state(row: Row[Any], now: datetime) -> MessageState:
    if row.state != QUEUED:
        return _ENDS[row.state]
    if row.lease is not None and now < row.leased <= now + LONGEST_WAIT:
        return MessageState.SENDING
    if row.tries:
        return MessageState.RETRYING
    return MessageState.HELD if now < row.due <= now + LONGEST_WAIT else MessageState.WAITING


def counts(connection: Connection, now: datetime) -> MessageCounts:
    """How many messages wait, and how; by the index of waiting messages."""
    held = (OUTBOX.c.tries == 0) & (OUTBOX.c.due > now)
    waiting = select(
        func.count(), func.count(case((held, 1))), func.count(case((OUTBOX.c.trouble.is_not(None), 1)))
    ).where(OUTBOX.c.state == QUEUED)
    failed = select(func.count()).where(OUTBOX.c.state == FAILED)
    return MessageCounts(*connection.execute(waiting).one(), connection.execute(failed).scalar_one())


def waiting(connection: Connection, channels: Collection[str]) -> int:
    """How many messages of those channels wait."""
    mine = (OUTBOX.c.state == QUEUED) & OUTBOX.c.channel.in_(sorted(channels))
    return int(connection.execute(select(func.count()).where(mine)).scalar_one())


def make_due(connection: Connection, channels: Collection[str], now: datetime) -> None:
    """Make waiting messages of those channels due now; not those being sent."""
    mine = (OUTBOX.c.state == QUEUED) & OUTBOX.c.channel.in_(sorted(channels)) & (OUTBOX.c.due > now)
    connection.execute(update(OUTBOX).where(mine, ~being_sent(now)).values(due=now))


def due(connection: Connection, now: datetime, channels: Collection[str]) -> int | None:
    """The id of the next message to send on those channels: due longest and not being sent.

    Messages due too far ahead, because a clock was set back, come after the others. There are two statements, since the
    index answers each however many messages are held.
    """
    for over in (OUTBOX.c.due <= now, OUTBOX.c.due > now + LONGEST_WAIT):
        ours = OUTBOX.c.channel.in_(tuple(channels))
        statement = select(OUTBOX.c.id).where(OUTBOX.c.state == QUEUED, over, ~being_sent(now), ours)
        found = connection.execute(statement.order_by(OUTBOX.c.due, OUTBOX.c.id).limit(1)).scalar()
        if found is not None:
            return int(found)
    return None


def being_sent(now: datetime) -> ColumnElement[bool]:
    """Whether a worker holds the message; after a crash the message waits until the lease ends."""
    return OUTBOX.c.lease.is_not(None) & (OUTBOX.c.leased > now) & (OUTBOX.c.leased <= now + LONGEST_WAIT)


def addressee(connection: Connection, kind: PersonKind, person: int) -> Addressee | None:
    """The person as messages see them; None without a profile."""
    main = PERSON_TABLES[kind].main
    account = and_(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.person == main.c.id)
    found = connection.execute(
        select(main.c.active, channel_of(main), address_of(main), _ACCOUNT.c.username)
        .outerjoin_from(main, _ACCOUNT, account)
        .where(main.c.id == person)
    ).first()
    return Addressee(*found) if found else None


def code(connection: Connection, id: int) -> Mapping[str, Any]:
    """The row of the code."""
    return dict(connection.execute(select(CODE).where(CODE.c.id == id)).mappings().one())


def attach_code(connection: Connection, id: int, code: int, token: str, to: Addressee) -> None:
    """Give the message a new code, token and present address: it is another message from now on."""
    values = {"code": code, "token": token, "channel": to.channel, "address": to.address}
    connection.execute(update(OUTBOX).where(OUTBOX.c.id == id).values(**values))


def lease(connection: Connection, id: int, worker: str, until: datetime) -> None:
    """Reserve the message for the worker; it counts as tried."""
    mine = OUTBOX.c.id == id
    connection.execute(update(OUTBOX).where(mine).values(lease=worker, leased=until, tries=OUTBOX.c.tries + 1))


def sent(connection: Connection, id: int, at: datetime) -> None:
    """Mark the message as sent, whatever its state."""
    _end(connection, OUTBOX.c.id == id, state=SENT, sent=at, trouble=None)


def not_sent(connection: Connection, id: int, worker: str, trouble: str, due: datetime | None) -> bool:
    """Record why the worker could not send the message, which is tried again at `due`, or never with None.

    False if the worker no longer holds it.
    """
    mine = (OUTBOX.c.id == id) & (OUTBOX.c.lease == worker) & (OUTBOX.c.state == QUEUED)
    values = {"state": FAILED} if due is None else {"due": due}
    return _end(connection, mine, trouble=trouble, **values)


def cancel(connection: Connection, id: int, trouble: str | None) -> None:
    """Cancel the message."""
    _end(connection, OUTBOX.c.id == id, state=CANCELLED, trouble=trouble)


def wait_again(connection: Connection, id: int, due: datetime) -> None:
    """Let the message wait until `due`, as if it had not been tried."""
    _end(connection, OUTBOX.c.id == id, state=QUEUED, due=due, tries=0, trouble=None)


def _end(connection: Connection, which: ColumnElement[bool], **values: object) -> bool:
    return connection.execute(update(OUTBOX).where(which).values(lease=None, leased=None, **values)).rowcount > 0
