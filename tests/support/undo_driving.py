"""What tests of undo do and ask: users beside each other, saves, undo and redo, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from fleet_tui.domain.bulk.actions import Action
from fleet_tui.domain.bulk.plan import Outcome, Verdicts
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from tests.support.people import NOON, TECHNICIANS, added, entry


def as_user(services: Services, actor: str, hours: int = 2) -> Services:
    """Another program on the same file, so many hours later."""
    return Services(
        Context(services.database, SystemActor(actor), clock=lambda: NOON + timedelta(hours=hours)),
        services.database.path.parent / actor,
    )


def save(services: Services, id: int, kind: PersonKind = TECHNICIANS, /, **typed: object) -> None:
    """Save those fields of somebody as they are now."""
    services.people.save(kind, id, services.people.profile(kind, id).version, typed)


def undo(services: Services, *, redo: bool = False) -> Outcome:
    """Take back, or do again, what is next."""
    return services.undo.run(services.undo.plan(redo=redo))


def told(outcome: Verdicts) -> list[tuple[str, str, str]]:
    """Who, what became of them, and why."""
    return [
        (name, outcome.of(place).verdict.value, outcome.of(place).reason) for place, name in enumerate(outcome.names)
    ]


def kept(services: Services, id: int, kind: PersonKind = TECHNICIANS) -> dict[str, object]:
    """A profile without what every change changes."""
    values = dict(services.people.profile(kind, id).values)
    del values["changed"]
    return values


def some(services: Services, number: int = 4) -> list[int]:
    """So many technicians, by name, of whom two have a team and one no e-mail."""
    team = entry(services, ListName.TEAMS, "North")
    return [
        added(
            services,
            TECHNICIANS,
            name=f"Person {place}",
            mobile=f"201 555 01{place:02}",
            email=f"{place}@x.org" if place else None,
            team=team if place < 2 else None,
        ).id
        for place in range(number)
    ]


def do(services: Services, action: Action, people: Sequence[int], kind: PersonKind = TECHNICIANS) -> Outcome:
    """Plan an action and run it."""
    return services.bulk.run(services.bulk.plan(action, kind, people))


def outbox(services: Services) -> list[tuple[int, str, str]]:
    """Every message: to whom, what for, how far."""
    with services.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT person, purpose, state FROM outbox ORDER BY id").all()
    return [tuple(row) for row in rows]


def invited(services: Services) -> list[int]:
    """Who has an account."""
    with services.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT person FROM account ORDER BY person").scalars())


def field(services: Services, people: Sequence[int], name: str) -> list[object]:
    """What each of them has in a field."""
    return [kept(services, id)[name] for id in people]
