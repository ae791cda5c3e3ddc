"""Sending what waits in the outbox, one message at a time: at least once, and once as far as the mail allows.

A message is leased, sent outside of any transaction, and then marked as sent. After a worker that dies in between, the
next one sends it when the lease is over, with the same code and the same token.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.mail.delivery import (
    Answer,
    OutgoingMessage,
    PermanentFailure,
    Sender,
    Sent,
    TemporaryFailure,
    reason,
)
from fleet_tui.domain.mail.messages import CHANNELS, Item
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.mail.messages import item, reason_unusable, record, renew
from fleet_tui.services.mail.rendering import letter_is_known, render_message
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.history import clock
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.mail.outbox_writes import Addressee, OutboxMessage

_MARGIN = timedelta(minutes=1)
"""How much longer a lease is than a sender takes at most."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""Between two tries; the last one from then on."""
_ATTEMPTS = 5
"""At writing down what became of a message; each waits as long as any write does."""


def worker_name() -> str:
    """A name for a worker, unique on all machines that use the file."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"


def is_due(context: Context, channels: Collection[str] = tuple(CHANNELS)) -> bool:
    """Whether a message of those channels is due; takes no write lock."""
    with context.database.read() as connection:
        return outbox_writes.due(connection, context.clock(), channels) is not None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that is being sent, and its code."""

    message: OutboxMessage
    letter: OutgoingMessage
    code: str = field(repr=False)


class Delivery:
    """One worker: sends with `sender` the due messages of those channels, and leaves the others to other workers."""

    def __init__(
        self, context: Context, sender: Sender, worker: str, channels: Collection[str] = tuple(CHANNELS)
    ) -> None:
        self._context = context
        self._sender = sender
        self._worker = worker
        self._channels = channels
        self._rests: dict[str, datetime] = {}
        """Until when nothing is tried, by channel."""

    def step(self) -> Item | None:
        """Send the message that has been due for longest, and return what has become of it; None when nothing is due.

        After a failure of the whole channel, nothing is due in it for the next minute: a server that refuses the
        password is not asked 500 times, which would look like guessing.

        Raises:
            Refusal: the database or the key of the codes cannot be used.
            Exception: whatever the sender raised, which is a fault of it; the message is tried again later.
        """
        channels = self._awake()
        if not channels or not is_due(self._context, channels):
            return None
        self._context.prepare_codes()
        with self._context.unchecked_transaction() as tx:
            id = outbox_writes.due(tx.connection, tx.now, channels)
            if id is None:
                return None
            taken = self._take(tx, id)
            if taken is None:
                return _item(tx, id)
        try:
            answer = self._sender.send(taken.letter)
        except Exception as fault:
            self._finish(taken, TemporaryFailure(f"a fault of the program ({type(fault).__name__})"))
            raise
        return self._finish(taken, answer)

    def _awake(self) -> list[str]:
        """The channels in which something is tried; an end of a rest further ahead is of a clock that was set back."""
        now = self._context.clock()
        return [
            channel for channel in self._channels if not timedelta() < self._rests.get(channel, now) - now <= _PAUSES[0]
        ]

    def _take(self, tx: Transaction, id: int) -> _Taken | None:
        """Lease the message, or cancel it when its code cannot be used any more."""
        connection = tx.connection
        message = outbox_writes.one(connection, id, tx.now)
        assert message is not None  # noqa: S101  # it was found in this transaction
        to = outbox_writes.addressee(connection, message.kind, message.person)
        why = _reason_not_to_send(tx, message, to)
        if why or to is None:
            outbox_writes.cancel(connection, id, why)
            if message.code is not None:
                codes.revoke_those(connection, [message.code], tx.now)
            record(tx, "not sent", message, why)
            return None
        if not letter_is_known(tx, message):
            renew(tx, message, to)
        outbox_writes.lease(connection, id, self._worker, tx.now + self._sender.longest + _MARGIN)
        message = outbox_writes.one(connection, id, tx.now) or message
        if message.code is not None:
            codes.revoke_older(connection, message.code, tx.now)
        return _Taken(message, *render_message(tx, message, to))

    def _finish(self, taken: _Taken, answer: Answer) -> Item:
        """Write down what became of a sent message, however long others write: otherwise it is sent twice.

        Raises:
            Busy: they wrote for too long.
        """
        for _ in range(_ATTEMPTS - 1):
            with suppress(Busy):
                return self._write(taken, answer)
        return self._write(taken, answer)

    def _write(self, taken: _Taken, answer: Answer) -> Item:
        message = taken.message
        with self._context.unchecked_transaction() as tx:
            match answer:
                case Sent():
                    outbox_writes.sent(tx.connection, message.id, tx.now)
                    record(tx, "sent", message)
                case TemporaryFailure(why, all_of_them):
                    if all_of_them:
                        self._rests[message.channel] = tx.now + _PAUSES[0]
                    self._not_sent(tx, message, reason(why, taken.code), final=False)
                case PermanentFailure(why):
                    self._not_sent(tx, message, reason(why, taken.code), final=True)
            return _item(tx, message.id)

    def _not_sent(self, tx: Transaction, message: OutboxMessage, why: str, *, final: bool) -> None:
        """Plan the next try, if the code can still be used then."""
        assert message.code is not None  # noqa: S101  # it has one by now
        pause = _PAUSES[min(message.tries, len(_PAUSES)) - 1]
        expires = outbox_writes.code(tx.connection, message.code)["expires"]
        if final or clock.latest(tx.connection, tx.now) + pause >= expires:
            why = why if final else f"{why}; its code expires before it would be tried again"
            if outbox_writes.not_sent(tx.connection, message.id, self._worker, why, None):
                record(tx, "not sent", message, why)
        else:
            outbox_writes.not_sent(tx.connection, message.id, self._worker, why, tx.now + pause)


def _reason_not_to_send(tx: Transaction, message: OutboxMessage, to: Addressee | None) -> str:
    """A message of the second version of the file has no code yet."""
    if message.code is not None:
        return reason_unusable(tx.connection, outbox_writes.code(tx.connection, message.code), to, tx.now)
    if to is None or not to.active:
        return "the profile is inactive"
    return "" if to.address else "there is no address any more"


def _item(tx: Transaction, id: int) -> Item:
    found = outbox_writes.one(tx.connection, id, tx.now)
    assert found is not None  # noqa: S101  # messages are never removed
    return item(found)


def waiting(context: Context, channels: Collection[str]) -> int:
    """The number of messages of those channels that wait to be sent."""
    if not channels:
        return 0
    with context.database.read() as connection:
        return outbox_writes.waiting(connection, channels)


def send_now(context: Context, sender: Sender, channels: Collection[str]) -> Iterator[Item]:
    """Send the messages of those channels before a program ends, held ones too; yields what became of each.

    After a failure of the whole channel, its other messages stay.

    Raises:
        Refusal: the database or the key of the codes cannot be used.
    """
    with context.unchecked_transaction() as tx:
        outbox_writes.make_due(tx.connection, channels, tx.now)
    delivery = Delivery(context, sender, worker_name(), channels)
    while item := delivery.step():
        yield item
