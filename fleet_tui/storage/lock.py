"""A lock between processes: only one of them makes or migrates a database file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fleet_tui.domain.errors import DatabaseRefused

WAIT_SECONDS = 30.0
_POLL_SECONDS = 0.02


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock that belongs to `path` (a file beside it, which stays).

    Raises:
        DatabaseRefused: another process held it for `WAIT_SECONDS`, or the folder cannot be written.
    """
    try:
        file = path.with_name(f".{path.name}.lock").open("a+b")
    except OSError as error:
        raise DatabaseRefused(f"The folder {path.parent} cannot be written ({error.strerror}).") from None
    with file:
        deadline = time.monotonic() + WAIT_SECONDS
        while not take(file):
            if time.monotonic() > deadline:
                raise DatabaseRefused(f"Another program has been setting up {path} for a long time: try again later.")
            time.sleep(_POLL_SECONDS)
        yield


if sys.platform == "win32":
    import msvcrt

    def take(file: IO[bytes]) -> bool:
        """Take the lock on an open file, if nobody has it; closing the file gives it back."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def take(file: IO[bytes]) -> bool:
        """Take the lock on an open file, if nobody has it; closing the file gives it back."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
