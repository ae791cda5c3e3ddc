"""The overview of the company."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from fleet_tui.domain.access.permissions import SEE_HISTORY, SEE_MAIL, SEE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Between, Filter, OneOf
from fleet_tui.domain.history.query import ACTION, WHEN
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.overview.values import (
    MOST_COVER,
    BilledOn,
    Count,
    Cover,
    HistoryOf,
    Messages,
    Overview,
    Section,
)
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.overview.people_sections import of_entries, of_kind
from fleet_tui.storage import lists
from fleet_tui.storage.db.comparing import end_of_day
from fleet_tui.storage.history import billed
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.overview import changes
from fleet_tui.storage.overview.cover import cover
from fleet_tui.storage.people import queries

MONTHS = 13
"""Months of the billed technicians: the present one, and so many before that it can be compared with a year ago."""
_DONE = {
    "added": "Added",
    "changed": "Changed",
    "activated": "Activated",
    "deactivated": "Deactivated",
    "invited": "Invited",
    "sent a reset": "Sent a reset",
    "undone": "Undone",
}
_UNSURE = "before the history begins"


class OverviewService:
    """The company in numbers; those of past months are derived from the history once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._past: dict[date, int] = {}
        self._today = _Today()

    def look(self) -> Overview:
        """All numbers of one state of the file, in the sections that the actor may see.

        Raises:
            SignedOut, NotAllowed: the actor may not see people.
        """
        with self._context.reading(SEE_PEOPLE) as tx:
            wanted = (ListName.TEAMS, ListName.ZONES, ListName.SKILLS)
            entries = lists.of_lists(tx.connection, wanted)
            teams, zones, skills = (entries[name] for name in wanted)
            kinds = {kind: of_kind(tx, kind) for kind in PersonKind}
            sections = (
                *kinds[PersonKind.TECHNICIAN],
                *self._changed(tx),
                *_messages(tx),
                *kinds[PersonKind.EMPLOYEE],
                *self._billed(tx),
                *of_entries(tx, "team", "Technicians by team", teams),
                *of_entries(tx, "zone", "Technicians by main zone", zones),
            )
            offered = [tuple(entry for entry in each if not entry.retired) for each in (skills, zones)]
            ids = [[entry.id for entry in each] for each in offered]
            names = [tuple((entry.id, displayable(entry.name)) for entry in each) for each in offered]
            numbers = cover(tx.connection, ids[0], ids[1], MOST_COVER)
            covered = Cover(names[0], names[1], tuple(map(tuple, numbers))) if any(map(any, numbers)) else None
            known = {entry.id: entry.name for each in entries.values() for entry in each}
            return Overview(tx.now, tuple(section for section in sections if section.counts), covered, known)

    def _changed(self, tx: Transaction) -> tuple[Section, ...]:
        if SEE_HISTORY not in tx.granted:
            return ()
        numbers = self._today.numbers(tx)
        day = tx.now.astimezone().date()
        on_day = Filter((Between(WHEN, day, day),))
        words = {action: action.replace(" ", "_") for action in _DONE}
        counts = [
            Count(
                words[action],
                label,
                numbers[action],
                HistoryOf(on_day.with_(OneOf(ACTION, frozenset({words[action]})))),
            )
            for action, label in _DONE.items()
            if numbers[action]
        ]
        return (Section("today", "Today", tuple(counts)),)

    def _billed(self, tx: Transaction) -> tuple[Section, ...]:
        if SEE_HISTORY not in tx.granted:
            return ()
        today = tx.now.astimezone().date()
        days = _month_ends(today)
        unknown = [day for day in days[1:] if day not in self._past]
        if unknown:
            found = billed.billed_before_each(tx.connection, [end_of_day(day) for day in unknown])
            self._past |= dict(zip(unknown, found, strict=True))
        begins = billed.begins(tx.connection)
        first = begins.astimezone().date() if begins else today
        numbers = {today: queries.billed(tx.connection)} | {day: self._past[day] for day in days[1:]}
        while len(days) > 1 and not numbers[days[-1]]:
            days.pop()  # nobody was billed yet
        counts = [
            Count(f"{day:%Y-%m}", f"{day:%b %Y}", numbers[day], BilledOn(day), _UNSURE if day < first else "")
            for day in days
        ]
        return (Section("billed", "Billed by month", tuple(counts)),)


def _month_ends(today: date) -> list[date]:
    """Today, and the last days of the months before, the latest first."""
    days, first = [today], today.replace(day=1)
    while len(days) < MONTHS:
        days.append(first - timedelta(days=1))
        first = days[-1].replace(day=1)
    return days


def _messages(tx: Transaction) -> tuple[Section, ...]:
    if SEE_MAIL not in tx.granted:
        return ()
    found = outbox_writes.counts(tx.connection, tx.now)
    counts = (
        Count("waiting", "Wait", found.waiting, Messages()),
        Count("in_trouble", "Tried in vain", found.in_trouble, Messages()),
        Count("failed", "Not sent", found.failed, Messages()),
    )
    return (Section("messages", "Messages", tuple(count for count in counts if count.number)),)


class _Today:
    """Counts what was done on the day; each look counts what is behind the one before."""

    def __init__(self) -> None:
        self._seen: tuple[date, int, Counter[str]] | None = None

    def numbers(self, tx: Transaction) -> Counter[str]:
        """The entries of the history since midnight here, by action."""
        day, last = tx.now.astimezone().date(), changes.last(tx.connection)
        seen = self._seen
        if seen is None or seen[0] != day or seen[1] > last:
            seen = day, changes.last_before(tx.connection, end_of_day(day - timedelta(days=1))), Counter()
        _, after, before = seen
        numbers = before + Counter(changes.between(tx.connection, after, last, tuple(_DONE)))
        self._seen = day, last, numbers
        return numbers
