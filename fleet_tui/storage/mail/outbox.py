"""Messages that wait to be sent to people. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.accounts.addresses import address_of, channel_of
from fleet_tui.storage.accounts.codes import CodeOptions
from fleet_tui.storage.db.dialect import in_json_ids, not_looked_up
from fleet_tui.storage.db.inserting import insert_raw
from fleet_tui.storage.history import clock
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.person_tables import PersonTables

OUTBOX = tables.Outbox.__table__
QUEUED, CANCELLED, REPLACED, SENT, FAILED = "queued", "cancelled", "replaced", "sent", "failed"
"""States of a message: it waits, it was taken back, a newer one for the same took its place, it was sent, it cannot be
sent. One that waits and has a lease is being sent."""

_TOKEN_BYTES = 16
_COLUMNS = (
    "kind",
    "person",
    "purpose",
    "channel",
    "address",
    "state",
    "queued",
    "operation",
    "code",
    "token",
    "due",
    "tries",
)


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """How messages of a purpose are queued: key, randomness and lifetime of the codes, hold of the messages."""

    purpose: Purpose
    at: datetime
    key: bytes = field(repr=False)
    random: Callable[[int], bytes]
    lifetime: timedelta
    hold: timedelta

    def code_options(self, created: datetime, expires: datetime) -> CodeOptions:
        """The options of the codes in these messages."""
        return CodeOptions(self.purpose, self.key, self.random, created, expires)


def fresh_token(random: Callable[[int], bytes]) -> str:
    """A token that tells a message from every other, the same at each try."""
    return random(_TOKEN_BYTES).hex()


def queue(
    connection: Connection,
    layout: PersonTables,
    people: Collection[int],
    options: QueueOptions,
    operation: int | None = None,
) -> None:
    """Queue a message with a code of its own for each of the people; it replaces one of the same purpose that waits.

    It goes to the e-mail address, or else to the mobile by SMS (product.md, "Marking and bulk actions"). `operation`
    is the one that undo takes it back with.
    """
    main, kind, at, purpose = layout.main, layout.type.kind, options.at, options.purpose
    theirs = (OUTBOX.c.kind == kind.value) & OUTBOX.c.person.in_(in_json_ids(people))
    older = (OUTBOX.c.purpose == purpose.value) & (not_looked_up(OUTBOX.c.state) == QUEUED)
    connection.execute(update(OUTBOX).where(theirs, older).values(state=REPLACED))
    to = select(main.c.id, channel_of(main), address_of(main)).where(main.c.id.in_(in_json_ids(people)))
    begun = clock.latest(connection, at)
    found = [tuple(row) for row in connection.execute(to.order_by(main.c.id))]
    addresses = ((person, address) for person, _, address in found)
    created = codes.create(
        connection, kind, addresses, options.code_options(at, begun + options.hold + options.lifetime)
    )
    queued, due = moment_text(at), moment_text(at + options.hold)
    rows = [
        (
            kind.value,
            person,
            purpose.value,
            channel,
            address,
            QUEUED,
            queued,
            operation,
            code,
            fresh_token(options.random),
            due,
            0,
        )
        for (person, channel, address), code in zip(found, created, strict=True)
    ]
    if rows:
        insert_raw(connection, OUTBOX, _COLUMNS, rows)
