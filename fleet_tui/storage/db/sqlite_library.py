"""Which SQLite library is used, and whether it is safe for a write-ahead log."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Library:
    """A DB-API module for SQLite. `wal` is false where the library can corrupt a write-ahead log."""

    module: Any
    name: str
    version: tuple[int, ...]

    @property
    def wal(self) -> bool:
        """Whether the WAL-reset fault of 3.7.0-3.51.2 is fixed in this version (reliability.md, "SQLite versions")."""
        return (
            self.version >= (3, 51, 3) or (3, 50, 7) <= self.version < (3, 51) or (3, 44, 6) <= self.version < (3, 45)
        )

    @property
    def journal(self) -> str:
        """The journal that a file has under this library, in SQLite's word."""
        return "wal" if self.wal else "delete"

    def __str__(self) -> str:
        return f"SQLite {'.'.join(map(str, self.version))} ({self.name})"


def choose_library() -> Library:
    """The first library without the fault, or Python's own, which is then used with a rollback journal."""
    libraries = []
    for name in ("pysqlite3", "sqlite3"):
        try:
            module = importlib.import_module(f"{name}.dbapi2")
        except ImportError:
            continue
        library = Library(module, name, tuple(module.sqlite_version_info))
        if library.wal:
            return library
        libraries.append(library)
    return libraries[-1]
