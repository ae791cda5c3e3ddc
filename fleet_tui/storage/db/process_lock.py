"""A lock between processes: only one of them makes or migrates a database file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.private_files import open_lock
from fleet_tui.storage.db.errors import HOW_TO_SHARE

WAIT_SECONDS = 30.0
_POLL_SECONDS = 0.02


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock that belongs to `path` (a file beside it, which stays).

    Raises:
        DatabaseRefused: another process held it for `WAIT_SECONDS`, or the folder cannot be written.
    """
    try:
        file = _opened(path)
    except OSError as error:
        raise DatabaseRefused(_why_not(path, error)) from None
    with file:
        deadline = time.monotonic() + WAIT_SECONDS
        while not take(file):
            if time.monotonic() > deadline:
                raise DatabaseRefused(f"Another program has been setting up {path} for a long time: try again later.")
            time.sleep(_POLL_SECONDS)
        yield


def lock_path(path: Path) -> Path:
    """Where the lock of a database lies."""
    return path.with_name(f".{path.name}.lock")


def _opened(path: Path) -> IO[bytes]:
    """The lock's file, with the permissions of the database, whatever the umask."""
    try:
        mode = path.stat().st_mode & 0o660
    except FileNotFoundError:
        mode = 0o600
    return os.fdopen(open_lock(lock_path(path), mode), "r+b")


def _why_not(path: Path, error: OSError) -> str:
    """Name what is in the way: the lock itself, or the folder that it is to be made in."""
    lock = lock_path(path)
    if os.path.lexists(lock):
        return f"{lock} cannot be opened ({error.strerror}): it is the lock of {path}. {HOW_TO_SHARE}"
    return f"The folder {path.parent} cannot be written ({error.strerror}). {HOW_TO_SHARE}"


if sys.platform == "win32":
    import msvcrt

    def take(file: IO[bytes]) -> bool:
        """Take the lock on an open file if it is free; closing the file releases it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def take(file: IO[bytes]) -> bool:
        """Take the lock on an open file if it is free; closing the file releases it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
