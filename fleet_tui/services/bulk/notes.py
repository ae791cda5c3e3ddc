"""What else to know about a plan or its outcome: never a reason against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TypeVar

from fleet_tui.domain.access.permissions import SEND_INVITES
from fleet_tui.domain.access.roles import difference, difference_sentence
from fleet_tui.domain.bulk.actions import Send, SetActive, SetField, settings_of
from fleet_tui.domain.bulk.differences import MESSAGES
from fleet_tui.domain.bulk.field_effects import LIMITED
from fleet_tui.domain.bulk.plan import Outcome, Verdict, Verdicts
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage import lists, roles
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

T = TypeVar("T", bound=Verdicts)

_MOST_ROLES = 3


def with_notes(
    tx: Transaction, verdicts: T, *, missing: int = 0, roles_before: Mapping[int | None, int] = MappingProxyType({})
) -> T:
    """A plan or an outcome with its notes, its billing, and the people to invite again.

    `missing` people were asked for and are not there; `roles_before` counts people by the role that they lose.
    """
    notes = []
    if missing:
        are = "is" if missing == 1 else "are"
        notes.append(f"{missing:,} of those asked for {are} not in the database any more.")
    for setting in settings_of(verdicts.action):
        match setting:
            case SetField(field="role", value=int(role)):
                notes += _of_role(tx, role, roles_before)
            case SetField(field="truck", value=int(truck)):
                notes += _one_truck(tx, verdicts, truck)
            case SetField(field="mobile_access"):
                notes += _limited(verdicts)
    match verdicts.action:
        case SetActive(active=True):
            notes += _shared_trucks(tx, verdicts) if verdicts.kind is PersonKind.TECHNICIAN else []
            verdicts = replace(verdicts, to_invite=_to_invite(tx, verdicts))
        case Send(purpose=purpose) if isinstance(verdicts, Outcome) and verdicts.operation:
            notes.append(_sent_after(MESSAGES[purpose], verdicts.counts()[Verdict.CHANGES], tx.company().hold))
    return with_billed(tx, replace(verdicts, notes=tuple(notes)))


def with_billed(tx: Transaction, verdicts: T) -> T:
    """The verdicts with the number of billed technicians before them: counted only when they change it."""
    if not any(decision.billed for decision in verdicts.decisions):
        return verdicts
    changed = verdicts.billed_after - verdicts.billed if isinstance(verdicts, Outcome) else 0
    return replace(verdicts, billed=queries.billed(tx.connection) - changed)


def _sent_after(message: str, number: int, hold: timedelta) -> str:
    """From when on so many messages are sent, by any program that does, and until when undo takes them back."""
    one, seconds = number == 1, int(hold.total_seconds())
    whom = f"{number:,} {message}{'' if one else 's'}"
    if not seconds:
        return f"{whom} {'is' if one else 'are'} ready to be sent."
    held, them = ("is held", "it") if one else ("are held", "them")
    return f"{whom} {held} for {seconds} seconds before sending: until then undo takes {them} back."


def _to_invite(tx: Transaction, verdicts: Verdicts) -> tuple[int, ...]:
    """Activated people with an ended invitation; none when the actor may not invite."""
    if SEND_INVITES not in tx.granted:
        return ()
    people = verdicts.ids_with(Verdict.CHANGES)
    ended = invitations.ended(tx.connection, PERSON_TABLES[verdicts.kind], people, tx.now)
    return tuple(id for id in people if id in ended)


def _of_role(tx: Transaction, role: int, before: Mapping[int | None, int]) -> list[str]:
    """What the role allows more and less than the roles before, the most frequent role first."""
    names = {id: entry.name for id, entry in lists.with_ids(tx.connection, {role, *filter(None, before)}).items()}
    allows = roles.permissions_by_role(tx.connection)
    notes = []
    for other in sorted(before, key=lambda id: (-before[id], id or 0)):
        than, had = (displayable(names[other]), allows.get(other, ())) if other else ("no role", ())
        sentence = difference_sentence(displayable(names[role]), than, difference(had, allows.get(role, ()), {}))
        notes += [sentence] if sentence else []
    rest = len(notes) - _MOST_ROLES
    return [*notes[:_MOST_ROLES], f"So it is with {rest} other roles."] if rest > 1 else notes


def _one_truck(tx: Transaction, verdicts: Verdicts, truck: int) -> list[str]:
    given = verdicts.ids_with(Verdict.CHANGES)
    if not given:
        return []
    name = displayable(lists.entry_names(tx.connection, ListName.TRUCKS)[truck])
    notes = [f"{len(given):,} people get {name}."] if len(given) > 1 else []
    drivers = queries.drivers_of(tx.connection, truck, given)
    return [*notes, _also_assigned(name, drivers)] if drivers else notes


def _shared_trucks(tx: Transaction, verdicts: Verdicts) -> list[str]:
    """The first truck that several active technicians then have, with its drivers, and how many trucks there are."""
    activated = verdicts.ids_with(Verdict.CHANGES)
    shared = queries.shared_trucks(tx.connection, activated)
    if not shared:
        return []
    truck, name = shared[0][0], displayable(shared[0][1])
    if len(activated) == 1:
        return [_also_assigned(name, queries.drivers_of(tx.connection, truck, activated))]
    drivers = list(map(displayable, queries.drivers_of(tx.connection, truck, (), activated)))
    more = f" and {len(drivers) - 2:,} more" if len(drivers) > 2 else ""
    others = f"; so it is with {len(shared) - 1:,} other truck{'s' if len(shared) > 2 else ''}" if shared[1:] else ""
    between = ", " if more else " and "
    return [f"{name} is then assigned to {between.join(drivers[:2])}{more}{others}."]


def _also_assigned(truck: str, drivers: Sequence[str]) -> str:
    rest = f" and {len(drivers) - 1:,} more" if len(drivers) > 1 else ""
    return f"{truck} is also assigned to {displayable(drivers[0])}{rest}."


def _limited(verdicts: Verdicts) -> list[str]:
    limited = {code for code, decision in enumerate(verdicts.decisions) if LIMITED in decision.reason}
    number = sum(many for code, many in Counter(verdicts.codes).items() if code in limited)
    if not number:
        return []
    return [f"{number:,} of them {'is' if number == 1 else 'are'} non-managed: no full mobile access."]
