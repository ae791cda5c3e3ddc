"""What sending and handling a message share: its item, its history, a new code, and whether its code is valid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.code_validity import SentCode, reason_invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import MESSAGE, account_subject
from fleet_tui.domain.mail.messages import Item
from fleet_tui.services.base.context import Subject, Transaction
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.history import clock
from fleet_tui.storage.mail import outbox, outbox_writes
from fleet_tui.storage.mail.outbox_writes import Addressee, OutboxMessage


def item(message: OutboxMessage) -> Item:
    """The message as a service returns it."""
    return Item(**{name: getattr(message, name) for name in Item.__slots__})


def record(tx: Transaction, action: str, message: OutboxMessage, why: str = "") -> None:
    """Record what became of a message, and why; never its content."""
    purpose = message.purpose.value
    changes: dict[str, list[object]] = {MESSAGE.name: [None, purpose] if action == "sent" else [purpose, None]}
    changes |= {"address": [None, message.address]} if action == "sent" else {}
    changes |= {"trouble": [None, why]} if why else {}
    tx.record(action, Subject(account_subject(message.kind), message.name, message.person), changes)


def renew(tx: Transaction, message: OutboxMessage, to: Addressee) -> None:
    """Give a message a new code and token; the address must be there."""
    options = tx.queue_options(message.purpose)
    begun = clock.latest(tx.connection, tx.now)
    if message.code is not None:
        codes.revoke_those(tx.connection, [message.code], tx.now)
    address = message.person, str(to.address)
    (code,) = codes.create(
        tx.connection, message.kind, [address], options.code_options(tx.now, begun + options.lifetime)
    )
    outbox_writes.attach_code(tx.connection, message.id, code, outbox.fresh_token(options.random), to)


def reason_unusable(
    connection: Connection, code: Mapping[str, Any], to: outbox_writes.Addressee | None, now: datetime
) -> str:
    """Why a code (a row of the table) cannot be used at a moment, in a few words; empty while it can.

    `to` is its person at present.
    """
    purpose = Purpose(code["purpose"])
    newest = codes.newest(connection, PersonKind(code["kind"]), code["person"], purpose)
    sent = SentCode(
        purpose=purpose,
        address=code["address"],
        created=code["created"],
        expires=code["expires"],
        used=code["used"] is not None,
        revoked=code["revoked"] is not None,
        newest=newest == code["id"],
    )
    return reason_invalid(
        sent,
        active=to is not None and to.active,
        address=to.address if to else None,
        sign_in=company_settings.company(connection).sign_in,
        now=now,
        latest=clock.latest(connection, now),
    )
