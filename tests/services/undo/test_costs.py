"""Undo asks no more of the database for many people than for few: whoever else saves waits meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from fleet_tui.domain.bulk.actions import Action, How, SetActive, SetField
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import BytesSource
from tests.support.people import TECHNICIANS, entry, load, new_person
from tests.support.undo_driving import do, undo

pytestmark = pytest.mark.usefixtures("good_file")

FEW, MANY = 48, 240
SLACK = 60
"""Statements for the combinations of fields of which few people have only some."""


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


def test_an_import_and_its_undo_ask_no_more_for_many_people_that_all_differ(services: Services) -> None:
    """Of each field some kind: a text, an address, a phone, entries, a toggle, a permission; found by id."""
    load(
        services.database,
        [
            new_person(TECHNICIANS, {"name": f"n{number}", "type": "managed", "email": f"{number}@x.org"})
            for number in range(MANY)
        ],
    )
    titles = "id,name,email,mobile,memo,zones,fleet_pro,may_see_history,active\n"
    asked = []
    for people in (range(1, FEW + 1), range(FEW + 1, MANY + 1)):
        rows = "".join(
            f'{id},n{id - 1} m,{id}@y.org,(303) 555-{id:04},Rides {id},"{"North, East" if id % 2 else "West"}",'
            f"{('yes', 'no')[id % 3 > 0]},{('Allow', 'Deny')[id % 2]},{('yes', 'no')[id % 5 == 0]}\n"
            for id in people
        )
        file = services.imports.open(BytesSource("people.csv", (titles + rows).encode()), TECHNICIANS)
        with counted(services) as first:
            outcome = services.imports.run(services.imports.plan(file, file.mapping))
        assert outcome.counts() == {Verdict.CHANGES: len(people)}
        steps = [first[0]]
        for redo in (False, True):
            with counted(services) as statements:
                assert undo(services, redo=redo).counts() == {Verdict.CHANGES: len(people)}
            steps.append(statements[0])
        asked.append(steps)
    assert all(many <= few + SLACK for few, many in zip(*asked, strict=True)), asked
