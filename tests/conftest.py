"""What every test stands on: nothing of the developer's own, no network, a real database file."""

from __future__ import annotations

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

from fleet_tui.cli.main import main
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.services import Services
from fleet_tui.storage.db import engine
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from tests.support import servers
from tests.support.people import administered, files_in, services_on
from tests.support.servers import Server

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""The time in tests that do not say another."""
CHEAPEST = Passwords((1, 8, 1))
"""Hashes that take no time: argon2id's own costs a tenth of a second each, on purpose."""

# The same examples every time: a test that fails for one person fails for the next. .ci/run tries more of them with
# HYPOTHESIS_PROFILE=thorough; by hand, HYPOTHESIS_PROFILE=explore looks for new ones.
for name, examples in (("same", 40), ("thorough", 200)):
    settings.register_profile(
        name,
        deadline=None,
        derandomize=True,
        max_examples=examples,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
settings.register_profile(
    "explore", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


MEMORY = Path("/dev/shm")
"""Where files are in memory, on systems that have such a folder."""
ENOUGH = 2**30
"""Bytes that must be free there; a run of all tests holds less at a time."""

if (
    os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ENOUGH
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    # A database waits for its disk at every commit, which took as long as all that the tests work out.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What was imported for the tests stays: to look for garbage in it again and again took a fourth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def _statements_are_written_once() -> Iterator[None]:
    """The SQL of a statement is the same in every database: it is worked out once, not again in each test."""
    make, written = engine._engine, LRUCache[Any, Any](5_000)

    def made(*path: Any, **more: Any) -> Engine:
        found = make(*path, **more)
        found._compiled_cache = written
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_engine", made)
        # Statements are kept by their dialect too: every database has its own, equal for the same SQLite library.
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda self, other: self.dbapi is getattr(other, "dbapi", None))
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda self: hash(self.dbapi))
        yield


@pytest.fixture(autouse=True)
def _nothing_of_the_developers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty home, and none of the variables that the program or its libraries listen to."""
    for name in tuple(os.environ):
        if name.startswith(("XDG_", "FLEET_TUI_", "TEXTUAL")) or name in ("NO_COLOR", "COLUMNS", "LINES", "ESCDELAY"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would ask the network fails; sockets within this machine are left alone, a mail server's too."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        within = isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1")
        if within or self.family not in (socket.AF_INET, socket.AF_INET6):
            return connect(self, address)  # type: ignore[arg-type]
        raise AssertionError(f"a test asked the network for {address}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The empty home folder, for a program started in a terminal of its own."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, closed: to copy, so that not every test and every example of a property makes one."""
    path = tmp_path_factory.mktemp("empty") / "fleet.db"
    open_database(path).close()
    return path


@pytest.fixture(scope="session")
def own_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, closed, whose administrator is the operating system's user: to copy for programs that start."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("own") / "fleet.db"))
    services = services_on(path)
    administered(services)
    services.database.close()
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    """On which engine the databases of tests are that do not name a file themselves."""
    parser.addoption("--engine", choices=("sqlite", "postgres"), default="sqlite")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """On a server, leave out what is true of files alone."""
    if item.config.getoption("--engine") == "postgres" and item.get_closest_marker("of_a_file"):
        pytest.skip("of a file")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    if reason := servers.why_not():
        pytest.skip(reason)
    with servers.running() as started:
        yield started


@pytest.fixture
def database(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database in a real file."""
    opened = open_database(Path(shutil.copy(empty_file, tmp_path / "fleet.db")))
    yield opened
    opened.close()


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    """The services on it, in the name of "tester", at `NOW`."""
    return Services(
        Context(database, SystemActor("tester"), clock=lambda: NOW, passwords=CHEAPEST),
        tmp_path / "drafts",
        files=files_in(tmp_path),
    )


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of 60 people, made by the command."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(path.parent))
        assert main(["demo", str(path), "--people", "60"]) == 0
    return path
