"""Sending what waits in the outbox, one message at a time: at least once, and once as far as the mail allows.

A message is taken with a lease, sent outside of any transaction, and then said to be sent. Whoever dies in between
leaves it to the next one when the lease is over, with the same code and the same token.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

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
from fleet_tui.services.base.context import Context
from fleet_tui.services.mail.code_validity import reason_unusable
from fleet_tui.services.mail.messages import item, record, renew
from fleet_tui.services.mail.rendering import letter_is_known, letter_of
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.history import clock
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.mail.outbox_writes import Addressee, OutboxMessage

_MARGIN = timedelta(minutes=1)
"""How much longer a lease is than a sender takes at most."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""Between two tries; the last one from then on."""
_ATTEMPTS = 5
"""To write down what became of a message; each waits as long as any write does."""


def worker_name() -> str:
    """A name that no other worker has, on any machine that uses the file."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"


def is_due(context: Context, channels: Collection[str] = tuple(CHANNELS)) -> bool:
    """Whether a message of those channels is to be sent; asked without keeping anybody from writing."""
    with context.database.read() as connection:
        return outbox_writes.due(connection, context.clock(), channels) is not None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that is being sent, and the code that it brings."""

    message: OutboxMessage
    letter: OutgoingMessage
    code: str = field(repr=False)


class Delivery:
    """One worker, who sends with `sender` what is due of those channels, and leaves the others to other workers."""

    def __init__(
        self, context: Context, sender: Sender, worker: str, channels: Collection[str] = tuple(CHANNELS)
    ) -> None:
        self._context = context
        self._database = context.database
        self._sender = sender
        self._worker = worker
        self._channels = channels
        self._rests: dict[str, datetime] = {}
        """Until when nothing is tried, by channel."""

    def step(self) -> Item | None:
        """Send the one message that has been due for longest, and what has become of it; None when nothing is due.

        After a message that nobody took because nothing is taken at all, nothing is due in its channel for the next
        minute: a server that refuses the password is not asked 500 times, which would look like guessing.

        Raises:
            Refusal: the database or the key of the codes cannot be used.
            Exception: whatever the sender raised, which is a fault of it; the message is tried again later.
        """
        channels = self._awake()
        if not channels or not is_due(self._context, channels):
            return None
        self._context.prepare_codes()
        with self._database.write() as connection:
            id = outbox_writes.due(connection, self._context.clock(), channels)
            if id is None:
                return None
            taken = self._take(connection, id)
            if taken is None:
                return self._item(connection, id)
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

    def _take(self, connection: Connection, id: int) -> _Taken | None:
        """Lease the message, or cancel it when what it brings is worth nothing any more."""
        now = self._context.clock()
        message = outbox_writes.one(connection, id, now)
        assert message is not None  # noqa: S101  # it was found in this transaction
        to = outbox_writes.addressee(connection, message.kind, message.person)
        why = self._unfit(connection, message, to)
        if why or to is None:
            outbox_writes.cancel(connection, id, why)
            if message.code is not None:
                codes.revoke_those(connection, [message.code], now)
            record(self._context, connection, "not sent", message, why)
            return None
        if not letter_is_known(connection, self._context.key, message):
            renew(self._context, connection, message, to)
        outbox_writes.lease(connection, id, self._worker, now + self._sender.longest + _MARGIN)
        message = outbox_writes.one(connection, id, now) or message
        if message.code is not None:
            codes.revoke_older(connection, message.code, now)
        return _Taken(message, *letter_of(connection, self._context.key, message, to))

    def _unfit(self, connection: Connection, message: OutboxMessage, to: Addressee | None) -> str:
        """Why the message is not to be sent. One of the second version of the file has no code yet."""
        if message.code is not None:
            return reason_unusable(connection, outbox_writes.code(connection, message.code), to, self._context.clock())
        if to is None or not to.active:
            return "the profile is inactive"
        return "" if to.address else "there is no address any more"

    def _finish(self, taken: _Taken, answer: Answer) -> Item:
        """Write down what became of a message that was handed over, however long others write: else it goes out twice.

        Raises:
            Busy: they wrote for too long.
        """
        for _ in range(_ATTEMPTS - 1):
            with suppress(Busy):
                return self._written(taken, answer)
        return self._written(taken, answer)

    def _written(self, taken: _Taken, answer: Answer) -> Item:
        message, context = taken.message, self._context
        with self._database.write() as connection:
            match answer:
                case Sent():
                    outbox_writes.sent(connection, message.id, context.clock())
                    record(self._context, connection, "sent", message)
                case TemporaryFailure(why, all_of_them):
                    if all_of_them:
                        self._rests[message.channel] = context.clock() + _PAUSES[0]
                    self._not_sent(connection, message, reason(why, taken.code), final=False)
                case PermanentFailure(why):
                    self._not_sent(connection, message, reason(why, taken.code), final=True)
            return self._item(connection, message.id)

    def _not_sent(self, connection: Connection, message: OutboxMessage, why: str, *, final: bool) -> None:
        """Plan the next try, as long as the code can still be used then."""
        assert message.code is not None  # noqa: S101  # it has one by now
        now = self._context.clock()
        pause = _PAUSES[min(message.tries, len(_PAUSES)) - 1]
        expires = outbox_writes.code(connection, message.code)["expires"]
        if final or clock.latest(connection, now) + pause >= expires:
            why = why if final else f"{why}; its code expires before it would be tried again"
            if outbox_writes.not_sent(connection, message.id, self._worker, why, None):
                record(self._context, connection, "not sent", message, why)
        else:
            outbox_writes.not_sent(connection, message.id, self._worker, why, now + pause)

    def _item(self, connection: Connection, id: int) -> Item:
        found = outbox_writes.one(connection, id, self._context.clock())
        assert found is not None  # noqa: S101  # messages are never removed
        return item(found)
