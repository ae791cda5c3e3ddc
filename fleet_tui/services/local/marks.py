"""Marks of the lists, kept in files of the user, so that a restart or a kill loses none."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Collection
from pathlib import Path

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.ids import is_id
from fleet_tui.private_files import write_private
from fleet_tui.services.local.draft_places import DraftPlaces


class Marks:
    """The marks of one user's program on one database, a file for each kind.

    As with drafts, each terminal has its own, and the next program takes over those that an ended one has left.
    Marks are quickly made again, unlike input: they are written without waiting for the disk.
    """

    def __init__(self, folder: Path) -> None:
        self._places = DraftPlaces(folder)
        self._turn = threading.Lock()

    def load(self, kind: PersonKind) -> frozenset[int]:
        """The ids of the marked people; none when the file cannot be read."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self._places.mine(_key(kind)).read_bytes())
            if isinstance(kept, list):
                return frozenset(filter(is_id, kept))
        return frozenset()

    def keep(self, kind: PersonKind, people: Collection[int]) -> None:
        """Write the marks in place of those before; a folder that cannot be written keeps none."""
        with self._turn, contextlib.suppress(OSError):
            if not people:
                self._places.give_up(_key(kind))
                return
            write_private(self._places.mine(_key(kind)), json.dumps(sorted(people)).encode(), durable=False)

    def give_back(self) -> None:
        """Leave the marks to the next program: the user has signed out."""
        self._places.give_back()


def _key(kind: PersonKind) -> str:
    return f"marks-{kind.value}"
