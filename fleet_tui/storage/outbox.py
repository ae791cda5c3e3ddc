"""Messages that wait to be sent to people. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Integer, case, insert, literal, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose
from fleet_tui.storage import tables
from fleet_tui.storage.column_types import moment_text
from fleet_tui.storage.layout import Layout, table_of
from fleet_tui.storage.many import among

OUTBOX = table_of(tables.Outbox)
QUEUED, CANCELLED, REPLACED = "queued", "cancelled", "replaced"
"""States of a message that was not sent: it waits, it was taken back, or a newer one for the same took its place."""


def queue(
    connection: Connection,
    layout: Layout,
    people: Collection[int],
    purpose: Purpose,
    at: datetime,
    operation: int | None = None,
) -> None:
    """Leave each of the people a message in place of one of the same purpose that still waits.

    It goes to the e-mail address, to the mobile by SMS where there is none (product.md, "Marking and bulk actions").
    `operation` is the action that queues it, if one does.
    """
    main, kind = layout.main, layout.type.kind.value
    older = (OUTBOX.c.kind == kind) & (OUTBOX.c.purpose == purpose.value) & (OUTBOX.c.state == QUEUED)
    connection.execute(update(OUTBOX).where(older, OUTBOX.c.person.in_(among(people))).values(state=REPLACED))
    by_mail = main.c.email.is_not(None)
    rows = select(
        literal(kind),
        main.c.id,
        literal(purpose.value),
        case((by_mail, "email"), else_="sms"),
        case((by_mail, main.c.email), else_=main.c.mobile),
        literal(QUEUED),
        literal(moment_text(at)),
        literal(operation, Integer),
    ).where(main.c.id.in_(among(people)))
    columns = ["kind", "person", "purpose", "channel", "address", "state", "queued", "operation"]
    connection.execute(insert(OUTBOX).from_select(columns, rows.order_by(main.c.id)))
