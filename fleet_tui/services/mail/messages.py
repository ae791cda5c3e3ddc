"""What is the same of a message whoever handles it: how it is told, what history keeps, how it gets a fresh code."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.history.changes import MESSAGE, account_subject
from fleet_tui.domain.mail.messages import Item
from fleet_tui.services.base.context import Context
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.history import clock
from fleet_tui.storage.mail import outbox, outbox_writes
from fleet_tui.storage.mail.outbox_writes import Addressee, OutboxMessage


def item(message: OutboxMessage) -> Item:
    """The message as it is told."""
    return Item(**{name: getattr(message, name) for name in Item.__slots__})


def record(context: Context, connection: Connection, action: str, message: OutboxMessage, why: str = "") -> None:
    """Write into the history what became of a message, and why: never what it brings."""
    purpose = message.purpose.value
    changes: dict[str, list[object]] = {MESSAGE.name: [None, purpose] if action == "sent" else [purpose, None]}
    changes |= {"address": [None, message.address]} if action == "sent" else {}
    changes |= {"trouble": [None, why]} if why else {}
    context.record(connection, action, account_subject(message.kind), message.name, changes, person=message.person)


def renew(context: Context, connection: Connection, message: OutboxMessage, to: Addressee) -> None:
    """Give a message a fresh code, which is another message from then on; the address must be there."""
    now, posting = context.clock(), context.posting(connection, message.purpose)
    begun = clock.latest(connection, now)
    if message.code is not None:
        codes.revoke_those(connection, [message.code], now)
    (fresh,) = codes.create(
        connection,
        message.kind,
        message.purpose,
        [(message.person, str(to.address))],
        key=posting.key,
        random=posting.random,
        created=now,
        expires=begun + posting.lifetime,
    )
    outbox_writes.attach_code(connection, message.id, fresh, outbox.fresh_token(posting.random), to)
