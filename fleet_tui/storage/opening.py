"""Open a database file: look at it before anything touches it, make it or bring it up to date, refuse it in words."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from fleet_tui.domain.errors import Busy, DatabaseRefused
from fleet_tui.private_files import make_folder, settle
from fleet_tui.storage.db.engine import DatabaseFile, connect, fault, translate_errors
from fleet_tui.storage.db.errors import damaged
from fleet_tui.storage.db.file_header import read_header
from fleet_tui.storage.db.process_lock import exclusive
from fleet_tui.storage.db.sqlite_library import Library, choose_library
from fleet_tui.storage.db.verify import whole_or_removed
from fleet_tui.storage.schema.completeness import missing
from fleet_tui.storage.schema.migrate import migrate
from fleet_tui.storage.schema.migrations import MIGRATIONS


def open_database(path: Path, *, create: bool = True, library: Library | None = None) -> DatabaseFile:
    """The database at `path`, made when it is not there yet and brought up to date when it is older.

    Raises:
        DatabaseRefused: what is wrong with the file and what to do; the file is as it was.
    """
    library = library or choose_library()
    path = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the link that the user named
    latest = len(MIGRATIONS)
    try:
        with translate_errors(path):
            if not _exists(path):
                if not create:
                    raise DatabaseRefused(
                        f"{path} is not there: name a database that exists, or start the app, which makes it."
                    )
                _make(path, library)
            _require_known(path, read_header(path).version, latest)
            _prepare(path, library, latest)
    except Busy as busy:
        raise DatabaseRefused(str(busy)) from None
    except (library.module.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise DatabaseRefused(f"{path} cannot be used ({cause}). Keep it, and go back to a backup.") from None
    return DatabaseFile(path, library)


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
        with whole_or_removed(building, path, library), closing(connect(building, library)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection, library, 0)
            # Now, while no other program knows the file: of several that change a journal at once, some are refused.
            connection.execute(f"PRAGMA journal_mode = {library.journal}")
        _name(building, path)


def _name(building: Path, path: Path) -> None:
    """Give a file that is whole its name, for good."""
    try:
        building.rename(path)
        settle(path.parent)
    except OSError as error:
        raise DatabaseRefused(f"{path} cannot be made ({error.strerror}).") from None


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
        version = _looked_at(path, connection, latest, library)
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if (version < latest or journal != library.journal) and fault(connection):
            # Such a file is written before any read, which would find the damage.
            raise damaged(path)
        if version < latest:
            with exclusive(path):
                version = _version(connection)
                if version < latest:
                    _back_up(path, connection, version, library)
                    migrate(connection, library, version)
        if journal != library.journal:
            journal = connection.execute(f"PRAGMA journal_mode = {library.journal}").fetchone()[0]
        if journal != library.journal:
            raise DatabaseRefused(
                f"{path} is in use by a program with another SQLite. Close the other programs that use it, "
                f"or install the package pysqlite3 ({library} must not share a write-ahead log)."
            )


def _looked_at(path: Path, connection: Any, latest: int, library: Library) -> int:
    """The version of a known and complete file, all in one transaction: another program may bring it up to date."""
    connection.execute("BEGIN")
    version = _version(connection)
    # Once more: a newer program that is running may have it in its log only.
    _require_known(path, version, latest)
    _require_complete(path, connection, version, library)
    connection.execute("COMMIT")
    return version


def _require_complete(path: Path, connection: Any, version: int, library: Library) -> None:
    lacking = missing(connection, version, library)
    if not lacking and connection.execute("SELECT count(*) FROM company").fetchone()[0] != 1:
        lacking = "the row of the company's settings"
    if lacking:
        raise DatabaseRefused(
            f"{path} is not complete: it lacks {lacking}. It was left as it is: keep it, and go back to a backup."
        )


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _back_up(path: Path, connection: Any, version: int, library: Library) -> None:
    """A copy of the file as it is, beside it, before anything in it changes; whole or not at all.

    It takes the place of an older one of the same version: since then that file has been used again.
    """
    copy = path.with_name(f"{path.name}.version-{version}.backup")
    # With the permissions of the database: another of its users replaces it one day.
    writing = _private(copy.with_name(f".{copy.name}.new"), path.stat().st_mode & 0o660)
    with whole_or_removed(writing, copy, library):
        connection.execute("VACUUM INTO ?", (str(writing),))
    _name(writing, copy)
