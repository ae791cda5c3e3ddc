"""Who may see people and not change them goes through every screen: all is read-only, nothing ends the app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.ui.form.screen import FormScreen
from tests.support.people import EMPLOYEES, TECHNICIANS, employee, technician
from tests.support.screens.allowed import signed_in
from tests.support.screens.list_driving import Driven, listed

LIST_KEYS = ("x", "i", "escape", "u", "U", "w", "escape")
OTHER_SCREENS = {
    "2": ("a",),
    "3": ("a", "e", "x"),
    "4": ("f2",),
    "5": ("r",),
    "6": ("d", "t"),
    "7": ("f2",),
    "8": ("r",),
}
FORM_KEYS = ("f2", "tab", "x", "pagedown", "f4", "down", "enter", "escape")


@asynccontextmanager
async def of_role(services: Services, role: str) -> AsyncIterator[tuple[Driven, Services]]:
    """The app of a user with that role, with a technician and an employee to look at."""
    services.people.add(TECHNICIANS, technician(services))
    services.people.add(EMPLOYEES, employee(services, name="Zed Boss"))
    services.company.save(services.company.get().version, {"payroll": True})
    theirs = signed_in(services, role)
    async with listed(theirs) as driven:
        yield driven, theirs


def everything(services: Services) -> str:
    """All that can be changed, to see whether it was."""
    people = [services.people.ids(ListQuery(kind, ("name",))) for kind in (TECHNICIANS, EMPLOYEES)]
    return repr((people, len(services.history.events(limit=1_000)), services.company.get()))


async def profile(driven: Driven, last: str) -> FormScreen:
    """The form of the person at the cursor, made up to that field."""
    await driven.pilot.press("enter")
    await driven.until(lambda: isinstance(driven.app.screen, FormScreen))
    screen = driven.app.screen
    assert isinstance(screen, FormScreen)
    await driven.until(lambda: screen.form and last in screen.form.rows)
    return screen


async def test_view_only_permissions_change_nothing_and_say_why_until_more_are_granted(services: Services) -> None:
    async with of_role(services, "Office") as (driven, theirs):
        before = everything(services)
        for place, keys in OTHER_SCREENS.items():
            await driven.pilot.press(place, *keys)
        await driven.pilot.press("1", *LIST_KEYS)
        await driven.until(lambda: driven.app.current_mode == "technicians" and len(driven.app.screen_stack) == 1)
        await driven.pilot.press("right")
        await driven.shows("e Open")
        assert "a Add" not in driven.picture
        assert "u Undo" not in driven.picture
        await driven.pilot.press("a")
        await driven.until(lambda: "“Add and change profiles”" in driven.said)
        await driven.pilot.press("y")
        await driven.until(lambda: "“Export people”" in driven.said)
        await driven.pilot.press("i")
        await driven.until(lambda: "“Import people”" in driven.said)
        await driven.pilot.press("question_mark")
        await driven.shows("Add (not allowed)")
        await driven.pilot.press("escape", "x", "d")
        await driven.shows("d  Deactivate (not allowed)", "“Activate and deactivate profiles”")
        await driven.shows("e  Export… (not allowed)")
        await driven.pilot.press("escape")

        screen = await profile(driven, "country")
        assert screen.form is not None
        assert all(row.editor.disabled for row in screen.form.rows.values())
        await driven.shows("Technician · Ann Porter", "You can see this and not change it")
        assert "Save" not in driven.picture
        await driven.pilot.press("f2")
        await driven.until(lambda: "“Add and change profiles”" in driven.said)
        await driven.pilot.press("ctrl+t")
        await driven.pilot.press(*FORM_KEYS)
        assert everything(services) == before
        await driven.shows("You cannot see what stands here: it takes the permission “See")

        by = theirs.context.by
        assert isinstance(by, SignedInUser)
        me = services.people.profile(EMPLOYEES, by.session.person)
        services.people.save(EMPLOYEES, me.id, me.version, {"may_manage_people": "allow"})
        assert theirs.grants.refresh()
        for open in driven.app.screen_stack:
            open.permissions_changed()  # type: ignore[attr-defined]
        await driven.shows("Edit Technician · Ann Porter", "F2 Save Changes")
        assert not screen.form.rows["name"].editor.disabled
        await driven.pilot.press("escape")
        await driven.shows("a Add", "u Undo")
