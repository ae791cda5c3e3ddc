"""What was done, by action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from fleet_tui.storage.history.log import HISTORY, first_since


def last_before(connection: Connection, moment: datetime) -> int:
    """The id of the last entry of the history before a moment; entries are numbered in the order of time."""
    first = first_since(connection, moment)
    return last(connection) if first is None else first - 1


def last(connection: Connection) -> int:
    """The id of the last entry."""
    return int(connection.execute(select(func.max(HISTORY.c.id))).scalar() or 0)


def between(connection: Connection, after: int, last: int, actions: Sequence[str]) -> dict[str, int]:
    """The entries behind one with that id, up to another, by action."""
    wanted = (HISTORY.c.id > after) & (HISTORY.c.id <= last) & HISTORY.c.action.in_(actions)
    statement = select(HISTORY.c.action, func.count()).where(wanted).group_by(HISTORY.c.action)
    return {row[0]: row[1] for row in connection.execute(statement)}
