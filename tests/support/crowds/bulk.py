"""What the processes of a crowd do in bulk: runs, saves and undo on one file at the same time."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, How, Send, SetActive, SetField
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Stale
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from tests.support.crowds import crowd
from tests.support.people import TECHNICIANS, load, new_person, services_on

SKILLS = ("Gas", "HVAC", "Electrical", "Plumbing")


def make_fleet(path: Path, count: int) -> None:
    """A database of so many technicians, complete and of four sorts."""
    database = open_database(path)
    complete = {"type": "managed", "positions": ("Sales",), "role": "Driver", "daily_goal": Decimal("0.00")}
    load(
        database,
        [
            new_person(TECHNICIANS, complete | {"name": f"n{n}", "email": f"{n}@x.org", "skills": SKILLS[: n % 4]})
            for n in range(count)
        ],
    )
    database.close()


def steps(services: Services) -> tuple[Action, ...]:
    """Actions that each change everybody, one after the other round and round."""
    north, south = (one.id for one in services.lists.entries(ListName.TEAMS) if one.name in ("North", "South"))
    water = next(one.id for one in services.lists.entries(ListName.SKILLS) if one.name == "Water heaters")
    return (
        SetField("team", north),
        SetField("skills", (water,), How.ADD),
        Send(Purpose.INVITE),
        SetField("team", south),
        SetField("skills", (water,), How.REMOVE),
    )


def run_until_killed(path: Path, people: int, first: int, acknowledge: Connection) -> None:
    """Take one step after the other on everybody, and say each that is done."""
    services = services_on(path)
    actions, number = steps(services), first
    while True:
        plan = services.bulk.plan(actions[number % len(actions)], TECHNICIANS, range(1, people + 1))
        outcome = services.bulk.run(plan)
        assert outcome.counts() == {Verdict.CHANGES: people}
        acknowledge.send(number + 1)
        number += 1


def mix(path: Path, people: int, rounds: int) -> dict[str, int]:
    """Bulk runs, undo of them, and saves, on people whom everybody else works on too; how many of what was done."""
    services = services_on(path, actor=f"somebody {os.getpid()}")
    random, done = Random(os.getpid()), Counter[str]()
    teams = [one.id for one in services.lists.entries(ListName.TEAMS)]
    skills = [one.id for one in services.lists.entries(ListName.SKILLS)]
    crowd._together[0].wait(crowd.PATIENCE)
    for _ in range(rounds):
        marked = random.sample(range(1, people + 1), people // 3)
        action = random.choice(
            [
                SetField("team", random.choice(teams)),
                SetField("skills", (random.choice(skills),), random.choice([How.ADD, How.REMOVE])),
                SetActive(random.random() < 0.5),
                Send(Purpose.INVITE),
            ]
        )
        outcome = services.bulk.run(services.bulk.plan(action, TECHNICIANS, marked))
        for verdict, number in outcome.counts().items():
            done[verdict.value] += number
        if outcome.operation and random.random() < 0.5:
            undone = services.undo.run(services.undo.plan())
            done["undone"] += undone.counts()[Verdict.CHANGES]
        done["saved"] += _add_one(services, random.randint(1, people))
    services.database.close()
    return dict(done)


def _add_one(services: Services, person: int) -> int:
    """One more on somebody's daily goal; whether nobody was quicker."""
    profile = services.people.profile(TECHNICIANS, person)
    goal = Decimal(str(profile.values["daily_goal"])) + 1
    try:
        services.people.save(TECHNICIANS, person, profile.version, {"daily_goal": str(goal)})
    except Stale:
        return 0
    return 1
