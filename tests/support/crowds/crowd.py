"""What the processes of a crowd do: several programs that use one database file at the same time."""

from __future__ import annotations

import os
from decimal import Decimal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from fleet_tui.domain.errors import Invalid, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from tests.support.people import TECHNICIANS, raw, services_on

PATIENCE = 60.0
_together: list[Barrier] = []


def meet(barrier: Barrier) -> None:
    """Make a process one of the crowd that starts together."""
    _together.append(barrier)


def open_at_once(path: Path) -> int:
    """Open the file when everybody does; how many entries the first list has."""
    _together[0].wait(PATIENCE)
    services = services_on(path)
    try:
        return len(services.lists.entries(ListName.TECHNICIAN_POSITIONS))
    finally:
        services.database.close()


def race_to_add(path: Path, kind: PersonKind, field: str, values: list[str]) -> list[str]:
    """Add somebody with each of the values when everybody does: "won", or what the refusal says at the field."""
    services = services_on(path)
    outcomes = []
    for number, value in enumerate(values):
        typed = {"mobile": None, "email": f"somebody.{number}.{os.getpid()}@example.com"} | {field: value}
        row = raw(services, kind, **typed)
        _together[0].wait(PATIENCE)
        try:
            services.people.add(kind, row)
            outcomes.append("won")
        except Invalid as refused:
            problem = refused.problems.get(field)
            held = problem is not None and problem.holder is not None and set(refused.problems) == {field}
            outcomes.append("held" if held else f"{refused.problems}")
    services.database.close()
    return outcomes


def add_up(path: Path, kind: PersonKind, person: int, times: int, patience: int = 10_000) -> int:
    """Add one to the daily goal so many times, starting over from what is there when somebody was quicker."""
    services = services_on(path)
    stale = 0
    _together[0].wait(PATIENCE)
    for _ in range(times):
        for _ in range(patience):
            profile = services.people.profile(kind, person)
            goal = Decimal(str(profile.values["daily_goal"])) + 1
            try:
                services.people.save(kind, person, profile.version, {"daily_goal": str(goal)})
                break
            except Stale:
                stale += 1
        else:
            raise AssertionError("never got a turn")
    services.database.close()
    return stale


def save_until_killed(path: Path, person: int, first: int, acknowledge: Connection) -> None:
    """Save one number after the other in three fields of two tables and in a list, and say each that was saved."""
    services = services_on(path)
    profile = services.people.profile(TECHNICIANS, person)
    zones = [entry.id for entry in services.lists.entries(ListName.ZONES)]
    number = first
    while True:
        saved = services.people.save(
            TECHNICIANS,
            person,
            profile.version,
            {"daily_goal": str(number), "memo": str(number), "zones": (zones[number % len(zones)],)},
        )
        profile = saved.profile
        acknowledge.send(number)
        number += 1


def create(path: Path, ready: Connection) -> None:
    """Say that it begins, then make the database."""
    ready.send("now")
    services_on(path).database.close()
    ready.send("made")
