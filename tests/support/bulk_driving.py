"""What tests of bulk actions do and look at."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, Send, SetActive, SetField
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.history import log
from fleet_tui.storage.mail import outbox
from tests.support.people import TECHNICIANS, entry, load, new_person

INVITE, RESET = Send(Purpose.INVITE), Send(Purpose.RESET)
OFF = SetActive(False)
WILL, ALREADY, CANNOT = Verdict.CHANGES, Verdict.UNCHANGED, Verdict.BLOCKED


def technicians(services: Services, count: int, **values: object) -> range:
    """So many managed technicians."""
    complete = {"type": "managed", "positions": ("Installer",), "role": "Technician"}
    load(
        services.database,
        [
            new_person(TECHNICIANS, {"name": f"n{n:04}", "email": f"{n}@x.org"} | complete | values)
            for n in range(count)
        ],
    )
    return range(1, count + 1)


def team(services: Services, name: str = "North") -> SetField:
    """Setting that team."""
    return SetField("team", entry(services, ListName.TEAMS, name))


def run(services: Services, action: Action, ids: object, kind: PersonKind = TECHNICIANS) -> Outcome:
    """A plan that is run at once."""
    return services.bulk.run(services.bulk.plan(action, kind, ids))  # type: ignore[arg-type]


def decisions(found: Plan | Outcome) -> list[Decision]:
    """The verdicts in order, without what changes in words, which `changes` gives."""
    return [replace(found.of(place), change="") for place in range(len(found))]


def changes(found: Plan | Outcome) -> list[str]:
    """What is there and what will be, of each in order."""
    return [found.of(place).change for place in range(len(found))]


def told(services: Services, limit: int = 20) -> list[dict[str, object]]:
    """The newest of the history, oldest first."""
    with services.database.read() as connection:
        return log.newest(connection, limit)[::-1]


def messages(services: Services) -> list[tuple[object, ...]]:
    """Every message, the oldest first."""
    columns = (outbox.OUTBOX.c[name] for name in ("person", "purpose", "channel", "address", "state", "operation"))
    with services.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(outbox.OUTBOX.c.id))]
