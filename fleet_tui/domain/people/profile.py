"""A person's profile as a value, and the words for each of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fleet_tui.domain.accounts.status import AccountState, Status
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.local_time import show_day
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import Names, Values, show


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a list: the requested fields of one person."""

    kind: PersonKind
    id: int
    version: int
    values: Values


@dataclass(frozen=True, slots=True)
class Profile(Person):
    """A whole profile: every kept field and the system's, with the names of the entries it refers to."""

    names: Names
    country: str

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.values["name"])

    @property
    def active(self) -> bool:
        """Whether the profile is active."""
        return bool(self.values["active"])


@dataclass(frozen=True, slots=True)
class Saved:
    """A profile as it was saved, with notes for the user (never a reason not to save)."""

    profile: Profile
    notes: tuple[str, ...] = ()


_SHOWN_WITH = {"status": "last_sign_in", "office_phone": "extension"}
"""Columns that show another field too."""
_DRAWN_WITH = {"name": "color"}
"""Columns that a screen draws in the colour of another field, which is none of their words."""


def needed(fields: Iterable[str], profile_type: ProfileType, *, drawn: bool = False) -> tuple[str, ...]:
    """The fields that have to be there for `cell` to show those columns, or for a screen to draw them."""
    wanted = tuple(fields)
    more = _SHOWN_WITH | _DRAWN_WITH if drawn else _SHOWN_WITH
    others = (more[name] for name in wanted if name in more)
    return tuple(dict.fromkeys((*wanted, *(name for name in others if name in profile_type.fields))))


def cell(profile_type: ProfileType, name: str, values: Values, names: Names, country: str) -> str:
    """The words for a column of a list, on one line: a status that has a date shows it, a phone its extension."""
    if name == "status" and values.get("status") == Status.SIGNED_IN.value:
        moment = values.get("last_sign_in")
        if isinstance(moment, datetime):
            return show_day(moment)
    text = show(profile_type.fields[name], values.get(name), names, country)
    if name == "office_phone" and text and values.get("extension"):
        text = f"{text} ext. {values['extension']}"
    return " ".join(text.split("\n")) if "\n" in text else text


def title(kind: PersonKind, *, adding: bool) -> str:
    """The form's title, "Add Technician" or "Edit Technician"."""
    return f"{'Add' if adding else 'Edit'} {PROFILE_TYPES[kind].singular}"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A profile to load. In `values`, entries of lists are meant by name: `str`, or `tuple[str, ...]` for many."""

    kind: PersonKind
    values: Values
    active: bool
    created: datetime
    account: AccountState | None
    username: str | None
    last_sign_in: datetime | None
    invited: tuple[datetime, datetime] | None = None
    """When an invitation was sent and when it ends; its code is not known."""
