"""What was tried and failed, kept in the file: a restart or another program changes nothing.

Callers hold the transaction. An account has one row, of what failed in a row. What is counted for everybody together
has a row for each few minutes. A clock that was set back makes nobody wait longer than before, and nobody shorter.
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
class Tried:
    """What failed under a key: how often, when last, until when nothing more is tried; whether that was told."""

    key: str
    failures: int
    since: datetime
    until: datetime | None = None
    told: bool = False


def settle(connection: Connection, now: datetime) -> None:
    """Let what seems to come from the future begin at `now`, as long as it is: the clock was set back."""
    for row in connection.execute(select(_ATTEMPT).where(_ATTEMPT.c.since > now)).all():
        until = row.until and now + (row.until - row.since)
        connection.execute(update(_ATTEMPT).where(_ATTEMPT.c.key == row.key).values(since=now, until=until))


def of(connection: Connection, key: str) -> Tried | None:
    """What is kept under that key."""
    row = connection.execute(select(_ATTEMPT).where(_ATTEMPT.c.key == key)).mappings().first()
    return Tried(**row) if row else None


def within(connection: Connection, scope: str, after: datetime) -> list[Tried]:
    """What is kept in that scope since then, oldest first."""
    mine = select(_ATTEMPT).where(_in(scope), _ATTEMPT.c.since > after).order_by(_ATTEMPT.c.since, _ATTEMPT.c.key)
    return [Tried(**row) for row in connection.execute(mine).mappings()]


def keep(connection: Connection, tried: Tried) -> None:
    """Write it in place of what was kept under its key."""
    values = {"failures": tried.failures, "since": tried.since, "until": tried.until, "told": tried.told}
    if not connection.execute(update(_ATTEMPT).where(_ATTEMPT.c.key == tried.key).values(**values)).rowcount:
        connection.execute(insert(_ATTEMPT).values(key=tried.key, **values))


def forget(connection: Connection, keys: Collection[str]) -> None:
    """Begin anew under those keys."""
    for key in keys:
        connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.key == key))


def forget_others(connection: Connection, scope: str, than: datetime) -> None:
    """Forget what is older in every other scope."""
    connection.execute(delete(_ATTEMPT).where(not_(_in(scope, not_looked_up(_ATTEMPT.c.key))), _ATTEMPT.c.since < than))


def older(connection: Connection, scope: str, than: datetime) -> list[str]:
    """The keys in that scope under which nothing failed since then."""
    theirs = _in(scope, not_looked_up(_ATTEMPT.c.key))
    return list(connection.execute(select(_ATTEMPT.c.key).where(theirs, _ATTEMPT.c.since < than)).scalars())


def _in(scope: str, key: ColumnElement[str] = _ATTEMPT.c.key) -> ColumnElement[bool]:
    """Keys are a scope, a space and something else; "!" comes after the space."""
    return and_(key > f"{scope} ", key < f"{scope}!")
