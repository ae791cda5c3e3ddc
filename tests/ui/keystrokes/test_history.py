"""Keystrokes of questions to the history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.demo.people import SEED, day_of
from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.keystrokes import Data, Shows, Task, done
from tests.support.people import TECHNICIANS, entry
from tests.support.screens.list_driving import Driven

NAME = "Sam Lawson"
WEEK_AGO = day_of(SEED).date() - timedelta(days=7)
"""On the day of the demo; who asks today types `when>7d`."""


def role_of(services: Services) -> tuple[int, object]:
    """The id and the role of him who is asked about."""
    found = services.people.page(ListQuery(TECHNICIANS, ("role",), Filter((Contains("name", NAME),))))
    (person,) = found.people
    return person.id, person.values["role"]


def promote(services: Services) -> None:
    id, _ = role_of(services)
    profile = services.people.profile(TECHNICIANS, id)
    services.people.save(TECHNICIANS, id, profile.version, {"memo": "Ask before noon"})
    profile = services.people.profile(TECHNICIANS, id)
    driver = entry(services, ListName.TECHNICIAN_ROLES, "Driver")
    services.people.save(TECHNICIANS, id, profile.version, {"role": driver})


def unchanged(user: Driven, services: Services) -> None:
    assert role_of(services)[1] == entry(services, ListName.TECHNICIAN_ROLES, "Driver")


TASKS = (
    Task(
        "who changed Bob's role last week",
        9,
        (
            "5",
            "slash",
            Data(f"whom:lawson field:role when>={WEEK_AGO}"),
            "enter",
            Shows("tester"),
            "enter",
            Shows("→ Driver"),
            "escape",
            "escape",
        ),
        unchanged,
        18,
        promote,
    ),
)


@pytest.mark.parametrize("task", TASKS, ids=str)
async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
    await done(task, shift)
