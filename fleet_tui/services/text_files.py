"""Texts that are written to a file of the user's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.private_files import Folder


class AlreadyThere(Refusal):
    """There is a file of that name, which is not replaced without asking."""


def write_lines(path: Path, lines: Iterable[str], *, replace: bool = False) -> None:
    """Write a file that only its owner can read; it is there whole or not at all.

    Where the file system knows one name for a file only (FAT, some of a network), a kill in the last moment can leave
    it empty.

    Raises:
        AlreadyThere: there is one of that name, and it is not to be replaced.
        Refusal: it cannot be written, or is no text that could be replaced, in words; or what the lines raise.
    """
    shown = displayable(str(path))
    _require_name(path, shown)
    try:
        _require_free(path, shown, replace=replace)
        _write(path, lines, replace=replace)
    except IsADirectoryError:
        raise Refusal(f"{shown} is a folder: add the name of a file.") from None
    except FileExistsError:
        raise AlreadyThere(f"{shown} is there already.") from None
    except UnicodeEncodeError:
        raise Refusal(f"{shown} cannot be written: half a character is in the text.") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(f"{shown} cannot be written: {why[:1].lower()}{why[1:]}.") from None


def _require_name(path: Path, shown: str) -> None:
    try:
        name = os.fsencode(path)
    except UnicodeEncodeError:
        name = b"\0"
    if b"\0" in name:
        raise Refusal(f"{shown} cannot be the name of a file: a character in it is in no name.")


def _require_free(path: Path, shown: str, *, replace: bool) -> None:
    """Know it before the lines are read, which may take a while. Only a text ever gives way to another."""
    if path.is_dir():
        raise IsADirectoryError
    if path.is_symlink():
        raise Refusal(f"{shown} is a link, which is never replaced: name the file itself, or use another name.")
    if not path.exists():
        return
    if not path.is_file() or _NUL in _beginning(path):
        # A device, a pipe; a database, perhaps the one that is open.
        raise Refusal(f"{shown} is no text, and only a text is replaced: use another name.")
    if not replace:
        raise FileExistsError


_NUL = b"\0"
_ENOUGH = 4_096


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_ENOUGH)


def _write(path: Path, lines: Iterable[str], *, replace: bool) -> None:
    with Folder.opened(path.parent) as folder:
        folder.write(path.name, (f"{line}\n".encode() for line in lines), replace=replace)
