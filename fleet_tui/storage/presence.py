"""Which profiles the programs on a database have open: each says it in a small file beside the database.

The program holds a lock on its file, which the system releases when it ends in any way: a file without one means
nothing, and the next program takes it over. So there is no heartbeat, and nothing is written to the database itself,
where it would make every list that is open read its rows again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.local_time import kept_moment
from fleet_tui.domain.people.presence import OpenProfile
from fleet_tui.domain.text import displayable
from fleet_tui.private_files import rewrite
from fleet_tui.storage.db.held_file import held_content, hold

_MOST_PROGRAMS = 999
_MOST_BYTES = 16_384
"""The most that is read of a file: it is another user's."""
_LONGEST_NAME = 100


class PresenceFiles:
    """The files of a database, one of them this program's from its first profile on.

    Where the folder cannot be written, or on systems without such locks, nobody is known.
    """

    def __init__(self, database: Path) -> None:
        self._database = database.resolve()
        self._held: tuple[Path, int] | None = None

    def announce(self, key: str, profiles: Collection[OpenProfile]) -> None:
        """Say which profiles this program has open, and the key of its user, in place of what it said before."""
        with suppress(OSError):
            if self._held is None and profiles:
                self._held = self._take()
            if self._held is not None:
                rewrite(self._held[1], json.dumps({"by": key, "open": [*map(_kept, profiles)]}).encode() + b"\n")

    def _take(self) -> tuple[Path, int] | None:
        mode = self._database.stat().st_mode & 0o660  # the users of the database share this too
        for path in self._paths():
            try:
                file = hold(path, mode)
            except PermissionError:
                if path.exists():
                    continue  # another user's
                raise
            if file is not None:
                return path, file
        return None

    def others(self) -> Iterator[tuple[str, OpenProfile]]:
        """The profiles that other programs have open, each with the key of its user."""
        for path in self._paths():
            if self._held is not None and path == self._held[0]:
                continue
            try:
                content = held_content(path, _MOST_BYTES)
            except FileNotFoundError:
                return  # files are never removed: there are no more
            except OSError:
                continue
            if content:
                yield from _read(content)

    def _paths(self) -> Iterator[Path]:
        names = (f".{self._database.name}.open-{number}" for number in count(1))
        return (self._database.with_name(name) for _, name in zip(range(_MOST_PROGRAMS), names, strict=False))

    def close(self) -> None:
        """Have nothing open any more, and leave the file to the next program."""
        if self._held is not None:
            with suppress(OSError):
                rewrite(self._held[1], b"")
            os.close(self._held[1])
            self._held = None


def _kept(profile: OpenProfile) -> list[object]:
    return [profile.kind.value, profile.person, profile.name, profile.since.isoformat()]


def _read(content: bytes) -> Iterator[tuple[str, OpenProfile]]:
    """What a file says; of one that is half written or foreign, what can be read."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        kept: Any = json.loads(content.partition(b"\n")[0])
        for kind, person, name, since in kept["open"]:
            moment = kept_moment(since)
            if is_id(person) and moment.tzinfo is not None:
                shown = displayable(str(name))[:_LONGEST_NAME]
                yield str(kept["by"]), OpenProfile(PersonKind(kind), person, shown, moment)
