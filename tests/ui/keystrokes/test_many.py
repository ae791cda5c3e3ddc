"""Keystrokes of changes to many people at once."""

from __future__ import annotations

import pytest

from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.domain.filters.query import Anchor, ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.keystrokes import Data, Shows, Task, done
from tests.support.people import TECHNICIANS, entry
from tests.support.screens.list_driving import Driven


def team(services: Services, name: str, field: str) -> dict[str, object]:
    """What the people of a team have in a field, by name."""
    wanted = Filter((OneOf("team", frozenset((entry(services, ListName.TEAMS, name),))),))
    page = services.people.page(ListQuery(TECHNICIANS, ("name", field), wanted), Anchor(), 100)
    return {str(person.values["name"]): person.values[field] for person in page.people}


def invited_again(user: Driven, services: Services) -> None:
    statuses = list(team(services, "Uptown", "status").values())
    assert statuses.count("pending") == 3
    assert "invitation_ended" not in statuses
    with services.database.read() as connection:
        queued = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE operation IS NOT NULL").scalar_one()
    assert queued == 3


def moved(user: Driven, services: Services) -> None:
    left = team(services, "Weekend", "active")
    assert {name for name, active in left.items() if active} == {"Ethan Young", "Kevin Coleman", "Elaine Watkins"}
    assert len(team(services, "East", "active")) == 21 + 25


def one_is_back(user: Driven, services: Services) -> None:
    assert [name for name, active in team(services, "Night shift", "active").items() if active] == ["Logan Cox"]


RUN = ("enter", Shows("Enter c"), "enter")
"""Run the plan that is shown, and close its outcome."""


def dropped(name: str) -> tuple[str | Data, ...]:
    """Somebody is found in the plan and taken out of it."""
    return "slash", Data(name), "enter", "space"


TASKS = (
    Task(
        "re-invite everybody of a team whose invitation ended or is pending",
        16,
        (
            *("slash", Data("team:uptown status:pending,invitation_ended"), "enter", "asterisk"),
            *("x", "i", Shows("Send Account Invite to 3"), *RUN),
        ),
        invited_again,
        30,
    ),
    Task(
        "move 28 people to another team except 3",
        24,
        (
            *("slash", Data("team:weekend"), "enter", "asterisk", "x", "s", Data("team"), "enter"),
            *(Data("east"), "enter", Shows("Set Team to East (28 technicians)")),
            *(*dropped("ethan y"), *dropped("coleman"), *dropped("watkins"), Shows("3 dropped"), *RUN),
        ),
        moved,
        29,
    ),
    Task(
        "a crew out, one back in",
        26,
        (
            *("slash", Data('team:"night shift"'), "enter", "asterisk", "x", "d", Shows("Deactivate 26"), *RUN),
            *("slash", Data("logan cox active:no"), "enter", "x", "a", Shows("Activate 1"), *RUN),
        ),
        one_is_back,
        40,
    ),
)


@pytest.mark.parametrize("task", TASKS, ids=str)
async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
    await done(task, shift)
