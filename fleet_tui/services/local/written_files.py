"""The files that the program wrote, with a digest of each, so that it replaces no others.

A file that was changed since counts as foreign. The content shows that on every file system and after every restart,
unlike a number or a time of the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from fleet_tui.private_files import Folder, make_folder, write_private

_PIECE = 1 << 20


class WrittenFiles:
    """A record for each path, in a folder of the program's own."""

    def __init__(self, records: Path) -> None:
        self._records = records

    def keep(self, path: Path, digest: str) -> None:
        """Record what was written there; nothing is recorded in a folder that cannot be written."""
        with contextlib.suppress(OSError):
            make_folder(self._records)
            write_private(self._record(path), digest.encode())

    def wrote(self, path: Path, folder: Folder) -> bool:
        """Whether the file of that path, in this open folder, holds exactly what was written there."""
        try:
            kept = self._record(path).read_text("ascii")
            with os.fdopen(folder.open(path.name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
                digest = hashlib.sha256()
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except (OSError, UnicodeDecodeError):
            return False
        return digest.hexdigest() == kept

    def _record(self, path: Path) -> Path:
        return self._records / hashlib.sha256(os.fsencode(path)).hexdigest()
