"""A bulk action asks no more of the database for many people than for few: whoever else saves waits meanwhile."""

from __future__ import annotations

from sqlalchemy import event

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, How, Send, SetActive, SetField
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person

FEW, MANY = 12, 400


def crowd(services: Services) -> None:
    skills, teams = ("Gas", "HVAC", "Electrical", "Plumbing"), ("North", "South", "East")
    for kind in PersonKind:
        load(
            services.database,
            [
                new_person(
                    kind,
                    {"name": f"n{number}", "email": f"{number}@x.org", "positions": ("Sales",)}
                    | (
                        {"type": "managed", "skills": skills[: number % 4], "team": teams[number % 3]}
                        if kind is TECHNICIANS
                        else {"business_unit": teams[number % 3]}
                    ),
                )
                for number in range(MANY)
            ],
        )


ACTIONS: list[tuple[PersonKind, Action]] = [
    (TECHNICIANS, Send(Purpose.INVITE)),
    (TECHNICIANS, SetField("team", 50)),
    (TECHNICIANS, SetField("skills", (43, 44))),
    (TECHNICIANS, SetField("skills", (45,), How.ADD)),
    (TECHNICIANS, SetField("fleet_pro", True)),
    (EMPLOYEES, SetField("positions", (18, 19), How.ADD)),
    (TECHNICIANS, SetActive(False)),
    (EMPLOYEES, SetActive(False)),
]


def test_the_number_of_statements_does_not_grow_with_the_people(services: Services) -> None:
    crowd(services)
    seen = [0]

    def note(*statement: object) -> None:
        seen[0] += 1

    engines = (services.database._reader, services.database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    for kind, action in ACTIONS:
        asked = []
        for people in (range(1, FEW + 1), range(FEW + 1, MANY + 1)):
            seen[0] = 0
            plan = services.bulk.plan(action, kind, people)
            planned = seen[0]
            outcome = services.bulk.run(plan)
            assert outcome.operation, action
            asked.append((planned, seen[0] - planned))
        assert asked[0] == asked[1], action
        assert asked[0][0] <= 10, action
        assert asked[0][1] <= 40, action
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    assert check(services.database) == ()
