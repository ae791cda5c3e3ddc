"""Who has which profile open, in all programs on the database (product.md, "Several at once")."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import partial

from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import labels
from fleet_tui.domain.people.presence import ChangedSince, OpenProfile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.base.context import Context
from fleet_tui.services.history.changed_since import author_name, summary
from fleet_tui.storage.history import log
from fleet_tui.storage.history.log import HistoryFilter
from fleet_tui.storage.people import loading
from fleet_tui.storage.presence import PresenceFiles
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_Which = tuple[PersonKind, int]


class Presence:
    """The profiles that this program's user has open, and those that others have.

    It says and asks this beside the database (`storage.presence`); the database is asked for permission and for a name.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._files = PresenceFiles(context.database.path)
        self._forms = Counter[_Which]()
        self._open: dict[_Which, OpenProfile] = {}
        self._turn = threading.Lock()

    def open(self, kind: PersonKind, id: int) -> None:
        """Say that the user has the profile open now; each call is ended by a `close`."""
        with self._context.reading(SEE_PEOPLE) as tx:
            name, now = author_name(tx, tx.author.key, tx.author.name), tx.now
        with self._turn:
            self._forms[kind, id] += 1
            if (kind, id) not in self._open:
                self._open[kind, id] = OpenProfile(kind, id, name, now)
                self._announce()

    def close(self, kind: PersonKind, id: int) -> None:
        """Say so no longer, once every form of the profile is closed."""
        with self._turn:
            self._forms[kind, id] -= 1
            if self._forms[kind, id] <= 0:
                del self._forms[kind, id]
                if self._open.pop((kind, id), None) is not None:
                    self._announce()

    def others(self, kind: PersonKind) -> dict[int, tuple[OpenProfile, ...]]:
        """The profiles of a kind that other programs have open, by person, earliest first. Asked often: cheap."""
        found: dict[int, list[OpenProfile]] = {}
        with self._context.reading(SEE_PEOPLE), self._turn:
            known = [*self._files.others()]
        for key, profile in known:
            if profile.kind is kind:
                yours = key == self._context.author.key
                found.setdefault(profile.person, []).append(replace(profile, yours=yours))
        return {person: tuple(sorted(all, key=_since)) for person, all in found.items()}

    def changed_since(self, kind: PersonKind, id: int, version: int) -> ChangedSince | None:
        """What happened to a profile after that version; None while nothing did. Asked often, so it is cheap."""
        with self._context.reading(SEE_PEOPLE) as tx:
            found = loading.load(tx.connection, PERSON_TABLES[kind], [id], ())
            later = found[0].version - version if found else 0
            if later <= 0:  # less when the file was put back from a backup: saving finds that out
                return None
            rows = log.newest(tx.connection, later, HistoryFilter((kind.value,), person=id))
            return summary(tx, rows, partial(labels, PROFILE_TYPES[kind]))

    def give_back(self) -> None:
        """Have nothing open any more: the user has signed out."""
        with self._turn:
            self._forms.clear()
            self._open.clear()
            self._files.close()

    def _announce(self) -> None:
        self._files.announce(self._context.author.key, [*self._open.values()])


def _since(profile: OpenProfile) -> datetime:
    return profile.since
