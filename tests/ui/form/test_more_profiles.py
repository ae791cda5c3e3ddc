"""From one profile to the next: Save and add another, Add one like this, Also add as employee or technician."""

from __future__ import annotations

import pytest

from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.people import EMPLOYEES, TECHNICIANS, added, employee, entry, services_on, technician
from tests.support.screens.form_driving import Driven, opened


def named(services: Services, kind: PersonKind, name: str) -> list[int]:
    return services.people.ids(ListQuery(kind, ("name",), Filter((Contains("name", name),))))


async def act(driven: Driven, key: str) -> None:
    """Take a profile action by its key."""
    await driven.press("f4")
    await driven.until(lambda: isinstance(driven.app.screen, Options))
    await driven.press(key)
    await driven.until(lambda: isinstance(driven.app.screen, PersonForm | Confirm))


async def test_save_and_add_another_saves_and_begins_a_blank_one(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.put(**technician(services, name="Bob First", skills=(entry(services, ListName.SKILLS, "HVAC"),)))
        await act(driven, "n")
        await driven.until(lambda: driven.screen.person is None and not driven.row("name").editor.raw)
        assert driven.said == "Bob First is saved. Managed technicians 0 → 1. This is the next one."
        assert not driven.screen.unsaved
        assert driven.focus == "name"
        assert [driven.row(name).editor.raw for name in ("positions", "type", "skills", "mobile")] == [(), None, (), ""]
        driven.put(**technician(services, name="Bob Second", mobile="(201) 555-0124"))
        await driven.save()
        first, second = (named(services, TECHNICIANS, f"Bob {which}") for which in ("First", "Second"))
        assert (len(first), len(second)) == (1, 1)
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is not driven.screen)
        assert driven.screen._adopted == second[0]  # the list goes to the one added last


async def test_what_cannot_be_saved_begins_no_other(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.write("Bob")
        await act(driven, "n")
        await driven.until(lambda: "Not saved" in driven.said)
        assert driven.row("name").editor.raw == "Bob"
        assert driven.screen.unsaved


async def test_one_like_this_keeps_all_that_is_not_personal(services: Services) -> None:
    skills = (entry(services, ListName.SKILLS, "HVAC"),)
    team = entry(services, ListName.TEAMS, "North")
    ann = added(services, TECHNICIANS, email="ann@example.com", skills=skills, team=team, street="1 Elm", city="Ely")
    services.lists.retire(
        next(each for each in services.lists.entries(ListName.TEAMS) if each.id == team), retired=True
    )
    two = services_on(services.database.path, "second")
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await driven.until(lambda: two.presence.others(TECHNICIANS))
        await act(driven, "l")
        await driven.until(lambda: driven.screen.person is None)
        assert not two.presence.others(TECHNICIANS)  # nobody is told that it is open any more
        assert driven.said.startswith("This begins like Ann Porter, without their name, contact,")
        row = {name: driven.row(name).editor.raw for name in driven.form.rows}
        assert (row["skills"], row["type"], row["positions"]) == (skills, "managed", ann.values["positions"])
        assert row["team"] is None  # retired: it cannot be given again
        assert {row[name] for name in ("name", "mobile", "email", "street", "city")} == {""}
        assert not driven.screen.unsaved
        await driven.write("Cat Low")
        await driven.until(lambda: driven.screen.unsaved)
        driven.put(mobile="(201) 555-0124")
        await driven.save()
        cat = services.people.profile(TECHNICIANS, named(services, TECHNICIANS, "Cat Low")[0])
        assert (cat.values["skills"], cat.values["team"], cat.values["street"]) == (skills, None, None)


async def test_leaving_what_nobody_typed_asks_nothing_and_a_draft_has_all_of_it(services: Services) -> None:
    ann = added(services, TECHNICIANS, skills=(entry(services, ListName.SKILLS, "HVAC"),))
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await act(driven, "l")
        await driven.until(lambda: driven.screen.person is None)
        await driven.write("Cat")
        await driven.until(lambda: driven.screen.unsaved)
        await driven.screen.draft.keep_rest()
        draft = services.drafts.load("technicians-new")
        assert draft is not None
        assert draft.raw["skills"] == ann.values["skills"]
        assert (draft.raw["name"], draft.raw["type"]) == ("Cat", "managed")
        driven.put(name="")
        await driven.until(lambda: not driven.screen.unsaved)
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is not driven.screen)


async def test_a_draft_goes_before_one_like_this_and_nothing_of_both_is_mixed(services: Services) -> None:
    ann = added(services, TECHNICIANS, skills=(entry(services, ListName.SKILLS, "HVAC"),))
    services.drafts.keep("technicians-new", {"name": "Half Typed"}, None)
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await act(driven, "l")
        await driven.until(lambda: driven.row("name").editor.raw == "Half Typed")
        assert driven.row("skills").editor.raw == ()
        assert "Unsaved typing" in driven.said
        assert "then ask for the next one again" in driven.said


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_a_technician_becomes_an_employee_and_may_stay_one(services: Services, answer: str) -> None:
    manager = (entry(services, ListName.TECHNICIAN_POSITIONS, "Service manager"),)
    ann = added(services, TECHNICIANS, email="ann@example.com", positions=manager)
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await act(driven, "e")
        await driven.until(lambda: driven.app.screen is not driven.screen and driven.app.screen.focused is not None)
        form = driven.app.screen
        assert isinstance(form, PersonForm)
        office = Driven(driven.app, driven.pilot, form)
        await office.until(lambda: "fleet_pro" in office.form.rows)
        raw = {name: row.editor.raw for name, row in office.form.rows.items()}
        assert (raw["name"], raw["email"], raw["mobile"]) == ("Ann Porter", "ann@example.com", "(201) 555-0123")
        assert raw["positions"] == (entry(services, ListName.EMPLOYEE_POSITIONS, "Service manager"),)
        assert office.focus == "role"
        office.put(role=entry(services, ListName.EMPLOYEE_ROLES, "Office"))
        await office.press("f2")
        await office.until(lambda: isinstance(driven.app.screen, Confirm))
        await office.press(answer)
        became = {"y": "The technician Ann Porter is inactive. Managed technicians 1 → 0.", "n": "stays active."}[
            answer
        ]
        await office.until(lambda: office.said.endswith(f"{became} Esc goes back to the list."))
        assert office.said.startswith("Saved.")
        assert services.people.profile(TECHNICIANS, ann.id).active is (answer == "n")
        assert len(named(services, EMPLOYEES, "Ann Porter")) == 1
        await office.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)
        stays = {"y": "is inactive", "n": "stays active"}[answer]
        assert driven.screen.parting == f"Ann Porter is on Employees too (key 2). The technician {stays}."


async def test_without_a_save_the_first_form_is_there_again(services: Services) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com")
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await act(driven, "e")
        await driven.until(lambda: driven.app.screen is not driven.screen and driven.app.screen.focused is not None)
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is driven.screen)
        assert not driven.screen.parting


async def test_somebody_who_is_an_employee_already_is_named_at_once(services: Services) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com")
    services.people.add(EMPLOYEES, employee(services, name="Ann Porter", email="ann@example.com"))
    async with opened(services, TECHNICIANS, ann.id) as driven:
        await act(driven, "e")
        await driven.until(lambda: driven.app.screen is not driven.screen)
        form = driven.app.screen
        assert isinstance(form, PersonForm)
        office = Driven(driven.app, driven.pilot, form)
        await office.until(lambda: form.form is not None and "email" in form.form.rows)
        await office.until(lambda: "Ann Porter has this email already" in office.row("email").problem)


async def test_whoever_cannot_be_deactivated_stays_active_and_the_reason_is_told(services: Services) -> None:
    services.company.save(services.company.get().version, {"sign_in": PASSWORD})
    boss = added(services, EMPLOYEES, name="Only Boss", role=entry(services, ListName.EMPLOYEE_ROLES, "Administrator"))
    async with opened(services, EMPLOYEES, boss.id) as driven:
        await act(driven, "t")
        await driven.until(lambda: driven.app.screen is not driven.screen and driven.app.screen.focused is not None)
        form = driven.app.screen
        assert isinstance(form, PersonForm)
        field = Driven(driven.app, driven.pilot, form)
        await field.until(lambda: "fleet_pro" in field.form.rows)
        field.put(**technician(services, name="Only Boss", mobile="(201) 555-0199"))
        await field.press("f2")
        await field.until(lambda: "The employee Only Boss stays active: " in field.said)
        assert services.people.profile(EMPLOYEES, boss.id).active
