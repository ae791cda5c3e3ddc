"""Which open programs send messages of a database: a lock for each, which the system gives back when one dies.

No heartbeat has to be written, and nothing is left behind by a program that is killed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from fleet_tui.domain.mail.messages import CHANNELS
from fleet_tui.private_files import open_lock


def senders_path(database: Path) -> Path:
    """The file that the locks lie on, one byte for each channel; it stays, and is empty."""
    return database.with_name(f".{database.name}.senders")


class Senders:
    """The senders of a database as this process sees them. A process opens one for a database: closing ends its lock.

    Where the file cannot be used, nobody else is known to send.
    """

    def __init__(self, database: Path) -> None:
        self._ours: frozenset[str] = frozenset()
        self._file: int | None = None
        with suppress(OSError):
            mode = database.stat().st_mode & 0o660  # the users of the database share this too
            self._file = open_lock(senders_path(database), mode)

    def begin(self, channels: Collection[str]) -> None:
        """Say that this program sends the messages of those channels, until it ends."""
        self._ours = frozenset(channels)
        for channel in self._ours:
            self._lock(channel, _SHARED)

    def others(self) -> frozenset[str]:
        """The channels whose messages another open program sends."""
        found = set()
        for channel in CHANNELS:
            if self._lock(channel, _ALONE):
                self._lock(channel, _SHARED if channel in self._ours else _FREE)
            elif self._file is not None:
                found.add(channel)
        return frozenset(found)

    def close(self) -> None:
        """Release the locks: this program stops sending."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _lock(self, channel: str, how: int) -> bool:
        if self._file is None:
            return False
        return _lock(self._file, how, [*CHANNELS].index(channel))


if sys.platform == "win32":
    _SHARED = _ALONE = _FREE = 0

    def _lock(file: int, how: int, place: int) -> bool:
        """There are no shared locks of this kind: nobody else is known to send."""
        return True

else:
    import fcntl

    _SHARED, _ALONE, _FREE = fcntl.LOCK_SH, fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_UN

    def _lock(file: int, how: int, place: int) -> bool:
        """Lock one byte; false when another process has it. One's own locks are replaced."""
        try:
            fcntl.lockf(file, how, 1, place)
        except OSError:
            return False
        return True
