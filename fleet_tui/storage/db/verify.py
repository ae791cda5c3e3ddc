"""Verification of a database file that was just created; a file that is not whole is removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.db.engine import connect, fault, translate_errors
from fleet_tui.storage.db.sqlite_library import Library

_BESIDE = ("", "-journal", "-wal", "-shm")


@contextmanager
def whole_or_removed(path: Path, shown: Path, library: Library) -> Iterator[None]:
    """Verify the file at `path` after the block; on failure remove it and SQLite's files beside it.

    `shown` is the final path, for messages.

    Raises:
        DatabaseRefused: it is not whole, for instance because the disk is full.
    """
    try:
        with translate_errors(shown):
            yield
        prove(path, shown, library)
    except BaseException:
        for end in _BESIDE:
            with contextlib.suppress(OSError):
                path.with_name(path.name + end).unlink(missing_ok=True)
        raise


def prove(path: Path, shown: Path, library: Library) -> None:
    """Verify that the file is whole and on the disk, that no program writes it, and that SQLite finds no fault.

    Raises:
        DatabaseRefused: one of these is not so.
    """
    with translate_errors(shown):
        with closing(connect(path, library)) as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            found = fault(connection)
        try:
            left = path.with_name(f"{path.name}-wal").stat().st_size
        except FileNotFoundError:
            left = 0
        if busy or left or found:
            raise DatabaseRefused(f"{shown} could not be written to its end: make room on its disk and try again.")
        try:
            with path.open("rb") as file:
                os.fsync(file.fileno())
        except OSError as error:
            raise DatabaseRefused(f"{shown} could not be written to the disk ({error.strerror}).") from None
