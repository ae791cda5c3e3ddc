"""A PostgreSQL server of the tests' own: in a folder for a time, reached by a socket in it, ended with them."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fleet_tui.storage.db.postgres.address import parse_address
from fleet_tui.storage.db.postgres.database import ServerDatabase
from fleet_tui.storage.server import open_server

_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",  # what is lost with the machine's power is tested by nobody here
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "80",
}
_USER = "fleet"


class Server:
    """A running server; databases are made in it from a template that holds a new company."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._settings = {**_SETTINGS, "fsync": "on", "full_page_writes": "on"} if durable else _SETTINGS
        self._numbers = itertools.count()
        self._template = ""

    def start(self) -> None:
        """Start it, as at first or after `stop`."""
        settings = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        self._run("pg_ctl", "-w", "-o", f"{settings} -k {self.folder}", "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop it at once: every connection is cut."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def promote(self) -> None:
        """Let a copy of another server take changes."""
        self._run("pg_ctl", "-w", "promote")

    def wait_until_copied(self) -> None:
        """Wait until whoever follows has all that was changed."""
        behind = "SELECT 1 FROM pg_stat_replication WHERE replay_lsn < pg_current_wal_lsn()"
        deadline = time.monotonic() + 20
        while self.sql(behind) and time.monotonic() < deadline:
            time.sleep(0.05)

    def address(self, name: str, user: str = _USER) -> str:
        """The address of one of its databases."""
        return f"postgresql+psycopg://{user}@/{name}?host={self.folder}"

    def sql(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement outside of any transaction; what it answers."""
        import psycopg

        with psycopg.connect(f"dbname={name} user={_USER} host={self.folder}", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return list(cursor.fetchall()) if cursor.description else []

    def make(self, template: str = "template0") -> str:
        """The name of another database: empty, or as the template is."""
        name = f"t{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return name

    def company(self) -> str:
        """The name of another database, with a new company."""
        if not self._template:
            self._template = self.make()
            self.open(self._template).close()
        name = self.make(self._template)
        self.sql("UPDATE fleet_tui SET identity = gen_random_uuid()::text", name)
        return name

    def open(self, name: str) -> ServerDatabase:
        """That database."""
        return open_server(parse_address(self.address(name)), self.folder / "own")

    def _run(self, program: str, *words: str) -> None:
        command = [*_as_somebody(), str(_programs() / program), "-D", str(self.folder / "data"), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


@contextmanager
def running(copy_of: Server | None = None, *, durable: bool = False) -> Iterator[Server]:
    """A server, with no data but its own, or a copy that follows another one; `durable` if its disk counts."""
    # Not in a test's folder: the path of a socket is short.
    with tempfile.TemporaryDirectory(prefix="fleet-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "own").mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, _OWNER)
        server = Server(folder, durable=durable)
        if copy_of is None:
            server._run("initdb", "--no-sync", "-A", "trust", "-U", _USER, "-E", "UTF8", "--locale", "C.UTF-8")
        else:
            server._run("pg_basebackup", "-h", str(copy_of.folder), "-U", _USER, "-R", "-c", "fast", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            server.stop()


_OWNER = "postgres"


def why_not() -> str:
    """Why no server can be started here, in a line; empty if one can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if not _programs().is_dir():
        return "no PostgreSQL server is installed (apt-get install postgresql)"
    if os.geteuid() == 0 and not any(user.pw_name == _OWNER for user in pwd.getpwall()):
        return f"PostgreSQL does not run as root, and there is no user {_OWNER}"
    return ""


def _programs() -> Path:
    """The folder of the newest server that is installed."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return debian[-1] if debian else Path(found).resolve().parent if found else Path("/nonexistent")


def _as_somebody() -> Sequence[str]:
    """PostgreSQL does not run as root."""
    if os.geteuid():
        return ()
    return ("setpriv", f"--reuid={_OWNER}", f"--regid={_OWNER}", "--clear-groups")
