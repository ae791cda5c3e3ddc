"""What else to know of a bulk action: never a reason not to do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.roles import difference, told_difference
from fleet_tui.domain.bulk.actions import Send, SetActive, SetField
from fleet_tui.domain.bulk.evaluate_fields import LIMITED
from fleet_tui.domain.bulk.plan import Outcome, Verdict, Verdicts
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.text import displayable
from fleet_tui.storage import lists, ranking
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PersonTables

T = TypeVar("T", bound=Verdicts)


_MOST_ROLES = 3


def noted(
    verdicts: T,
    connection: Connection,
    layout: PersonTables,
    *,
    missing: int = 0,
    roles: Mapping[int | None, int] = MappingProxyType({}),
) -> T:
    """A plan or an outcome with its notes.

    `missing` of the people it was asked for are not there; `roles` counts those who get another by the one before.
    """
    notes = []
    if missing:
        are = "is" if missing == 1 else "are"
        notes.append(f"{missing:,} of those asked for {are} not in the database any more.")
    match verdicts.action:
        case SetField(field="role", value=int(role)):
            notes += _of_role(connection, role, roles)
        case SetField(field="truck", value=int(truck)):
            notes += _one_truck(verdicts, connection, truck)
        case SetField(field="mobile_access"):
            notes += _limited(verdicts)
        case SetActive(active=True) if layout.type.fields.get("truck"):
            notes += _shared_trucks(verdicts, connection)
        case Send() if isinstance(verdicts, Outcome) and verdicts.operation:
            number = verdicts.counts()[Verdict.CHANGES]
            waits = "1 message waits" if number == 1 else f"{number:,} messages wait"
            notes.append(f"{waits} in the outbox.")
    return replace(verdicts, notes=tuple(notes))


def with_billed(verdicts: T, connection: Connection) -> T:
    """The verdicts with how many are billed for before them: counted only when one of them changes that."""
    if not any(decision.billed for decision in verdicts.decisions):
        return verdicts
    changed = verdicts.billed_after - verdicts.billed if isinstance(verdicts, Outcome) else 0
    return replace(verdicts, billed=queries.billed(connection) - changed)


def _of_role(connection: Connection, role: int, before: Mapping[int | None, int]) -> list[str]:
    """What the role allows more and less than the ones before, those of most people first."""
    names = {id: entry.name for id, entry in lists.with_ids(connection, {role, *filter(None, before)}).items()}
    allows = ranking.roles(connection)
    notes = []
    for other in sorted(before, key=lambda id: (-before[id], id or 0)):
        than, had = (displayable(names[other]), allows.get(other, ())) if other else ("no role", ())
        told = told_difference(displayable(names[role]), than, difference(had, allows.get(role, ()), {}))
        notes += [told] if told else []
    rest = len(notes) - _MOST_ROLES
    return [*notes[:_MOST_ROLES], f"So it is with {rest} other roles."] if rest > 1 else notes


def _one_truck(verdicts: Verdicts, connection: Connection, truck: int) -> list[str]:
    given = verdicts.ids_with(Verdict.CHANGES)
    if not given:
        return []
    name = displayable(lists.entry_names(connection, ListName.TRUCKS)[truck])
    notes = [f"{len(given):,} people get {name}."] if len(given) > 1 else []
    drivers = queries.drivers_of(connection, truck, given)
    if drivers:
        rest = f" and {len(drivers) - 1:,} more" if len(drivers) > 1 else ""
        notes.append(f"{name} is also assigned to {displayable(drivers[0])}{rest}.")
    return notes


def _shared_trucks(verdicts: Verdicts, connection: Connection) -> list[str]:
    shared = queries.shared_trucks(connection, verdicts.ids_with(Verdict.CHANGES))
    rest = f", and so are {len(shared) - 1:,} other trucks" if len(shared) > 2 else ""
    rest = ", and so is 1 other truck" if len(shared) == 2 else rest
    return [f"{displayable(shared[0])} is assigned to several active technicians then{rest}."] if shared else []


def _limited(verdicts: Verdicts) -> list[str]:
    limited = {code for code, decision in enumerate(verdicts.decisions) if decision.reason == LIMITED}
    number = sum(many for code, many in Counter(verdicts.codes).items() if code in limited)
    if not number:
        return []
    return [f"{number:,} of them {'is' if number == 1 else 'are'} non-managed: no full mobile access."]
