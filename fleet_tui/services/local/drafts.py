"""Unsaved input of forms, kept in files of the user, so that a dropped line or a kill loses none of it."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from fleet_tui.domain.fields import Kind
from fleet_tui.domain.ids import is_id
from fleet_tui.domain.local_time import kept_moment
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import Values
from fleet_tui.private_files import write_private
from fleet_tui.services.local.draft_places import DraftPlaces

_NEVER_KEPT = {
    field.name
    for profile_type in PROFILE_TYPES.values()
    for field in profile_type.fields.values()
    if field.kind in (Kind.SECRET, Kind.PHOTO)
}
"""Secrets are never written down; a photo is a file that can be named again."""
_KEY = re.compile(r"company|(technicians|employees)-(new|[1-9]\d{0,17})")
"""The forms of which a draft can be opened after sign-in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The input of a form, its time, and the version of the record that it changes (None: a new record)."""

    raw: dict[str, object]
    version: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that no program has open: its file, its key, and the name that was typed in it, if any."""

    file: Path
    key: str
    name: str


class Drafts:
    """The drafts of one user for one database, a file each. Keys are names like `technicians-17`.

    A draft belongs to the program that writes it until it is dropped or the program has ended: two terminals on the
    same form have a draft each, and neither shows or drops that of the other.
    """

    def __init__(self, folder: Path) -> None:
        self._places = DraftPlaces(folder)

    def keep(self, key: str, raw: Values, version: int | None) -> None:
        """Write the draft in place of the one before; a folder that cannot be written keeps none.

        With nothing in `raw` that may be written down, there is no draft afterwards.
        """
        kept = {name: value for name, value in raw.items() if name not in _NEVER_KEPT}
        if not kept:
            self.drop(key)
            return
        draft = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": version,
            "raw": {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()},
        }
        with contextlib.suppress(OSError):
            text = json.dumps(draft, default=str)  # an amount or a day that was not edited
            write_private(self._places.mine(key), text.encode())

    def load(self, key: str) -> Draft | None:
        """The draft, if there is one that can be read; also one that an ended program has left."""
        try:
            kept = json.loads(self._places.mine(key).read_text())
            typed = {name: value for name, value in kept["raw"].items() if _is_typed(value)}
            raw = {name: tuple(value) if isinstance(value, list) else value for name, value in typed.items()}
            return Draft(raw, kept["version"], kept_moment(kept["at"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def waiting(self) -> tuple[WaitingDraft, ...]:
        """The drafts that an ended program has left, the latest first; none where the folder cannot be read."""
        found: list[tuple[str, WaitingDraft]] = []
        with contextlib.suppress(OSError):
            for key, file in self._places.left(_KEY):
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
                    kept = json.loads(file.read_bytes())
                    name = kept["raw"].get("name") if isinstance(kept["raw"], dict) else None
                    draft = WaitingDraft(file, key, name if isinstance(name, str) else "")
                    found.append((str(kept["at"]), draft))
        return tuple(draft for _, draft in sorted(found, key=itemgetter(0), reverse=True))

    def take_over(self, draft: WaitingDraft) -> None:
        """Give this draft to the form that asks for its key next, where there are several of that key."""
        with contextlib.suppress(OSError):
            self._places.take_over(draft.file)

    def drop(self, key: str) -> None:
        """Forget the draft."""
        with contextlib.suppress(OSError):
            self._places.give_up(key)

    def give_back(self) -> None:
        """Leave the drafts to the next program: the user has signed out."""
        self._places.give_back()


def _is_typed(value: object) -> bool:
    """Whether a form gives such values; a damaged file, and one of a newer version, may have any."""
    if isinstance(value, list):
        return all(map(is_id, value)) or all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, (bool, str)) or is_id(value)
