"""Keystrokes of adding people, and of taking somebody from the field to the office."""

from __future__ import annotations

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.profile import Profile
from fleet_tui.services.services import Services
from tests.support.keystrokes import Data, Shows, Task, done
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.screens.list_driving import Driven
from tests.ui.keystrokes.test_one_profile import FIND


def profile(services: Services, kind: PersonKind, name: str) -> Profile:
    """The only profile of that name."""
    (id,) = services.people.ids(ListQuery(kind, ("name",), Filter((Contains("name", name),))))
    return services.people.profile(kind, id)


def words(found: Profile, *names: str) -> list[object]:
    """Values by the names of their entries."""

    def word(value: object) -> object:
        if isinstance(value, tuple):
            return sorted(found.names[id] for id in value)
        return found.names.get(value, value) if isinstance(value, int) else value

    return [word(found.values[name]) for name in names]


def hired(user: Driven, services: Services) -> None:
    ann = profile(services, TECHNICIANS, "Ann Porter Nowak")
    assert words(ann, "positions", "type", "role", "team", "truck") == [
        ["Installer", "Service"], "managed", "Service technician", "North", "129 Box truck",
    ]  # fmt: skip
    assert words(ann, "mobile", "email", "memo") == ["+13035550001", "ann@porter.example", "Rides with Bob in May."]
    assert user.name == "Ann Porter Nowak"  # the cursor is on whoever was added


def hired_too(user: Driven, services: Services) -> None:
    ben, first = profile(services, TECHNICIANS, "Ben Zeller"), profile(services, TECHNICIANS, "Sam Lawson")
    like = ("positions", "type", "role", "team", "zone", "zones", "skills")
    assert words(ben, *like) == words(first, *like)
    assert words(ben, "mobile", "email") == ["+13035550002", "ben@zeller.example"]
    assert user.name == "Ben Zeller" or "Ben Zeller is saved and hidden by the filter" in user.said


def in_the_office(user: Driven, services: Services) -> None:
    was, now = profile(services, TECHNICIANS, "Sam Lawson"), profile(services, EMPLOYEES, "Sam Lawson")
    assert not was.active
    assert now.active
    assert words(now, "positions", "role") == [["Dispatcher"], "Dispatcher"]
    assert words(now, "mobile", "email") == words(was, "mobile", "email")


TASKS = (
    Task(
        "onboard one technician",
        20,
        (
            *("a", Shows("Add Technician"), Data("Ann Porter Nowak"), "tab", Data("serv, installer"), "tab"),
            *(Data("managed"), "tab", Data("service tech"), "f3", Data("303 555 0001"), "tab"),
            *(Data("ann@porter.example"), "f3", "f3", Data("north"), "tab", "tab", "tab"),
            *(Data("Rides with Bob in May."), "f3", "f3", Data("129"), "f2", Shows("Saved."), "escape"),
        ),
        hired,
        33,
    ),
    Task(
        "each further one",
        14,
        (
            *(*FIND, "f4", Shows("Add one like this"), "l", Shows("This begins like")),
            *(Data("Ben Zeller"), "f3", Data("303 555 0002"), "tab", Data("ben@zeller.example")),
            *("f2", Shows("Saved."), "escape"),
        ),
        hired_too,
    ),
    Task(
        "from the field to the office",
        15,
        (
            *(*FIND, "f4", Shows("Also add as employee"), "e", Shows("as an employee too")),
            *(Data("dispatcher"), "tab", Data("dispatcher"), "f2", Shows("Deactivate the technician"), "y"),
            *(
                Shows("is inactive"),
                "escape",
                Shows("on Employees too (key 2). The technician is inactive."),
            ),
        ),
        in_the_office,
        70,
    ),
)


@pytest.mark.parametrize("task", TASKS, ids=str)
async def test_it_takes_few_keystrokes(task: Task, shift: Services) -> None:
    await done(task, shift)
