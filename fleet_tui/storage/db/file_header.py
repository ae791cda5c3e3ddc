"""The first bytes of a database file, read without opening it: whether it is ours, its version, whether it is whole."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.db.errors import HOW_TO_SHARE

APPLICATION_ID = 0x464C5431
"""Marks a database file as this program's ("FLT1"); byte 68 of SQLite's header."""

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says of itself; `version` is the number of migrations it has been through."""

    version: int


def read_header(path: Path) -> Header:
    """The header of a file of this program that can be read and written.

    Raises:
        DatabaseRefused: it is not a file, not ours, cut short, or not to be read or written.
    """
    try:
        if path.is_dir():
            raise DatabaseRefused(f"{path} is a folder: name a file in it.")
        if not path.is_file():
            raise DatabaseRefused(f"{path} is not a file that can hold a database: name another.")
        # Opened for writing too, so that a file that can only be read is refused before anything is typed.
        with path.open("r+b") as file:
            head = file.read(_LENGTH)
        size = path.stat().st_size
        unwritten = _size(path.with_name(path.name + "-wal")) > 0
    except PermissionError:
        raise DatabaseRefused(f"{path} cannot be read and written by you: ask its owner. {HOW_TO_SHARE}") from None
    except OSError as error:
        raise DatabaseRefused(f"{path} cannot be opened: {error.strerror}.") from None
    if not head:
        raise DatabaseRefused(
            f"{path} is empty, which no database is: go back to a backup, or remove it to start anew."
        )
    if not head.startswith(_MAGIC[: len(head)]):
        raise DatabaseRefused(f"{path} is not a database. It was left as it is: name another file.")
    if len(head) < _LENGTH:
        raise DatabaseRefused(f"{path} is cut short: go back to a backup.")
    page_size, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    page_size = 65536 if page_size == 1 else page_size
    application, version = struct.unpack(">I", head[68:72])[0], struct.unpack(">I", head[60:64])[0]
    if application != APPLICATION_ID:
        raise DatabaseRefused(f"{path} is a database of another program. It was left as it is: name another file.")
    if size < page_size * pages and not unwritten:
        raise DatabaseRefused(f"{path} is cut short ({size} of {page_size * pages} bytes): go back to a backup.")
    return Header(version)


def _size(path: Path) -> int:
    """The number of bytes, 0 without the file: the last program to close the database removes its log at any moment."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
