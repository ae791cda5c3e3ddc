"""The Roles screen: what a role allows is toggled, and saved once it is shown what that changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from fleet_tui.domain.access.roles import Role, RolePlan, difference
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.screens.role_change import RoleChange, people_affected
from fleet_tui.ui.screens.roles import RolesScreen
from tests.support.screens.list_driving import Driven, Pages


def role(id: int, name: str, *allowed: str, kind: ListName = ListName.EMPLOYEE_ROLES) -> Role:
    """A role that three people have."""
    return Role(Entry(id, kind, name, False, 1), frozenset(allowed), 3)


class Book:
    """Stands in for the service."""

    def __init__(self) -> None:
        self.roles = {
            1: role(1, "Dispatcher", "see_people"),
            2: role(2, "[b]Office", "see_people", "see_history"),
            3: role(3, "Driver", kind=ListName.TECHNICIAN_ROLES),
        }
        self.refused = ""
        self.refusal = ""

    def all(self) -> tuple[Role, ...]:
        return tuple(self.roles.values())

    def plan(self, role: int, wanted: dict[str, bool]) -> RolePlan:
        now = self.roles[role]
        more = {id for id, yes in wanted.items() if yes}
        allowed = (now.allowed | more) - (wanted.keys() - more)
        gained, lost = difference(now.allowed, allowed, {})
        return RolePlan(now, allowed, gained, lost, 3, 1, 1, self.refused)

    def save(self, plan: RolePlan) -> Role:
        if self.refusal:
            raise Refusal(self.refusal)
        self.roles[plan.role.entry.id] = saved = replace(plan.role, allowed=plan.allowed)
        return saved


@pytest.fixture
def book(services: Services) -> Book:
    """Three roles."""
    book = Book()
    services.__dict__["roles"] = book
    return book


@asynccontextmanager
async def roles(
    services: Services, size: tuple[int, int] = (80, 24), shows: str = "Dispatcher"
) -> AsyncIterator[Driven]:
    """The screen with its roles, the cursor on the first."""
    app = FleetApp(services)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(RolesScreen(services))
        driven = Driven(app, pilot, Pages(services.people.page))
        await driven.shows(f"{shows}: ", "[x] See technicians and employee")
        yield driven


async def test_a_role_is_saved_once_it_is_shown_what_that_changes(services: Services, book: Book) -> None:
    async with roles(services) as driven:
        await driven.pilot.press("tab", "space", "down", "space")
        await driven.shows("* Dispatcher", "[ ]*See technicians and employees", "[x]*Add and change profiles")
        await driven.pilot.press("f2")
        await driven.shows("Change what Dispatcher allows?", "Allowed from then on:", "No more:")
        await driven.shows("3 active people have this role; 1 of them has an answer")
        await driven.pilot.press("n")
        await driven.until(lambda: isinstance(driven.app.screen, RolesScreen))
        assert book.roles[1].allowed == {"see_people"}
        await driven.pilot.press("ctrl+w")
        await driven.shows("Change what Dispatcher allows?")
        await driven.pilot.press("y")
        await driven.until(lambda: driven.said == "Saved Dispatcher.")
        assert book.roles[1].allowed == {"manage_people"}
        assert "*" not in driven.picture


async def test_what_is_not_saved_is_asked_about_on_leaving(services: Services, book: Book) -> None:
    async with roles(services) as driven:
        await driven.pilot.press("down", "tab", "space")
        await driven.shows("* [b]Office")
        await driven.pilot.press("1")
        await driven.shows("Not saved: [b]Office.")
        await driven.pilot.press("down", "down", "enter")
        await driven.until(lambda: isinstance(driven.app.screen, RolesScreen))
        await driven.pilot.press("escape")
        await driven.shows("Not saved: [b]Office.")
        await driven.pilot.press("d")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        await driven.pilot.press("7")
        await driven.until(lambda: isinstance(driven.app.screen, RolesScreen))
        assert "* [b]Office" not in driven.picture
        assert await driven.app.screen.leave()  # type: ignore[attr-defined]


async def test_toggles_stay_on_top_of_another_user_s_save_and_a_refusal_says_why(
    services: Services, book: Book
) -> None:
    async with roles(services) as driven:
        await driven.pilot.press("tab", "down", "space", "f2")
        await driven.shows("Change what Dispatcher allows?")
        book.roles[1] = replace(book.roles[1], allowed=frozenset({"see_history"}))
        book.refusal = "Ann changed this."
        await driven.pilot.press("y")
        await driven.until(lambda: driven.said == "Ann changed this.")
        await driven.shows("[ ] See technicians and employees", "[x]*Add and change profiles")
        book.refused = "Nobody could change roles any more."
        await driven.pilot.press("f2")
        await driven.until(lambda: driven.said == "Not saved: Nobody could change roles any more.")


async def test_permissions_without_effect_are_said_of_a_role_without_people(services: Services, book: Book) -> None:
    async with roles(services) as driven:
        await driven.pilot.press("down", "tab", "space", "f2")
        await driven.shows("No more:", "Of no use without “See technicians and employees”: See")


async def test_only_toggles_of_this_screen_are_saved_and_another_user_s_save_is_shown(services: Services) -> None:
    at = next(role for role in services.roles.all() if role.entry.name == "Accounting").entry.id
    async with roles(services, shows="Accounting") as driven:
        await driven.pilot.press("tab", "space")
        services.roles.save(services.roles.plan(at, {"export_people": False, "see_payroll": False}))
        await driven.pilot.press("f2")
        await driven.shows("No more:")
        assert [line.strip(" ║│|") for line in driven.lines if "Export" in line or "Allowed from" in line] == []
        assert not {"export_people", "see_payroll"} & driven.app.screen_stack[-2]._catalogue._allowed  # type: ignore[attr-defined]
        await driven.pilot.press("y")
        await driven.until(lambda: driven.said == "Saved Accounting.")
        saved = next(role for role in services.roles.all() if role.entry.id == at).allowed
        assert not saved & {"see_people", "export_people", "see_payroll"}
        services.roles.save(services.roles.plan(at, {"see_people": True}))
        await driven.pilot.press("r")
        await driven.shows("[x] See technicians and employee")
        await driven.pilot.press("space")
        services.roles.save(services.roles.plan(at, {"see_people": False}))
        await driven.pilot.press("f2")
        await driven.until(lambda: "somebody else has changed" in driven.said)
        assert "*" not in driven.picture


async def test_roles_are_read_without_the_permission_also_on_a_small_screen(
    services: Services, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.grants, "_known", frozenset({"see_people"}))
    async with roles(services, (40, 15)) as driven:
        assert "F2 Save" not in driven.picture
        await driven.pilot.press("tab", "space")
        await driven.until(lambda: "Change roles and permissions" in driven.said)
        upper, lower = (driven.app.screen.query_one(id).region for id in ("#roles-names", "#catalogue"))
        assert not upper.intersection(lower)
        await driven.pilot.press("end", "f2")
        await driven.shows("> [ ] Export people")
        assert not isinstance(driven.app.screen, RoleChange)
        assert "*" not in driven.picture


def test_how_many_it_is_about_is_said_in_words() -> None:
    def words(people: int, own: int) -> str:
        return people_affected(RolePlan(role(1, "A"), frozenset(), (), (), people, own, 1))

    assert words(0, 0) == "No active person has this role."
    assert words(1, 0) == "1 active person has this role."
    assert words(1, 1) == "1 active person has this role, with an answer of their own that stays."
    assert words(1200, 2) == "1,200 active people have this role; 2 of them have answers of their own, which stay."
