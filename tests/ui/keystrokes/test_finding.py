"""Keystrokes of finding somebody by what a caller or a colleague says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from tests.support.keystrokes import Data, Key, Shows, Task, done
from tests.support.screens.list_driving import Driven


def find(number: str, *shown: str, then: tuple[Key, ...]) -> tuple[Key, ...]:
    return ("ctrl+p", Data(number), *map(Shows, shown), *then)


def nothing(user: Driven, services: Services) -> None:
    """What was asked for was on the screen."""


def in_list(kind: PersonKind, name: str) -> Callable[[Driven, Services], None]:
    def proof(user: Driven, services: Services) -> None:
        assert (user.app.current_mode, user.name) == (kind.value, name)

    return proof


TASKS = (
    Task(
        "who drives truck 129, with his phone in sight",
        7,
        find("129", "> Abigail Hill", "(303) 555-4022", "129 Box truck", then=("escape",)),
        nothing,
        12,
    ),
    Task(
        "who is calling, a technician by number",
        6,
        find("303.555.4022", "> Abigail Hill", "Technician", then=("tab",)),
        in_list(PersonKind.TECHNICIAN, "Abigail Hill"),
        12,
    ),
    Task(
        "who is calling, an employee by number",
        6,
        find("(720) 555-1956", "> Lorena Silva", "Employee", then=("tab",)),
        in_list(PersonKind.EMPLOYEE, "Lorena Silva"),
        12,
    ),
    Task(
        "the profile of who is calling, and back",
        6,
        find("7205551956", "> Lorena Silva", then=("enter", Shows("Edit Employee · Lorena Silva"), "escape")),
        in_list(PersonKind.TECHNICIAN, "Aaron A. Campbell"),
    ),
)


@pytest.mark.parametrize("task", TASKS, ids=str)
async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
    await done(task, shift)
