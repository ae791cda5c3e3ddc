"""What a list asks for and what it gets: a window on an ordered query, the same size however many people there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.values import Names


@dataclass(frozen=True, slots=True)
class Sort:
    """The column a list is ordered by; people with the same value are ordered by their id."""

    field: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which people, in which order, with which fields.

    With `only`, just the people with those ids, whatever the filter says: the marked ones are shown so.
    """

    kind: PersonKind
    fields: tuple[str, ...]
    filter: Filter = ONLY_ACTIVE
    sort: Sort = Sort()
    only: frozenset[int] | None = None


class Side(Enum):
    """Where a window lies relative to its anchor."""

    FIRST = "first"
    LAST = "last"
    AFTER = "after"
    BEFORE = "before"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a window starts: an end of the list, or next to a person (`id`).

    AFTER and BEFORE leave the person out, FROM starts with them. A person that no longer matches still marks
    a place in the order while the profile exists; otherwise the window is the first one.
    """

    side: Side = Side.FIRST
    id: int | None = None


Revision = tuple[int, date, tuple[int, str]]
"""A number that grows with every change of anything, by whichever program; the day, because "the last 7 days" are
others tomorrow; and what changes when invitations open or end."""


@dataclass(frozen=True, slots=True)
class Page:
    """Neighbouring people of a query in its order.

    `start` is the place of the first of them among all that match, from 0, and `place` that of the anchor, where the
    people on its far side begin; `matching` and `total` count people. `revision` is that of the database then.
    """

    people: tuple[Person, ...]
    start: int
    place: int
    matching: int
    total: int
    names: Names
    country: str
    revision: Revision
