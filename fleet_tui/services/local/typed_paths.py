"""Paths as people type them, and as terminals write a file that is dropped on them."""

from __future__ import annotations

import os
import shlex
import unicodedata
from pathlib import Path, PurePath
from urllib.parse import unquote


def spellings(typed: str) -> tuple[str, ...]:
    """Readings of a typed path: as it is, without the quotes or backslashes of a shell, and as a `file:` address."""
    text = typed.strip()
    return tuple(dict.fromkeys((text, bare := _unquoted(text), _without_address(bare))))


def _unquoted(text: str) -> str:
    if not any(sign in text for sign in "'\"\\"):
        return text
    try:
        words = shlex.split(text)
    except ValueError:  # an apostrophe in a name
        return text
    return words[0] if len(words) == 1 else text


def _without_address(text: str) -> str:
    if text[:5].lower() != "file:":
        return text
    path = text[5:]
    if path.startswith("//"):
        _, slash, rest = path[2:].partition("/")  # the computer's name
        path = slash + rest
    return unquote(path, errors="surrogateescape")


def names_below(folder: Path, text: str) -> tuple[str, ...] | None:
    """The names of the path below the folder; None when the path is outside it or hidden.

    Of the disk only the place of the folder itself is read, so the answer says nothing about other files.
    """
    path = PurePath(_from_home(text))
    if path.is_absolute():
        roots = (folder, Path(os.path.realpath(folder)))
        below = next((path.relative_to(root) for root in roots if path.is_relative_to(root)), None)
        if below is None:
            return None
        path = below
    # A name that begins with a dot is hidden, or leads upwards.
    return None if any(name.startswith(".") for name in path.parts) else path.parts


def key_of_name(name: str) -> str:
    """A key that is equal for names that a file system may take for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _from_home(text: str) -> str:
    if text != "~" and not text.startswith("~/"):
        return text
    try:
        return f"{Path.home()}{text[1:]}"
    except RuntimeError:
        return text
