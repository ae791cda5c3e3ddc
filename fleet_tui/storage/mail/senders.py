"""The open programs that send messages of a database: each holds a lock, which the system releases when it ends.

There is no heartbeat to write, and a killed program leaves nothing behind.
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
    """The file with the locks, one byte a channel; it stays empty."""
    return database.with_name(f".{database.name}.senders")


class Senders:
    """The senders of a database as this process sees them.

    One for each process and database: closing releases its lock. If the file cannot be used, no other sender is known.
    """

    def __init__(self, database: Path) -> None:
        self._ours: frozenset[str] = frozenset()
        self._file: int | None = None
        with suppress(OSError):
            mode = database.stat().st_mode & 0o660  # the users of the database share this too
            self._file = open_lock(senders_path(database), mode)

    def begin(self, channels: Collection[str]) -> None:
        """Send the messages of those channels from now on, until the program ends."""
        self._ours = frozenset(channels)
        for channel in self._ours:
            self._lock(channel, _SHARED)

    def others(self) -> frozenset[str]:
        """The channels that another open program sends on."""
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
        """There are no shared locks of this kind, so no other sender is known."""
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
