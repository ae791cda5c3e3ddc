"""Profile actions on a profile that another user has changed meanwhile."""

from __future__ import annotations

from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.confirm import Confirm
from tests.support.people import EMPLOYEES, TECHNICIANS, employee, load, new_person, set_active
from tests.support.screens.form_driving import opened, picture


async def test_a_profile_that_was_deactivated_elsewhere_is_shown_as_it_is(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        set_active(services, EMPLOYEES, person.id, False)
        await driven.press("f4")
        await driven.answer("deactivate")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.press("y")
        await driven.until(lambda: "This is how it is now." in driven.said)
        assert "· Inactive ·" in picture(driven.app)
        await driven.press("f4")
        await driven.answer("activate")  # no second refusal: what is offered fits what is there
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.press("y")
        await driven.until(lambda: services.people.profile(EMPLOYEES, person.id).active)


async def test_keys_behind_f4_are_for_its_menu(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        async with driven.screen.saving._turn:  # as while a save is on its way
            driven.burst("f4", "enter")
            for _ in range(10):
                await driven.pilot.pause(0.005)
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))


async def test_the_form_says_why_a_person_is_not_activated(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann Lee"}, active=False)])
    async with opened(services, TECHNICIANS, 1) as driven:
        await driven.press("f4")
        await driven.answer("activate")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.press("y")
        await driven.until(lambda: driven.said == "Nothing is changed. Ann Lee: no technician type.")
    assert not services.people.profile(TECHNICIANS, 1).active
