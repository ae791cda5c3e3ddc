"""Who has a profile open, and what was changed under an open one, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.local_time import show_time

OPEN_SIGN = "@"
"""Stands behind the name of somebody whose profile another user has open."""


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """A profile that a program has open: its user's name, and since when; `yours` in another terminal of the user."""

    kind: PersonKind
    person: int
    name: str
    since: datetime
    yours: bool = False


def open_in_words(open: Sequence[OpenProfile], now: datetime) -> str:
    """Who has one profile open besides the reader, earliest first; empty for nobody."""
    if not open:
        return ""
    first, since = open[0], show_time(open[0].since, now)
    more = len({each.name for each in open[1:]} - {first.name})
    if first.yours:
        return f"You have this open in another terminal since {since}."
    if more:
        return f"{first.name} and {more} more have this open, since {since}."
    return f"{first.name} has this open since {since}."


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """Changes of a record by others: authors and labels of fields, newest first, and the moment of the last one.

    `yours` when the reader made all of them, in another terminal or by an action.
    """

    who: tuple[str, ...]
    fields: tuple[str, ...]
    when: datetime
    yours: bool = False

    def in_words(self, now: datetime, most: int = 4) -> str:
        """Author, fields and time, without a full stop; at most so many fields by name."""
        who = "You" if self.yours else listed(self.who or ("Somebody",), 2)
        return f"{who} changed {listed(self.fields, most)} at {show_time(self.when, now)}"


def listed(names: Collection[str], most: int) -> str:
    """The names as a list in a sentence; where they are more than `most`, the first and how many more."""
    found = [*names]
    if not found:
        return "this"
    if len(found) > most:
        return f"{found[0]} and {len(found) - 1} more"
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1])))
