"""The key that codes are derived from: a file of its own beside the database, never in it and never in its copies."""

from __future__ import annotations

import os
from pathlib import Path

from fleet_tui.domain.errors import DatabaseRefused, Refusal
from fleet_tui.private_files import write_private
from fleet_tui.storage.db.errors import HOW_TO_SHARE
from fleet_tui.storage.db.process_lock import exclusive

KEY_BYTES = 32


def key_path(database: Path) -> Path:
    """The path of a database's key."""
    return database.with_name(f"{database.name}-key")


def key_of(database: Path) -> bytes:
    """The key of a database, created with the access of the database if there is none.

    Without the key, codes in waiting messages cannot be used: the messages get new codes. Attempts under unknown
    usernames are not recognised any more.

    Raises:
        Refusal: it can be neither read nor made.
    """
    path = key_path(database)
    try:
        return _read(path)
    except FileNotFoundError:
        return _make(path, database)
    except OSError as error:
        raise Refusal(
            f"{path} cannot be read ({error.strerror}): it holds the key to the codes in messages. {HOW_TO_SHARE}"
        ) from None


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise Refusal(f"{path} is not a key of this program: remove it, and send the messages that wait again.")
    return key


def _make(path: Path, database: Path) -> bytes:
    with exclusive(database):
        try:
            return _read(path)
        except FileNotFoundError:
            pass
        try:
            mode = database.stat().st_mode & 0o660  # a file that a group shares has a key that it shares
            write_private(path, os.urandom(KEY_BYTES), mode=mode)
        except OSError as error:
            raise DatabaseRefused(f"{path} cannot be made ({error.strerror}): codes need their key.") from None
        return _read(path)
