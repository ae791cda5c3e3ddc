"""Open a database file: look at it before anything touches it, make it or bring it up to date, refuse it in words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.private_files import make_folder
from fleet_tui.storage.engine import Database, connect
from fleet_tui.storage.faults import refusal_for
from fleet_tui.storage.header import APPLICATION_ID, read_header
from fleet_tui.storage.library import Library, choose_library
from fleet_tui.storage.lock import exclusive
from fleet_tui.storage.migrations import MIGRATIONS, Migration, upgrade_of


def open_database(path: Path, *, create: bool = True, library: Library | None = None) -> Database:
    """The database at `path`, made when it is not there yet and brought up to date when it is older.

    Raises:
        DatabaseRefused: what is wrong with the file and what to do; the file is as it was.
    """
    library = library or choose_library()
    path = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the link that the user named
    latest = len(MIGRATIONS)
    try:
        if not _exists(path):
            if not create:
                raise DatabaseRefused(f"{path} is not there: name a database that exists.")
            _make(path, library)
        _require_known(path, read_header(path).version, latest)
        _prepare(path, library, latest)
    except (library.module.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        refusal = refusal_for(cause, path)
        sentence = str(refusal) if refusal else f"{path} cannot be used ({cause}). Keep it, and go back to a backup."
        raise DatabaseRefused(sentence) from None
    return Database(path, library)


def _require_known(path: Path, version: int, latest: int) -> None:
    if version < 1:
        raise DatabaseRefused(f"{path} is damaged: nothing was ever made in it. Keep it, and go back to a backup.")
    if version > latest:
        raise DatabaseRefused(
            f"{path} was made by a newer Fleet TUI (version {version}, this one knows {latest}): update Fleet TUI."
        )


def _exists(path: Path) -> bool:
    try:
        return path.lstat() is not None
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DatabaseRefused(f"{path} cannot be looked at: {error.strerror}.") from None
    except ValueError as error:
        raise DatabaseRefused(f"No file can have the name {str(path)!r} ({error}).") from None


def _make(path: Path, library: Library) -> None:
    """Build a new file beside `path` and put it there whole, so that no half-made database is ever seen."""
    try:
        make_folder(path.parent)
    except OSError as error:
        raise DatabaseRefused(f"The folder {path.parent} cannot be made ({error.strerror}).") from None
    with exclusive(path):
        if _exists(path):
            return
        building = _private(path.with_name(f".{path.name}.new"))
        with closing(connect(building, library)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection, library, 0)
            # Now, while nobody else knows the file: of several programs that change a journal at once some are refused.
            connection.execute(f"PRAGMA journal_mode = {library.journal}")
        building.rename(path)


def _private(path: Path, mode: int = 0o600) -> Path:
    """An empty file that its owner alone can read, or with that mode, in place of what a killed program left there.

    Its journal goes too: SQLite would play it into the new file.

    Raises:
        DatabaseRefused: the folder cannot be written.
    """
    try:
        for name in (f"{path.name}-journal", path.name):
            path.with_name(name).unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        path.chmod(mode)  # whatever the umask
    except OSError as error:
        raise DatabaseRefused(f"The folder {path.parent} cannot be written ({error.strerror}).") from None
    return path


def _prepare(path: Path, library: Library, latest: int) -> None:
    with closing(connect(path, library)) as connection:
        version = _version(connection)
        # Once more: a newer program that is running may have it in its log only.
        _require_known(path, version, latest)
        connection.execute("SELECT count(*) FROM company").fetchone()  # before anything is changed
        if version < latest:
            with exclusive(path):
                version = _version(connection)
                if version < latest:
                    _back_up(path, connection, version)
                    migrate(connection, library, version)
        journal = connection.execute(f"PRAGMA journal_mode = {library.journal}").fetchone()[0]
        if journal != library.journal:
            raise DatabaseRefused(
                f"{path} is in use by a program with another SQLite. Close the other programs that use it, "
                f"or install the package pysqlite3 ({library} must not share a write-ahead log)."
            )


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _back_up(path: Path, connection: Any, version: int) -> None:
    """A copy of the file as it is, beside it, before anything in it changes; whole or not at all.

    It takes the place of an older one of the same version: since then that file has been used again.
    """
    copy = path.with_name(f"{path.name}.version-{version}.backup")
    # For those who may use the database: another of them replaces it one day.
    writing = _private(copy.with_name(f".{copy.name}.new"), path.stat().st_mode & 0o660)
    connection.execute("VACUUM INTO ?", (str(writing),))
    writing.rename(copy)


def migrate(connection: Any, library: Library, version: int, migrations: Sequence[Migration] | None = None) -> None:
    """Take a file from `version` through the migrations after it, each in a transaction with its number."""
    from fleet_tui.storage.seed import seed

    if migrations is None:
        migrations = [upgrade_of(name) for name in MIGRATIONS]
    engine = create_engine("sqlite://", module=library.module, creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as steps:
        for number, upgrade in enumerate(migrations, start=1):
            if number <= version:
                continue
            steps.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(steps)
            if number == 1:
                steps.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            if version == 0 and number == len(migrations):
                seed(steps)
            steps.exec_driver_sql(f"PRAGMA user_version = {number}")
            steps.commit()
