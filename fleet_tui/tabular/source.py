"""The bytes of a file, a paste or a pipe, which can be read several times from the start."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast
from weakref import finalize

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.tabular.errors import Unreadable

_MOST_SPOOLED = 1 << 31
"""A pipe that never ends would fill the disk; ten million people are less."""


class Source(Protocol):
    """Bytes that every pass over a table reads anew.

    A source whose bytes can change refuses a second `open` when they did; a pass ends with such an `open`.
    """

    @property
    def name(self) -> str:
        """How a sentence begins with it: "people.csv", "The paste"."""
        ...

    def open(self) -> BinaryIO:
        """A stream that can seek, at its start.

        Raises:
            Refusal: it cannot be read, or its bytes changed since it was first opened.
        """
        ...


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes in memory: a paste."""

    name: str
    content: bytes = field(repr=False)

    def open(self) -> BinaryIO:
        """A stream over them."""
        return io.BytesIO(self.content)


class FileSource:
    """A file by its path, which must stay as it was when it was first opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: tuple[int, ...] | None = None

    @property
    def name(self) -> str:
        """The last name of its path, safe to show."""
        return displayable(self._path.name or str(self._path))

    def open(self) -> BinaryIO:
        """The file at its start.

        Raises:
            Unreadable: it is missing, no file, or was changed since it was first opened.
        """
        if not self._path.is_file():  # opening a pipe would wait for its writer
            raise Unreadable(f"{self.name} is not a file: give the path of one.")
        try:
            stream = self._path.open("rb")
        except OSError as error:
            why = error.strerror or str(error)
            raise Unreadable(f"{self.name} cannot be read: {why[:1].lower()}{why[1:]}.") from None
        try:
            self.require_unchanged(os.fstat(stream.fileno()))
        except Unreadable:
            stream.close()
            raise
        return stream

    def require_unchanged(self, found: os.stat_result) -> None:
        """Remember the state of the file at first, and compare it afterwards.

        Raises:
            Unreadable: it differs.
        """
        state = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        if self._state is None:
            self._state = state
        elif state != self._state:
            raise changed(self.name)


def changed(name: str) -> Unreadable:
    """The refusal of a file that was written to between two passes."""
    return Unreadable(f"{name} was changed while it was read: read it again.")


class SpooledSource:
    """Bytes in an anonymous temporary file, which goes with the source."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        self._file = file
        finalize(self, file.close)

    def open(self) -> BinaryIO:
        """A stream of its own position, so that two passes do not disturb each other."""
        return io.BufferedReader(cast("io.RawIOBase", _Reading(self)), 1 << 16)

    def fileno(self) -> int:
        """The descriptor of the temporary file."""
        return self._file.fileno()


class _Reading(io.RawIOBase):
    """Reads a temporary file at a position of its own, and keeps it open."""

    def __init__(self, source: SpooledSource) -> None:
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = os.pread(self._source.fileno(), len(buffer), self._at)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: os.fstat(self._source.fileno()).st_size}[whence]
        self._at = max(0, start + offset)
        return self._at


def spooled(name: str, stream: BinaryIO) -> SpooledSource:
    """Copy a pipe once to a temporary file without a name, so that it can be read again.

    Raises:
        Refusal: the disk is full, or the pipe cannot be read or does not end.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the source
    try:
        _copy(stream, file)
        file.flush()
    except OSError as error:
        file.close()
        raise not_spooled(name, error) from None
    return SpooledSource(name, cast("BinaryIO", file))


def _copy(stream: BinaryIO, file: IO[bytes]) -> None:
    size = 0
    while piece := stream.read(1 << 18):
        size += len(piece)
        if size > _MOST_SPOOLED:
            raise OSError(errno.EFBIG, f"it is more than {_MOST_SPOOLED >> 30} GiB")
        file.write(piece)


def not_spooled(name: str, error: OSError) -> Refusal:
    """The refusal when a temporary file cannot take what is read."""
    why = error.strerror or str(error)
    return Refusal(f"{name} cannot be kept in a temporary file: {why[:1].lower()}{why[1:]}.")
