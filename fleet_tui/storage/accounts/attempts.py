"""Failed attempts to sign in, kept in the file: a restart or another program does not reset them.

Callers hold the transaction. An account has one row, for its failures in a row. Failures over all accounts have a row
for every few minutes. A clock that was set back changes no waiting time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, not_, select, update
from sqlalchemy.engine import Connection

from fleet_tui.storage.db.dialect import not_looked_up
from fleet_tui.storage.schema.other_tables import Attempt

_ATTEMPT = Attempt.__table__


@dataclass(frozen=True, slots=True)
class AttemptCount:
    """The failures under a key: how many, the last one's time, the end of the wait, whether the history has it."""

    key: str
    failures: int
    since: datetime
    until: datetime | None = None
    told: bool = False


def settle(connection: Connection, now: datetime) -> None:
    """Move attempts from the future to `now`: the clock was set back."""
    for row in connection.execute(select(_ATTEMPT).where(_ATTEMPT.c.since > now)).all():
        until = row.until and now + (row.until - row.since)
        connection.execute(update(_ATTEMPT).where(_ATTEMPT.c.key == row.key).values(since=now, until=until))


def of(connection: Connection, key: str) -> AttemptCount | None:
    """The failures under that key."""
    row = connection.execute(select(_ATTEMPT).where(_ATTEMPT.c.key == key)).mappings().first()
    return AttemptCount(**row) if row else None


def within(connection: Connection, scope: str, after: datetime) -> list[AttemptCount]:
    """The failures of that scope since a moment, oldest first."""
    mine = select(_ATTEMPT).where(_in(scope), _ATTEMPT.c.since > after).order_by(_ATTEMPT.c.since, _ATTEMPT.c.key)
    return [AttemptCount(**row) for row in connection.execute(mine).mappings()]


def keep(connection: Connection, tried: AttemptCount) -> None:
    """Write the failures of a key in place of the stored ones."""
    values = {"failures": tried.failures, "since": tried.since, "until": tried.until, "told": tried.told}
    if not connection.execute(update(_ATTEMPT).where(_ATTEMPT.c.key == tried.key).values(**values)).rowcount:
        connection.execute(insert(_ATTEMPT).values(key=tried.key, **values))


def forget(connection: Connection, keys: Collection[str]) -> None:
    """Remove the failures under those keys."""
    for key in keys:
        connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.key == key))


def forget_others(connection: Connection, scope: str, than: datetime) -> None:
    """Remove older failures of every other scope."""
    connection.execute(delete(_ATTEMPT).where(not_(_in(scope, not_looked_up(_ATTEMPT.c.key))), _ATTEMPT.c.since < than))


def older(connection: Connection, scope: str, than: datetime) -> list[str]:
    """The keys of that scope without failures since a moment."""
    theirs = _in(scope, not_looked_up(_ATTEMPT.c.key))
    return list(connection.execute(select(_ATTEMPT.c.key).where(theirs, _ATTEMPT.c.since < than)).scalars())


def _in(scope: str, key: ColumnElement[str] = _ATTEMPT.c.key) -> ColumnElement[bool]:
    """Keys are a scope, a space and a name; "!" comes after the space."""
    return and_(key > f"{scope} ", key < f"{scope}!")
