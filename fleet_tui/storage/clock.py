"""The time by which things expire: a clock that was set back makes nothing valid again.

Callers hold the transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from fleet_tui.storage import tables
from fleet_tui.storage.chain import HISTORY
from fleet_tui.storage.layout import table_of

_CLOCK = table_of(tables.Clock)


def latest(connection: Connection, now: datetime) -> datetime:
    """`now`, or the latest moment that this file has seen when the clock says an earlier one."""
    seen_ = connection.execute(select(_CLOCK.c.latest)).scalar()
    newest = connection.execute(select(HISTORY.c.at).order_by(HISTORY.c.id.desc()).limit(1)).scalar()
    return max(moment for moment in (now, seen_, newest) if moment)


def seen(connection: Connection, now: datetime) -> datetime:
    """Keep that moment when it is the latest; the latest."""
    moment = latest(connection, now)
    if not connection.execute(update(_CLOCK).values(latest=moment)).rowcount:
        connection.execute(insert(_CLOCK).values(id=1, latest=moment))
    return moment
