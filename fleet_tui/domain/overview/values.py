"""The numbers of the overview, and the list, the history, the day or the messages that each of them leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.values import Names


@dataclass(frozen=True, slots=True)
class PeopleOf:
    """The list of a kind of profile with that filter; without `sort` in the order that it has."""

    kind: PersonKind
    filter: Filter
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """The history with that filter."""

    filter: Filter


@dataclass(frozen=True, slots=True)
class BilledOn:
    """The technicians billed on a day."""

    day: date


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages to people."""


Target = PeopleOf | HistoryOf | BilledOn | Messages
"""What a number leads to."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its label. `id` is its stable name in JSON, `note` a few words behind the number."""

    id: str
    label: str
    number: int
    target: Target
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Counts under a title."""

    id: str
    title: str
    counts: tuple[Count, ...]


MOST_COVER = 10
"""A skill in a zone is counted up to so many technicians: what matters is where there are few."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How many active technicians have each skill in each zone, up to `MOST_COVER`.

    `numbers` has a row for each of the `skills` and in it a number for each of the `zones`, both as (id, name).
    """

    skills: tuple[tuple[int, str], ...]
    zones: tuple[tuple[int, str], ...]
    numbers: tuple[tuple[int, ...], ...]

    def pairs(self, number: int) -> int:
        """How many pairs of a skill and a zone that number of technicians covers."""
        return sum(row.count(number) for row in self.numbers)

    @property
    def heading(self) -> str:
        """What matters most: `Cover by skill and zone: 3 by nobody, 12 by one`."""
        return f"Cover by skill and zone: {self.pairs(0):,} by nobody, {self.pairs(1):,} by one"


@dataclass(frozen=True, slots=True)
class Overview:
    """The company at a moment; sections that the user may not see are not in it.

    `names` are those of the entries that the filters of its numbers ask for.
    """

    at: datetime
    sections: tuple[Section, ...]
    cover: Cover | None = None
    names: Names = field(default_factory=dict)
