"""Undo asks no more of the database for many people than for few: whoever else saves waits meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from fleet_tui.domain.bulk.actions import Action, How, SetActive, SetField
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.people import TECHNICIANS, entry, load, new_person
from tests.support.undo_driving import do, undo

pytestmark = pytest.mark.usefixtures("good_file")

FEW, MANY = 12, 120


@contextmanager
def counted(services: Services) -> Iterator[list[int]]:
    """How many statements are run meanwhile; executing one for many people is one."""
    seen = [0]

    def note(*statement: object) -> None:
        seen[0] += 1

    engines = (services.database._reader, services.database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow_with_the_people(services: Services) -> None:
    """Everybody had something else before, of what one has many of; and few different things else."""
    zones = ("North", "South", "East", "West")
    skills = ("Gas", "HVAC", "Electrical", "Plumbing", "Appliance Repair", "Roofing", "Solar", "Drywall")
    there = {one.name for one in services.lists.entries(ListName.SKILLS)}
    skills = tuple(name for name in skills if name in there)
    load(
        services.database,
        [
            new_person(
                TECHNICIANS,
                {
                    "name": f"n{number}",
                    "type": "managed",
                    "email": f"{number}@x.org",
                    "zone": zones[number % 4],
                    "zones": (zones[number % 4], zones[number // 4 % 4]),
                    "skills": tuple(name for bit, name in enumerate(skills) if number >> bit & 1),
                },
            )
            for number in range(MANY)
        ],
    )
    actions: list[Action] = [
        SetField("zone", entry(services, ListName.ZONES, "West")),
        SetField("skills", (entry(services, ListName.SKILLS, "Gas"),), How.ADD),
        SetActive(False),
    ]
    for action in actions:
        asked = []
        for people in (range(1, FEW + 1), range(FEW + 1, MANY + 1)):
            do(services, action, people)
            for redo in (False, True):
                with counted(services) as seen:
                    undo(services, redo=redo)
                asked.append(seen[0])
        assert asked[0] == asked[2], action
        assert asked[1] == asked[3], action
