"""The time by which things expire: a clock that was set back makes nothing valid again.

Callers hold the transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.engine import Connection

from fleet_tui.storage.db.dialect import latest_moment
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text

_CLOCK = tables.Clock.__table__


def latest(connection: Connection, now: datetime) -> datetime:
    """`now`, or the latest moment that this file has seen if that is later.

    That is the time of the newest history entry, or an earlier entry's, which is kept when the clock goes back.
    """
    kept = connection.execute(select(_CLOCK.c.latest)).scalar()
    newest = connection.execute(select(HISTORY.c.at).order_by(HISTORY.c.id.desc()).limit(1)).scalar()
    return max(moment for moment in (now, kept, newest) if moment)


def latest_of(now: datetime) -> ColumnElement[Any]:
    """The same in SQL, as the file keeps moments."""
    kept = select(_CLOCK.c.latest).scalar_subquery()
    newest = select(HISTORY.c.at).order_by(HISTORY.c.id.desc()).limit(1).scalar_subquery()
    return latest_moment(literal(moment_text(now)), func.coalesce(kept, ""), func.coalesce(newest, ""))
