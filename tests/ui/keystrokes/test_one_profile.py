"""Keystrokes of changes to one profile."""

from __future__ import annotations

import pytest

from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.services import Services
from tests.support.keystrokes import Data, Shows, Task, done
from tests.support.people import TECHNICIANS
from tests.support.screens.list_driving import Driven


def named(services: Services, name: str) -> list[object]:
    """The mobile phones of the technicians of that name."""
    found = services.people.page(ListQuery(TECHNICIANS, ("mobile",), Filter((Contains("name", name),))))
    return [person.values["mobile"] for person in found.people]


def renamed(user: Driven, services: Services) -> None:
    assert named(services, "Sam Lawton") == ["+17205550100"]
    assert not named(services, "Sam Lawson")


def reachable(user: Driven, services: Services) -> None:
    assert named(services, "Sam Lawson") == ["+13035550001"]


FIND = ("slash", Data(" sam lawson"), "enter", Shows("Sam Lawson"), "enter", Shows("Edit Technician"))

TASKS = (
    Task(
        "correct a name",
        9,
        (*FIND, "left", "left", "backspace", Data("t"), "f2", Shows("Saved."), "escape"),
        renamed,
        16,
    ),
    Task(
        "a changed number",
        10,
        (*FIND, "f3", "ctrl+u", Data("(303) 555-0001"), "f2", Shows("Saved."), "escape"),
        reachable,
        27,
    ),
)


@pytest.mark.parametrize("task", TASKS, ids=str)
async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
    await done(task, shift)
