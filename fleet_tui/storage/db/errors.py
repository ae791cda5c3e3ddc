"""What goes wrong with a database file, in words: what it is and what to do."""

from __future__ import annotations

import os
from pathlib import Path

from fleet_tui.domain.errors import Busy, DatabaseRefused, Refusal

HOW_TO_SHARE = "Where several users share it, its owner runs `fleet-tui share --group NAME` once."
"""What mends a file that others made for themselves alone."""

_WAITED = (Busy, "Another program is writing to {path} and did not finish. Nothing was changed: try again.")

_NO_TEXT = "Could not decode to UTF-8"
"""What the library says of a text that is none, without giving the error a name."""

_BY_NAME: dict[str, tuple[type[Refusal], str]] = {
    "SQLITE_BUSY": _WAITED,
    "SQLITE_LOCKED": _WAITED,
    "SQLITE_PROTOCOL": _WAITED,
    "SQLITE_FULL": (DatabaseRefused, "The disk of {path} is full. Nothing was changed: free some room and try again."),
    "SQLITE_READONLY": (
        DatabaseRefused,
        "{path} cannot be written. Nothing was changed: check the permissions of the file and its folder.",
    ),
    "SQLITE_IOERR": (
        DatabaseRefused,
        "The disk of {path} answered with an error. Nothing was changed: check the disk and its room.",
    ),
    "SQLITE_CANTOPEN": (
        DatabaseRefused,
        "{path} cannot be opened: check that the file and its folder are there and yours to write.",
    ),
    "SQLITE_CORRUPT": (
        DatabaseRefused,
        "{path} is damaged. Keep it as it is, run `fleet-tui check` on a copy, and go back to a backup.",
    ),
    "SQLITE_NOTADB": (DatabaseRefused, "{path} is not a database. It was left as it is: name another file."),
}


def refusal_for(error: object, path: Path) -> Refusal | None:
    """The refusal for an error as the library raised it, or None when it is none or a fault of this program."""
    name = getattr(error, "sqlite_errorname", "")  # an extended one begins with the plain one
    if not name and _NO_TEXT in str(error):
        return damaged(path)  # texts are written whole
    for prefix, (refusal, sentence) in _BY_NAME.items():
        if name.startswith(prefix):
            closed = _closed(path) if prefix in _MAY_BE_CLOSED else ""
            return refusal(closed or sentence.format(path=path))
    return None


_MAY_BE_CLOSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN")


def _closed(path: Path) -> str:
    """Which of the files that belong to a database this user may not use; empty where it is none of them."""
    files = [path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal"))]
    for file in (path.parent, *files):
        if os.path.lexists(file) and not os.access(file, os.R_OK | os.W_OK):
            what = "The folder " if file == path.parent else ""
            return f"{what}{file} cannot be written by you. Nothing was changed. {HOW_TO_SHARE}"
    return ""


def damaged(path: Path) -> Refusal:
    """The refusal of a file that is not whole."""
    refusal, sentence = _BY_NAME["SQLITE_CORRUPT"]
    return refusal(sentence.format(path=path))


class UniqueViolation(Exception):
    """The database refused a value that another row has and that must be unique."""
