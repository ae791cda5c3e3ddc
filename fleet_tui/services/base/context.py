"""What every service is given, and the transaction in which it acts (the unit of work)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.company import Company
from fleet_tui.services.base.actor import Actor, require
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.storage import company_settings
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.history import log

if TYPE_CHECKING:
    from fleet_tui.domain.accounts.purpose import Purpose
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.storage.mail.outbox import QueueOptions


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


class Subject(NamedTuple):
    """What an entry of the history is about: a kind of thing, its name, and the id of a person."""

    kind: str
    name: str
    person: int | None = None


@dataclass(frozen=True)
class Transaction:
    """One transaction of the actor's. Functions that need more than a table take it whole.

    `now` is the time (UTC) at its beginning; everything that it writes has this time.
    """

    context: Context
    connection: Connection
    now: datetime

    @property
    def actor(self) -> Actor:
        """The actor of the context."""
        return self.context.by

    @property
    def author(self) -> Author:
        """The author of its history."""
        return self.context.by.author

    @cached_property
    def granted(self) -> frozenset[str]:
        """The permissions of the actor, read once, in this transaction.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
            NotAllowed: the password has to be changed first.
        """
        return self.actor.granted(self.connection, self.now)

    def require(self, *permissions: str) -> None:
        """Raise unless the actor is signed in and has all of these permissions.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
            NotAllowed: a permission is missing.
        """
        granted = self.granted
        for permission in permissions:
            require(granted, permission)

    def company(self) -> Company:
        """The company's settings as they are now."""
        return company_settings.company(self.connection)

    def record(self, action: str, subject: Subject, changes: dict[str, list[object]]) -> int:
        """Add an entry to the history; its id. `changes` holds [before, after] by field name."""
        kind, name, person = subject
        entry = log.HistoryRow(self.now, self.author, action, kind, person, name, changes)
        return log.append(self.connection, [entry])[0]

    def record_operation(
        self, what: str, kind: PersonKind | None, entries: tuple[int, int], *, role: str | None = None
    ) -> int:
        """Keep what undo takes back, with the first and the last id of its history, an entry for each person; its id.

        Without a kind it is a change of the company's settings. `role` is one of `storage.history.operations`.
        """
        from fleet_tui.storage.history import operations

        new = operations.NewOperation(self.now, self.author, what, kind, entries, role or operations.DONE)
        return operations.record(self.connection, new)

    def queue_options(self, purpose: Purpose) -> QueueOptions:
        """How a message of that purpose is queued, by the company's settings."""
        from fleet_tui.domain.accounts.purpose import Purpose
        from fleet_tui.storage.mail.outbox import QueueOptions

        company = self.company()
        lifetime = company.invitation if purpose is Purpose.INVITE else company.reset
        return QueueOptions(purpose, self.now, self.context.key, self.context.random, lifetime, company.hold)


@dataclass(frozen=True)
class Context:
    """The database, the actor, the clock (UTC), the source of random bytes, and the hashing of passwords.

    `pause` waits that many seconds, in the thread of the service.
    """

    database: Database
    by: Actor
    clock: Callable[[], datetime] = field(default=now)
    random: Callable[[int], bytes] = field(default=secrets.token_bytes)
    passwords: Passwords = field(default=Passwords())
    pause: Callable[[float], None] = field(default=time.sleep)

    @property
    def author(self) -> Author:
        """The author of the changes in the history."""
        return self.by.author

    @property
    def system_user(self) -> str:
        """The username of the session; without one, the operating system's name for the user."""
        return self.by.name

    @cached_property
    def key(self) -> bytes:
        """The key of the codes in messages."""
        return self.database.secret()

    @contextmanager
    def transaction(self, *permissions: str) -> Iterator[Transaction]:
        """A transaction that writes, for a signed-in actor with all of these permissions.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
            NotAllowed: a permission is missing.
            Busy: another program kept writing.
            Refusal: the file cannot be written; nothing was changed.
        """
        with self.unchecked_transaction() as tx:
            tx.require(*permissions)
            yield tx

    @contextmanager
    def reading(self, *permissions: str) -> Iterator[Transaction]:
        """A transaction that sees one state of the file, for a signed-in actor with all of these permissions.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
            NotAllowed: a permission is missing.
            Refusal: the file cannot be read.
        """
        with self.unchecked_reading() as tx:
            tx.require(*permissions)
            yield tx

    @contextmanager
    def unchecked_transaction(self) -> Iterator[Transaction]:
        """A transaction that writes, with no check of the actor: what comes before sign-in checks for itself."""
        with self.database.write() as connection:
            yield Transaction(self, connection, self.clock())

    @contextmanager
    def unchecked_reading(self) -> Iterator[Transaction]:
        """A transaction that only reads, with no check of the actor."""
        with self.database.read() as connection:
            yield Transaction(self, connection, self.clock())

    def prepare_codes(self) -> None:
        """Read the key before a transaction: creating a missing one waits for other programs.

        Raises:
            Refusal: the key can be neither read nor created.
        """
        _ = self.key
