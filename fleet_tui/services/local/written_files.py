"""The files that the program wrote, with a digest of each, so that it replaces no others.

A file that was changed since counts as foreign. The content shows that on every file system and after every restart,
unlike a number or a time of the file. Where several people are one user of the system, a record also names the one who
wrote: an export holds what that person may see, not what another may.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from fleet_tui.private_files import Folder, make_folder, write_private

_PIECE = 1 << 20


class WrittenFiles:
    """A record for each path, in a folder of the program's own; `writer` is who writes now, empty for the only one."""

    def __init__(self, records: Path, writer: str = "") -> None:
        self._records = records
        self._writer = writer

    def keep(self, path: Path, digest: str) -> None:
        """Record what was written there; nothing is recorded in a folder that cannot be written."""
        with contextlib.suppress(OSError):
            make_folder(self._records)
            write_private(self._record(path), f"{digest} {self._writer}".strip().encode())

    def wrote(self, path: Path, folder: Folder) -> bool:
        """Whether the file of that path, in this open folder, holds exactly what this writer wrote there."""
        digest, writer = self._kept(path)
        if not digest or writer != self._writer:
            return False
        try:
            with os.fdopen(folder.open(path.name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
                return _digest(file) == digest
        except OSError:
            return False

    def is_anothers(self, path: Path, file: BinaryIO) -> bool:
        """Whether the open file of that path holds exactly what another writer wrote there; it is at its start again.

        Raises:
            OSError: it cannot be read.
        """
        digest, writer = self._kept(path)
        if not digest or writer == self._writer:
            return False
        found = _digest(file)
        file.seek(0)
        return found == digest

    def _kept(self, path: Path) -> tuple[str, str]:
        """The digest and the writer of what was written there; empty when nothing was."""
        try:
            digest, _, writer = self._record(path).read_text("ascii").partition(" ")
        except (OSError, UnicodeDecodeError):
            return "", ""
        return digest, writer

    def _record(self, path: Path) -> Path:
        return self._records / hashlib.sha256(os.fsencode(path)).hexdigest()


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
