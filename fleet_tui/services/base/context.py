"""What every service is given: the database, who acts, what time it is, and where randomness comes from."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.identity import Author
from fleet_tui.services.base.actor import Actor, require
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.storage import company_settings
from fleet_tui.storage.db.engine import Database
from fleet_tui.storage.history import log

if TYPE_CHECKING:
    from fleet_tui.domain.accounts.purpose import Purpose
    from fleet_tui.storage.mail.outbox import QueueOptions


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The database file, who acts in it, the clock (UTC), what gives random bytes, how passwords are hashed.

    `pause` waits so many seconds, in the thread of the service.
    """

    database: Database
    by: Actor
    clock: Callable[[], datetime] = field(default=now)
    random: Callable[[int], bytes] = field(default=secrets.token_bytes)
    passwords: Passwords = field(default=Passwords())
    pause: Callable[[float], None] = field(default=time.sleep)

    @property
    def author(self) -> Author:
        """The author of what is done, for the history."""
        return self.by.author

    @property
    def system_user(self) -> str:
        """The username of the session; without one, the operating system's name for the user."""
        return self.by.name

    @cached_property
    def key(self) -> bytes:
        """The key of the codes in messages."""
        from fleet_tui.storage.db.secret_file import key_of

        return key_of(self.database.path)

    def prepare_codes(self) -> None:
        """Have the key at hand before a transaction: it may have to be made, which waits for other programs.

        Raises:
            Refusal: it can be neither read nor made.
        """
        _ = self.key

    def posting(self, connection: Connection, purpose: Purpose) -> QueueOptions:
        """How a message of that purpose is queued, as the company has it."""
        from fleet_tui.domain.accounts.purpose import Purpose
        from fleet_tui.storage.mail.outbox import QueueOptions

        company = company_settings.company(connection)
        lifetime = company.invitation if purpose is Purpose.INVITE else company.reset
        return QueueOptions(self.key, self.random, lifetime, company.hold)

    def granted(self, connection: Connection) -> frozenset[str]:
        """What who acts is allowed, in this transaction.

        Raises:
            SignedOut: nobody is signed in, or not any more.
        """
        return self.by.granted(connection, self.clock())

    def require(self, connection: Connection, permission: str) -> None:
        """Let pass who has the permission, in the transaction of what is done with it.

        Raises:
            SignedOut: nobody is signed in, or not any more.
            NotAllowed: the permission is missing.
        """
        require(self.granted(connection), permission)

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
        entry = log.HistoryRow(at or self.clock(), self.author, action, subject_kind, person, subject, changes)
        return log.append(connection, [entry])[0]
