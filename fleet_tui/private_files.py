"""Private files: there whole or not at all, and never written through a link.

Every layer may use this: it is the only writer of files beside SQLite (`tests/test_private_files.py`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # not on Windows, where a file that is open cannot be renamed either
    fcntl = None  # type: ignore[assignment]

_BY_DESCRIPTOR = os.open in os.supports_dir_fd
"""Whether a folder can be held open, so that what is done in it stays in it. Elsewhere its path has to do."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Flags for a file that is opened itself, not what a link leads to."""
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | NO_LINK
_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)
"""What some file systems answer when a folder is to be written through to the disk."""


class Folder:
    """An open folder: names in it are looked up in this folder, wherever its path leads meanwhile."""

    def __init__(self, path: Path, fd: int | None) -> None:
        self.path = path
        self._fd = fd

    @classmethod
    def opened(cls, path: Path) -> Folder:
        """The folder at a path that is trusted: links in it are followed."""
        return cls(path, os.open(path, _FOLDER) if _BY_DESCRIPTOR else None)

    def inside(self, name: str) -> Folder:
        """A folder in this one; a link is none."""
        if not _BY_DESCRIPTOR and os.path.islink(self._at(name)):  # noqa: PTH114  # beside the calls by descriptor
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), name)
        fd = os.open(name, _FOLDER | NO_LINK, dir_fd=self._fd) if _BY_DESCRIPTOR else None
        return Folder(self.path / name, fd)

    def close(self) -> None:
        """Let go of it."""
        if self._fd is not None:
            os.close(self._fd)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _at(self, name: str) -> str:
        return name if self._fd is not None else str(self.path / name)

    @property
    def identity(self) -> tuple[int, int]:
        """Which folder it is, whatever it is called."""
        found = self.path.stat() if self._fd is None else os.fstat(self._fd)
        return found.st_dev, found.st_ino

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """A descriptor of the file itself, never of what a link leads to."""
        return os.open(self._at(name), flags | NO_LINK, mode, dir_fd=self._fd)

    def lstat(self, name: str) -> os.stat_result:
        """What is there under that name; of a link, the link."""
        return os.stat(self._at(name), dir_fd=self._fd, follow_symlinks=False)

    def scan(self) -> Any:
        """Its entries, to be closed (`os.scandir`)."""
        return os.scandir(self.path if self._fd is None else self._fd)

    def give(self, gid: int, mode: int, name: str | None = None) -> None:
        """Give the folder itself, or a file in it, to a group with that mode; a link is never followed.

        Raises:
            OSError: it belongs to another user, or is no file.
        """
        if name is None:
            self._give(self._fd, gid, mode)
            return
        fd = self.open(name, os.O_RDONLY | os.O_NONBLOCK)
        try:
            self._give(fd, gid, mode)
        finally:
            os.close(fd)

    @staticmethod
    def _give(fd: int | None, gid: int, mode: int) -> None:
        if fd is not None:
            os.fchown(fd, -1, gid)  # first, because it takes away what the mode says of groups
            os.fchmod(fd, mode)

    def write(
        self,
        name: str,
        content: Iterable[bytes],
        *,
        mode: int = 0o600,
        replace: bool = True,
        durable: bool = True,
        before: Callable[[], object] | None = None,
    ) -> None:
        """Write a file with exactly that mode, whatever the umask. Another of that name stays until this one is whole.

        `durable` waits until it survives a power cut. `before` is called last; what it raises leaves
        everything as it was.

        Raises:
            FileExistsError: there is one of that name, and it is not to be replaced.
            OSError: it cannot be written; or what the content raises.
        """
        writing, fd = self._begin(name)
        held = os.dup(fd) if fcntl else None  # the lock lasts until the file has its name
        try:
            with os.fdopen(fd, "wb") as file:
                if hasattr(os, "fchmod"):
                    os.fchmod(fd, mode)
                file.writelines(content)
                file.flush()
                if durable:
                    os.fsync(fd)
            if before is not None:
                before()
            if replace:
                self._rename(writing, name)
            else:
                self._name(writing, name)
        except BaseException:
            with contextlib.suppress(OSError):
                self._unlink(writing)
            raise
        finally:
            if held is not None:
                os.close(held)
        if durable:
            self.settle()

    def _begin(self, name: str) -> tuple[str, int]:
        """A new hidden file. It is locked, so that others know whether the program that writes it still runs."""
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]  # a name of the longest length leaves no room
        for number in count(1):
            writing = f".{digest}.{number}.writing"
            with contextlib.suppress(FileExistsError):
                fd = self.open(writing, _NEW)
                if self._locked(writing, fd):
                    return writing, fd
                os.close(fd)
                continue
            self._clear(writing)
        raise AssertionError

    def _locked(self, writing: str, fd: int) -> bool:
        """Whether the lock of this file was free and this file still has the name."""
        if fcntl is None:
            return True
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: what a kill leaves there stays
        with contextlib.suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(fd), self.lstat(writing))
        return False

    def _clear(self, writing: str) -> None:
        """Remove what a killed program left; the next number is tried where one still writes."""
        if fcntl is None:
            return
        with contextlib.suppress(OSError):
            fd = self.open(writing, os.O_RDONLY | os.O_NONBLOCK)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(fd), self.lstat(writing)):
                    self._unlink(writing)
            finally:
                os.close(fd)

    def _rename(self, old: str, name: str) -> None:
        os.replace(self._at(old), self._at(name), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def _unlink(self, name: str) -> None:
        os.unlink(self._at(name), dir_fd=self._fd)

    def _name(self, writing: str, name: str) -> None:
        """Give the file its name; unlike a rename, this never replaces another file."""
        try:
            os.link(self._at(writing), self._at(name), src_dir_fd=self._fd, dst_dir_fd=self._fd)
            self._unlink(writing)
        except FileExistsError:
            raise
        except OSError:  # FAT and some network file systems allow one name for a file only
            os.close(self.open(name, _NEW))  # the name is ours from here on
            try:
                self._rename(writing, name)
            except OSError:
                self._unlink(name)
                raise

    def settle(self) -> None:
        """Make the name survive a power cut, where the file system can."""
        if self._fd is not None:
            try:
                os.fsync(self._fd)
            except OSError as error:
                if error.errno not in _CANNOT_SYNC:
                    raise


def write_private(path: Path, content: bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Write a file of the program's own in place of the one before; see `Folder.write`.

    Raises:
        OSError: it cannot be written; the one before is as it was.
    """
    with Folder.opened(path.parent) as folder:
        folder.write(path.name, (content,), mode=mode, durable=durable)


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the file system can.

    Raises:
        OSError: the disk answers with an error.
    """
    with Folder.opened(folder) as opened:
        opened.settle()


def make_folder(path: Path) -> None:
    """Make a folder and what is missing above it, each for its owner alone, whatever the umask.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        make_folder(path.parent)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)


def open_lock(path: Path, mode: int = 0o600) -> int:
    """A file that locks lie on and nothing is written to, made with exactly that mode, whatever the umask.

    Raises:
        OSError: it cannot be opened or made.
    """
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, os.O_RDWR | NO_LINK)
    fd = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, mode)
    if hasattr(os, "fchmod"):
        with contextlib.suppress(PermissionError):  # another user was quicker
            os.fchmod(fd, mode)
    return fd


def rewrite(fd: int, content: bytes) -> None:
    """Write a short content in place of that of a held file, not for a power cut. It should end in a line break.

    Whoever reads meanwhile may see the rest of the content before behind that.

    Raises:
        OSError: it cannot be written.
    """
    os.pwrite(fd, content, 0)
    os.ftruncate(fd, len(content))
