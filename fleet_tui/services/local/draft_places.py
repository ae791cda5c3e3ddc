"""The file of a draft, when several programs of one user may have the same form open."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import threading
import weakref
from itertools import chain, count
from pathlib import Path
from typing import IO

from fleet_tui.private_files import make_folder, open_lock
from fleet_tui.storage.db.process_lock import take


class DraftPlaces:
    """Files of drafts: `key.json`, and `key~2.json` and so on while others have the ones before.

    The program that has a file holds the lock beside it. A program that ends in any way loses its locks, and the next
    one that asks for the key takes its file over.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, tuple[Path, IO[bytes]]] = {}
        self._turn = threading.Lock()
        weakref.finalize(self, _give_back, self._held)

    def mine(self, key: str) -> Path:
        """The file for the key, taken over or new; it need not be there.

        Raises:
            OSError: the folder cannot be written.
        """
        with self._turn:
            if key not in self._held:
                self._make_folder()
                self._held[key] = self._take_one(key)
            return self._held[key][0]

    def left(self, key: re.Pattern[str]) -> list[tuple[str, Path]]:
        """The files that no program has open, this one neither, with their keys, which are like `key`.

        Raises:
            OSError: the folder cannot be read.
        """
        with self._turn:
            mine = {path for path, _ in self._held.values()}
            keyed = ((path.stem.partition("~")[0], path) for path in self._folder.glob("*.json") if path not in mine)
            # Other files are not even looked at: their programs would find them locked in that moment.
            return [(name, path) for name, path in keyed if key.fullmatch(name) and _is_free(path)]

    def take_over(self, path: Path) -> None:
        """Take this file for its key, unless this program has another one of that key or somebody was quicker.

        Raises:
            OSError: it cannot be locked.
        """
        key = path.stem.partition("~")[0]
        with self._turn:
            if key not in self._held and (lock := _taken(path)) is not None:
                self._held[key] = (path, lock)

    def give_up(self, key: str) -> None:
        """Remove the file of the key and give back its lock, if this program has it.

        Raises:
            OSError: it cannot be removed.
        """
        with self._turn:
            if key in self._held:
                path, lock = self._held[key]
                path.unlink(missing_ok=True)
                _lock_of(path).unlink(missing_ok=True)
                del self._held[key]
                lock.close()

    def give_back(self) -> None:
        """Give back all locks and leave the files to the next program, as at the end of this one."""
        with self._turn:
            _give_back(self._held)
            self._held.clear()

    def _make_folder(self) -> None:
        make_folder(self._folder)
        if stat.S_IMODE(self._folder.stat().st_mode) & 0o077:
            with contextlib.suppress(PermissionError):  # the folder of another user
                self._folder.chmod(0o700)

    def _take_one(self, key: str) -> tuple[Path, IO[bytes]]:
        places = (self._folder / f"{key}{f'~{number}' if number > 1 else ''}.json" for number in count(1))
        return next((path, lock) for path in chain(self._left_behind(key), places) if (lock := _taken(path)))

    def _left_behind(self, key: str) -> list[Path]:
        names = (path for path in self._folder.iterdir() if path.suffix == ".json")
        return sorted(path for path in names if path.stem.partition("~")[0] == key)


def _give_back(held: dict[str, tuple[Path, IO[bytes]]]) -> None:
    for _, lock in held.values():
        lock.close()


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _taken(path: Path) -> IO[bytes] | None:
    """The lock of a draft's file, or None when a program that still runs has it."""
    lock = _lock_of(path)
    file = os.fdopen(open_lock(lock), "r+b")
    with contextlib.suppress(FileNotFoundError):
        # It may have been given back and removed after it was opened here: then it guards nothing any more.
        if take(file) and os.fstat(file.fileno()).st_ino == lock.stat().st_ino:
            return file
    file.close()
    return None


def _is_free(path: Path) -> bool:
    """Whether no running program has the file of a draft."""
    lock = _taken(path)
    if lock is not None:
        lock.close()
    return lock is not None
