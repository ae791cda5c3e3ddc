"""A file of a user's folder that is read several times, by the descriptor that was checked when it was opened."""

from __future__ import annotations

import os
from typing import BinaryIO

from fleet_tui.tabular.source import SpooledSource, changed


class UserSource(SpooledSource):
    """Reads the open file, whatever its path leads to meanwhile; a file that is written to is refused."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        super().__init__(name, file)
        self._state = _state(file)

    def open(self) -> BinaryIO:
        """The file at its start.

        Raises:
            Unreadable: it was changed since it was opened.
        """
        if _state(self._file) != self._state:
            raise changed(self.name)
        return super().open()


def _state(file: BinaryIO) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns
