"""An open database on a server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Integer, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from fleet_tui.domain.errors import DatabaseRefused, Stopped
from fleet_tui.domain.waiting import GIVEN_UP, current
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.inserting import QUICKER
from fleet_tui.storage.db.postgres.address import ServerAddress
from fleet_tui.storage.db.postgres.copying import copy_rows
from fleet_tui.storage.db.postgres.errors import lost_in_commit, translate_errors
from fleet_tui.storage.db.postgres.sql import Whole
from fleet_tui.storage.db.secret_file import key_of

QUICKER["postgresql"] = copy_rows

BUSY_SECONDS = 5.0
"""How long a write that no user watches waits for another program's write before it is refused."""
WRITERS = 0x466C6565
"""The advisory lock that the one writer holds: it keeps the history's chain and its ids without gaps."""

_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Each statement after the lock sees all that was committed before: at a higher level the lock itself would be the
# moment that is seen.
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '500ms'; "
    f"SET LOCAL idle_in_transaction_session_timeout = '60s'; SELECT pg_advisory_xact_lock({WRITERS})"
)
"""A program that was stopped in the middle gives the lock back after a minute."""
_LOCKED = "55P03"
"""The SQLSTATE of a lock that others kept."""


class ServerDatabase(Database):
    """A database on a server, that has been prepared at that version of the schema."""

    def __init__(self, address: ServerAddress, path: Path, version: int) -> None:
        self.path = path
        self.name = address.shown
        self._version = version
        self._turn = threading.Lock()
        self._writer = engine_of(address, _WRITE, size=1)
        self._reader = engine_of(address, _READ, size=3)
        with self.read() as connection:
            self.identity = str(connection.exec_driver_sql("SELECT identity FROM fleet_tui").scalar_one())
            self.library = "PostgreSQL " + str(connection.exec_driver_sql("SHOW server_version").scalar_one())

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is the only writer; what it reads stays true until it commits."""
        with self._translated(), self._turn, self._writer.connect() as connection, connection.begin() as tx:
            if connection.exec_driver_sql("SELECT version FROM fleet_tui").scalar_one() != self._version:
                raise DatabaseRefused(
                    f"{self.name} was brought up to date by a newer Fleet TUI. Nothing was changed: "
                    "update Fleet TUI and start again."
                )
            yield connection
            try:
                tx.commit()
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise lost_in_commit(self.name) from None
                raise

    def secret(self) -> bytes:
        """The key in this user's own data, never on the server: messages with codes of another key get new ones."""
        return key_of(self.path)

    def faults(self, connection: Connection) -> Iterator[str]:
        """None: the server checks its pages and references itself as it reads and writes them."""
        return iter(())

    def _translated(self) -> AbstractContextManager[None]:
        return translate_errors(self.name)


def engine_of(address: ServerAddress, begin: str, *, size: int) -> Engine:
    """An engine whose transactions begin with that statement."""
    engine = create_engine(
        address.url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS * 2,
        pool_pre_ping=True,  # a server that was restarted meanwhile is not noticed by anybody
        hide_parameters=True,  # people's data stays out of error messages
        use_native_hstore=False,
        connect_args={"autocommit": True},  # transactions begin with `begin`
    )
    engine.dialect.colspecs = {**engine.dialect.colspecs, Integer: Whole}

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if begin == _WRITE:
            _wait_for_turn(connection)
        else:
            connection.exec_driver_sql(begin)

    return engine


def _wait_for_turn(connection: Connection) -> None:
    """Begin to write, trying again as long as the call waits; the server lets those in first who wait for longest."""
    waiting, begun = current(BUSY_SECONDS), time.monotonic()
    while True:
        try:
            connection.exec_driver_sql(_WRITE)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED:
                raise
            connection.exec_driver_sql("ROLLBACK")
            if not waiting.goes_on(time.monotonic() - begun):
                raise
        else:
            if waiting.told and waiting.given_up:
                connection.exec_driver_sql("ROLLBACK")
                raise Stopped(GIVEN_UP)
            waiting.told = False
            return
