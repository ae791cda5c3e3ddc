"""Profile actions on a profile that another user has changed meanwhile."""

from __future__ import annotations

from textual.widgets import Static

from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.confirm import Confirm
from tests.support.people import EMPLOYEES, TECHNICIANS, added, employee, entry, load, new_person, set_active
from tests.support.screens.form_driving import opened, picture
from tests.support.undo_driving import save


async def test_a_profile_that_was_deactivated_elsewhere_is_shown_as_it_is(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        set_active(services, EMPLOYEES, person.id, False)
        await driven.press("f4")
        await driven.answer("deactivate")
        await driven.until(lambda: "This is how it is now." in driven.said)
        assert "· Inactive ·" in picture(driven.app)
        await driven.press("f4")
        await driven.answer("activate")  # no second refusal: what is offered fits what is there
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.press("y")
        await driven.until(lambda: services.people.profile(EMPLOYEES, person.id).active)


async def test_the_question_says_what_else_there_is_to_know(services: Services) -> None:
    ann, bob = (added(services, TECHNICIANS, name=name, mobile=f"201 555 010{len(name)}") for name in ("Ann", "Bo"))
    truck = entry(services, ListName.TRUCKS, "Truck 1")
    set_active(services, TECHNICIANS, ann.id, False)
    for person in (ann, bob):
        save(services, person.id, truck=truck)
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await driven.press("f4")
        await driven.answer("activate")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        told = [str(text.content) for text in driven.app.screen.query(Static)]
        assert any(text.endswith("Truck 1 is also assigned to Bo. Managed technicians 1 → 2.") for text in told)


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
        advice = "Nothing is changed. Choose a technician type and save, then activate."
        await driven.until(lambda: driven.said == advice)
    assert not services.people.profile(TECHNICIANS, 1).active
