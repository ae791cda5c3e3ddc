"""The sections about people: each number is that of a list with its filter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Condition, Filter, OneOf
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.overview.values import Count, PeopleOf, Section
from fleet_tui.domain.people.choices import MANAGED, NON_MANAGED, TECHNICIAN_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.history import clock
from fleet_tui.storage.overview import people
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_DAY = timedelta(days=1)
_PENDING = ("ends_later", "ends_soon", people.WAITS)
_AGES = {
    "ends_soon": "Ends within a day",
    "ends_later": "Ends later",
    people.WAITS: "Not sent yet",
    "ended_7_days": "Ended, last 7 days",
    "ended_30_days": "Ended, last 30 days",
    "ended_before": "Ended before",
    people.NO_CODE: "Taken back",
}
"""Invitations by age, in the order shown: those that end first come first."""
_OUT = Filter((OneOf("active", frozenset({"no"})),))


def _ages(now: datetime) -> tuple[tuple[str, datetime], ...]:
    """The ages with the moment after which such an invitation ends, the latest first."""
    return (
        ("ends_later", now + _DAY),
        ("ends_soon", now),
        ("ended_7_days", now - 7 * _DAY),
        ("ended_30_days", now - 30 * _DAY),
        ("ended_before", now - 30 * _DAY),
    )


def of_kind(tx: Transaction, kind: PersonKind) -> tuple[Section, ...]:
    """Active people by type and by status, and the invited ones by age."""
    layout = PERSON_TABLES[kind]
    active, inactive = people.active(tx.connection, layout)
    stored, ages = people.by_status(tx.connection, layout, _ages(clock.latest(tx.connection, tx.now)))
    pending = sum(ages.get(age, 0) for age in _PENDING)
    statuses = {
        **stored,
        Status.PENDING: pending,
        Status.INVITATION_ENDED: sum(ages.values()) - pending,
        Status.SIGNED_IN: active - sum(stored.values()) - sum(ages.values()),
    }
    plural, one = layout.type.plural, layout.type.singular.lower()
    out = Count("inactive", "Inactive", inactive, PeopleOf(kind, _OUT))
    by_status = [_count(kind, status.value, status.label, statuses.get(status, 0)) for status in Status]
    return (
        *_types(tx, active, out, kind),
        Section(f"{one}_status", f"{plural} by status", _some([*by_status, *_without_types(out, kind)])),
        Section(f"{one}_invitations", f"Invited {plural.lower()}", _some(_invited(kind, ages))),
    )


def _types(tx: Transaction, active: int, out: Count, kind: PersonKind) -> Sequence[Section]:
    if kind is not PersonKind.TECHNICIAN:
        return ()
    numbers = {type: people.of_type(tx.connection, PERSON_TABLES[kind], type) for type in (MANAGED, NON_MANAGED)}
    counts = [
        Count(
            choice.value,
            choice.short or choice.label,
            numbers[choice.value],
            _active(kind, OneOf("type", frozenset({choice.value}))),
        )
        for choice in TECHNICIAN_TYPES
    ]
    none = active - sum(numbers.values())
    if none:
        counts.append(Count("no_type", "No type", none, _active(kind, OneOf("type", frozenset({None})))))
    return (Section("technician_type", "Technicians by type", (*counts, out)),)


def _without_types(out: Count, kind: PersonKind) -> Sequence[Count]:
    return () if kind is PersonKind.TECHNICIAN else (out,)


def _some(counts: Sequence[Count]) -> tuple[Count, ...]:
    return tuple(count for count in counts if count.number)


def _active(kind: PersonKind, condition: Condition, sort: Sort | None = None) -> PeopleOf:
    return PeopleOf(kind, ONLY_ACTIVE.with_(condition), sort)


def _count(kind: PersonKind, status: str, label: str, number: int) -> Count:
    return Count(status, label, number, _active(kind, OneOf("status", frozenset({status}))))


def _invited(kind: PersonKind, ages: dict[str, int]) -> list[Count]:
    """Each age leads to the list of its status, sorted by the end of the invitation."""
    found = []
    for age, label in _AGES.items():
        status = Status.PENDING if age in _PENDING else Status.INVITATION_ENDED
        condition = OneOf("status", frozenset({status.value}))
        sort = Sort("status", descending=age == "ends_soon")
        found.append(Count(age, label, ages.get(age, 0), _active(kind, condition, sort)))
    return found


def of_entries(tx: Transaction, field: str, title: str, entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """Active technicians by an entry: those on offer, and retired ones that somebody has. Nothing without people."""
    kind = PersonKind.TECHNICIAN
    numbers = people.by_entry(tx.connection, PERSON_TABLES[kind], field, entries)
    counts = [
        Count(
            str(entry.id),
            displayable(entry.name),
            numbers.get(entry.id, 0),
            _active(kind, OneOf(field, frozenset({entry.id}))),
        )
        for entry in entries
        if numbers.get(entry.id) or not entry.retired
    ]
    none = numbers.get(None, 0)
    if none:
        counts.append(Count("none", "None", none, _active(kind, OneOf(field, frozenset({None})))))
    return (Section(f"technician_{field}", title, tuple(counts)),) if any(numbers.values()) else ()
