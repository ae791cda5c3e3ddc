"""Files that a user may name: one folder and everything below it (product.md, "What the program may touch").

Each name of a path is opened in the folder before it and is never a link, so no path leads out, whatever changes
meanwhile. Everything outside is refused in the same words, whether it exists or not.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.text import clean, displayable
from fleet_tui.private_files import Folder, make_folder

if TYPE_CHECKING:
    from fleet_tui.services.local.written_files import WrittenFiles
    from fleet_tui.tabular.source import Source

OFF = "Files are turned off in the settings (“files”): nothing is read from one or written to one."
_LOOKED_AT = 2000
"""Names of a folder that a completion reads at most: a folder of any size answers at once."""
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class AlreadyThere(Refusal):
    """There is a file of that name that the program wrote: it may be replaced after a question."""


@dataclass(frozen=True, slots=True)
class FileRules:
    """The folder (None: files are off), the records of written files, and the program's own files.

    `own` are files, and folders with everything in them. Beside a database, each name that begins with its name is
    the program's own too: its log, its key, its backups. With `apart`, several people are
    one user of the system that has no shell: what was written for one of them is not for the others.
    """

    folder: Path | None = None
    records: Path = Path("written")
    databases: tuple[Path, ...] = ()
    own: tuple[Path, ...] = ()
    apart: bool = False


class UserFiles:
    """Reads, completes and writes files by typed paths; a path without a folder lies in the folder."""

    def __init__(self, rules: FileRules, writer: str = "") -> None:
        self._rules = rules
        self._writer = writer

    def of(self, person: str) -> UserFiles:
        """The same files for a person, of whom `person` is a word without blanks."""
        return UserFiles(self._rules, person) if self._rules.apart else self

    # A start names no file: what reads paths and keeps records is imported when one is named.

    @cached_property
    def _written(self) -> WrittenFiles:
        from fleet_tui.services.local.written_files import WrittenFiles

        return WrittenFiles(self._rules.records, self._writer)

    @property
    def off(self) -> str:
        """Why no file can be named; empty when files are on."""
        return "" if self._rules.folder is not None else OFF

    @property
    def where(self) -> str:
        """The folder in words, "~" for the home."""
        return "~" if self._at_home else displayable(str(self._rules.folder))

    @property
    def reader(self) -> str:
        """A sentence about the place of a file to be written, or, at home, that it is private."""
        return "Only you can read it." if self._at_home else f"It will be in {self.where}."

    def suggested(self, name: str) -> str:
        """The path to suggest for a file of that name."""
        return f"~/{name}" if self._at_home else name

    @property
    def _at_home(self) -> bool:
        try:
            return self._rules.folder == Path.home()
        except RuntimeError:
            return False

    def read(self, typed: str, most: int) -> bytes:
        """At most `most` bytes of a file, and one byte more if there is more.

        Raises:
            Refusal: it cannot be read.
        """
        with self._in_words(typed, "read"), self._open(typed) as file:
            return file.read(most + 1)

    def source(self, typed: str) -> Source:
        """A file to be read several times, as it is now: a change of it is refused, and another in its place unseen.

        Raises:
            Refusal: it cannot be read.
        """
        from fleet_tui.services.local.typed_paths import spellings
        from fleet_tui.services.local.user_source import UserSource

        return UserSource(displayable(PurePath(spellings(typed)[-1]).name), self._open(typed))

    def _open(self, typed: str) -> BinaryIO:
        from fleet_tui.services.local.typed_paths import spellings

        ways = spellings(typed)
        for way in ways:
            try:
                return self._open_as(way)
            except Refusal:
                if way == ways[-1]:
                    raise
        raise AssertionError

    def _open_as(self, text: str) -> BinaryIO:
        with self._in_words(text, "read"), self._place(text) as (folder, name):
            found = folder.lstat(name)
            if stat.S_ISLNK(found.st_mode):
                raise Refusal("This is a link, and links are not followed: give the path of the file itself.")
            # Reading a pipe would block, and a device acts when it is opened.
            if not stat.S_ISREG(found.st_mode):
                raise Refusal("This is not a file: give the path of one.")
            file = os.fdopen(folder.open(name, _READ), "rb")
            with contextlib.ExitStack() as closing:
                closing.callback(file.close)
                self._require_same_and_own(found, folder.path / name, file)
                closing.pop_all()
            return file

    def _require_same_and_own(self, found: os.stat_result, path: Path, file: BinaryIO) -> None:
        if not os.path.samestat(found, os.fstat(file.fileno())):
            raise Refusal("The file was replaced while it was read: try again.")
        if self._written.is_anothers(path, file):
            raise Refusal("Fleet TUI wrote this file for somebody else: export what you need yourself.")

    def complete(self, typed: str) -> str | None:
        """The path with its last name completed to the first match; a folder ends in "/". None without a match."""
        _, _, start = typed.rpartition("/")
        if not start or self._rules.folder is None:
            return None
        try:
            with self._place(typed) as (folder, name):
                names = [*self._names(folder, start)] if name == start else []  # "sub/." means sub itself
        except (OSError, Refusal, ValueError):
            return None
        return typed + min(names)[len(start) :] if names else None

    def _names(self, folder: Folder, start: str) -> Iterator[str]:
        with folder.scan() as entries:
            for _, entry in zip(range(_LOOKED_AT), entries, strict=False):
                name: str = entry.name
                # A name that could act on the terminal is not offered; it can still be typed.
                if not name.startswith(start) or displayable(name) != name or self._is_own(folder, name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield f"{name}/"
                elif entry.is_file(follow_symlinks=False):
                    yield name

    def write_lines(self, typed: str, lines: Iterable[str], *, replace: bool = False) -> Path:
        """Write a text, as `write` does."""
        return self.write(typed, (f"{line}\n".encode() for line in lines), replace=replace)

    def write(self, typed: str, pieces: Iterable[bytes], *, replace: bool = False) -> Path:
        """Write a file that only the user can read, whole or not at all.

        Raises:
            AlreadyThere: the program wrote a file of that name, and `replace` is false.
            BadValue: no file can have that name.
            Refusal: it cannot be written there; or what the pieces raise.
        """
        from fleet_tui.services.local.typed_paths import spellings

        text = clean(spellings(typed)[-1], label="The path")
        if not text:
            raise BadValue("The path is missing: fill it in.")
        digest = hashlib.sha256()

        def content() -> Iterator[bytes]:
            for piece in pieces:
                digest.update(piece)
                yield piece

        with self._in_words(text, "written"), self._place(text, make=True) as (folder, name):
            path = folder.path / name
            unchanged = self._may_replace(path, folder, text, replace=replace)
            folder.write(name, content(), replace=unchanged is not None, before=unchanged)
            self._written.keep(path, digest.hexdigest())
            return path

    def _may_replace(self, path: Path, folder: Folder, text: str, *, replace: bool) -> Callable[[], None] | None:
        """None when there is no file; else a check to repeat just before it is replaced."""
        shown = displayable(text)
        try:
            found = folder.lstat(path.name)
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(found.st_mode):
            raise Refusal(f"{shown} is a folder: add the name of a file.")
        if stat.S_ISLNK(found.st_mode):
            raise Refusal(f"{shown} is a link, which is never replaced: use another name.")
        foreign = Refusal(f"{shown} is there, and only what Fleet TUI wrote for you is replaced: use another name.")
        if not stat.S_ISREG(found.st_mode) or not self._written.wrote(path, folder):
            raise foreign
        if not replace:
            raise AlreadyThere(f"{shown} is there already.")

        def unchanged() -> None:
            there = folder.lstat(path.name)
            if not os.path.samestat(there, found) or there.st_mtime_ns != found.st_mtime_ns:
                raise foreign

        return unchanged

    @contextlib.contextmanager
    def _place(self, text: str, *, make: bool = False) -> Iterator[tuple[Folder, str]]:
        """The open folder of a path and its last name; with `make`, the folder of all files is made.

        Raises:
            Refusal: it is outside, hidden or the program's own.
            OSError: a folder of the path is missing or not a folder.
        """
        if self._rules.folder is None:
            raise Refusal(OFF)
        from fleet_tui.services.local.typed_paths import names_below

        names = names_below(self._rules.folder, text)
        if names is None:
            raise Refusal(f"Only files in {self.where} can be named here, without hidden names and “..”.")
        if "\0" in text:
            raise Refusal(f"{displayable(text)} cannot be the name of a file: a character in it is in no name.")
        if not names:
            raise Refusal(f"{displayable(text)} is a folder: add the name of a file.")
        if make:
            make_folder(self._rules.folder)
        folder = Folder.opened(self._rules.folder)
        try:
            for name in names[:-1]:
                outer, folder = folder, folder.inside(name)
                outer.close()
                self._require_foreign(folder.identity in _identities((*self._rules.own, self._rules.records)), text)
            self._require_foreign(self._is_own(folder, names[-1]), text)
            yield folder, names[-1]
        finally:
            folder.close()

    def _is_own(self, folder: Folder, name: str) -> bool:
        """Whether a name in a folder is the program's own, also on file systems that ignore case."""
        from fleet_tui.services.local.typed_paths import key_of_name

        key = key_of_name(name)
        own = [path for path in (*self._rules.own, self._rules.records) if key_of_name(path.name) == key]
        own += [path for path in self._rules.databases if key.startswith(key_of_name(path.name))]
        return folder.identity in _identities(path.parent for path in own)

    def _require_foreign(self, own: bool, text: str) -> None:
        if own:
            raise Refusal(f"{displayable(text)} is Fleet TUI's own: use another name.")

    @contextlib.contextmanager
    def _in_words(self, text: str, done: str) -> Iterator[None]:
        shown = displayable(text)
        try:
            yield
        except FileExistsError:
            raise Refusal(f"{shown} has just been made by another program: use another name.") from None
        except UnicodeEncodeError:
            raise Refusal(f"{shown} cannot be {done}: half a character is in it.") from None
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise Refusal(f"{shown} cannot be {done}: a folder on the way is none, or a link.") from None
            if error.errno == errno.ENOENT and done == "read":
                raise Refusal("There is no such file: check the path.") from None
            why = error.strerror or str(error)
            raise Refusal(f"{shown} cannot be {done}: {why[:1].lower()}{why[1:]}.") from None


def _identities(paths: Iterable[Path]) -> set[tuple[int, int]]:
    found = set()
    for path in paths:
        with contextlib.suppress(OSError):
            there = path.stat()
            found.add((there.st_dev, there.st_ino))
    return found
