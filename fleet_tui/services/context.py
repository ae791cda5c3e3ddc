"""What every service is given: the database, who acts, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.engine import Connection

from fleet_tui.storage import chain
from fleet_tui.storage.engine import Database


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The database file, the name that the history gets, and the clock (UTC)."""

    database: Database
    actor: str
    clock: Callable[[], datetime] = field(default=now)

    def record(
        self,
        connection: Connection,
        action: str,
        subject_kind: str,
        subject: str,
        changes: dict[str, list[object]],
        *,
        person: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """Write one entry of the history, in the transaction of the change; its id."""
        entry = chain.Entry(at or self.clock(), self.actor, action, subject_kind, person, subject, changes)
        return chain.append(connection, [entry])[0]
