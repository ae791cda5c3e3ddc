"""A small file that its lock keeps for the program that made it, and that other programs read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from fleet_tui.private_files import NO_LINK, open_lock

try:
    import fcntl
except ImportError:  # on Windows, where a locked part of a file cannot be read either: nobody holds a file there
    fcntl = None  # type: ignore[assignment]


def hold(path: Path, mode: int = 0o600) -> int | None:
    """A descriptor of a file of the program's own, made if it is missing, with its lock; None while another has that.

    The lock lasts until the descriptor is closed or the program ends.

    Raises:
        OSError: it cannot be opened or made, or the file system has no locks.
    """
    if fcntl is None:
        return None
    fd = open_lock(path, mode)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(fd)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return fd


def held_content(path: Path, most: int) -> bytes | None:
    """At most `most` bytes of a file that another program holds; None while nobody does.

    Raises:
        OSError: it cannot be opened, or the file system has no locks.
    """
    if fcntl is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | NO_LINK)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.read(fd, most)
    finally:
        os.close(fd)
    return None
