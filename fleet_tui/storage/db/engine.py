"""Connections to the database file, each set up the one way that was measured to lose nothing (reliability.md)."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import QueuePool

from fleet_tui.domain.errors import BadValue, Busy, DatabaseRefused
from fleet_tui.domain.text import search_key
from fleet_tui.domain.waiting import current
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.errors import damaged, refusal_for
from fleet_tui.storage.db.sqlite_library import Library, choose_library

BUSY_SECONDS = 5.0
"""How long a write that no user watches waits for another program's write before it is refused."""

_WRITE = "BEGIN IMMEDIATE"

_EVERY_CONNECTION = (
    "PRAGMA foreign_keys = ON",  # a profile never refers to an entry that is not there
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged saves on a power cut
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE goes round the triggers that guard the history
    "PRAGMA trusted_schema = OFF",  # a prepared file cannot run functions through its schema
)
_WRITES = "PRAGMA cache_size = -10000"  # KiB: a bulk action changes pages all over the indexes of its people
_PAUSES = (0.004, 0.02)
"""Between two attempts to become the writer, in seconds: at random, so that programs do not step on each other."""
_AGE = 5.0
"""So many times as often a write tries for each second that it has waited: the last of many comes to its turn."""
_READER = "PRAGMA query_only = ON"  # a read that writes is a fault, not a lost update


class DatabaseFile(Database):
    """A database file of SQLite's."""

    def __init__(self, path: Path, library: Library) -> None:
        self.path = path
        self.name = self.identity = str(path)
        self.library = str(library)
        self.journal = library.journal
        self._file = _identity(path)
        self._turn = threading.Lock()
        self._writer = _engine(path, library, _WRITE, (*_EVERY_CONNECTION, _WRITES), size=1)
        self._reader = _engine(path, library, "BEGIN", (*_EVERY_CONNECTION, _READER), size=3)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is the only writer; what it reads stays true until it commits."""
        with self._translated(), self._turn, self._writer.begin() as connection:
            yield connection
            # SQLite goes on writing to a file that was removed, and what is saved there is lost.
            if _identity(self.path) != self._file:
                raise DatabaseRefused(
                    f"{self.path} was moved or removed while it was in use. Nothing was changed: "
                    "put it back, or start again."
                )

    def secret(self) -> bytes:
        """The key in the file beside the database."""
        from fleet_tui.storage.db.secret_file import key_of

        return key_of(self.path)

    def faults(self, connection: Connection) -> Iterator[str]:
        """What SQLite finds: `integrity_check` and not `quick_check`, which misses indexes unlike their table."""
        for (message,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if message != "ok":
                yield f"The file is damaged: {message}."
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"Row {row} of {table} refers to a row of {parent} that is not there."

    def _translated(self) -> AbstractContextManager[None]:
        return translate_errors(self.path)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn errors of the SQLite library on the file at `path` into refusals.

    Raises:
        Refusal: the library's error, unless that is a fault of this program.
    """
    try:
        yield
    except NoConnectionFree:
        raise Busy(f"Too much is being read from {path} at once: try again.") from None
    except Exception as error:
        refusal = refusal_for(error.orig if isinstance(error, DBAPIError) else error, path)
        if refusal is None and isinstance(error, _NONSENSE) and not isinstance(error, BadValue) and _is_damaged(path):
            refusal = damaged(path)
        if refusal is None:
            raise
        raise refusal from None


_NONSENSE = (DBAPIError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What a damaged page may lead to before SQLite notices it: values that are none."""


def _is_damaged(path: Path) -> bool:
    """Whether SQLite finds a fault in the file."""
    library = choose_library()
    try:
        with closing(connect(path, library, read_only=True)) as connection:
            return bool(fault(connection))
    except library.module.Error as error:
        return refusal_for(error, path) is not None
    except UnicodeDecodeError:  # the library's words about it quote it
        return True


def fault(connection: Any) -> str:
    """The first fault that SQLite finds in a file; empty without one."""
    found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if found == "ok" else found


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file the path leads to, by device and inode."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(path: Path, library: Library, *, read_only: bool = False) -> Any:
    """A bare connection that begins no transaction by itself."""
    mode = "ro" if read_only else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return library.module.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=64
    )


def _engine(path: Path, library: Library, begin: str, settings: tuple[str, ...], *, size: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=library.module,
        creator=_creator(path, library, settings),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS * 2,
        hide_parameters=True,  # people's data stays out of error messages
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if begin == _WRITE:
            _wait_for_turn(connection)
        else:
            connection.exec_driver_sql(begin)

    return engine


def _wait_for_turn(connection: Connection) -> None:
    """Begin to write, trying again as long as the call waits.

    SQLite's own busy handler tries less often the longer it waits, which lets newcomers go first: of 32 programs that
    wrote all the time, some were refused.
    """
    bare: Any = connection.connection.driver_connection
    waiting, begun = current(BUSY_SECONDS), time.monotonic()
    bare.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                bare.execute(_WRITE)
            except bare.OperationalError as error:
                if not isinstance(refusal_for(error, Path()), Busy):
                    break  # it is raised once more below, as every other error is
            else:
                waiting.told = False
                return
            waited = time.monotonic() - begun
            time.sleep(random.uniform(*_PAUSES) / (1 + _AGE * waited))  # noqa: S311  # not a secret
            if not waiting.goes_on(waited):  # asked last: whoever gives up is not the writer after all
                break
        connection.exec_driver_sql(_WRITE)
    finally:
        bare.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _search_key(value: object) -> str | None:
    return None if value is None else search_key(str(value))


def _creator(path: Path, library: Library, settings: tuple[str, ...]) -> Callable[[], Any]:
    def create() -> Any:
        connection = connect(path, library)
        # The key by which texts are searched that have no column for it; PostgreSQL would have it as a function too.
        connection.create_function("search_key", 1, _search_key, deterministic=True)
        for setting in settings:
            connection.execute(setting)
        return connection

    return create
