"""A profile is added, refused, edited, merged and deactivated on its form, with the keyboard alone."""

from __future__ import annotations

from typing import NoReturn

import pytest
from textual.widgets import OptionList, Static

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.form.editor_text import TextEditor
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.people import EMPLOYEES, TECHNICIANS, added, employee, entry, set_active, technician
from tests.support.screens.form_driving import Driven, opened, picture


def head(driven: Driven) -> str:
    return str(driven.screen.query_one("#form-head", Static).content)


async def fill(driven: Driven, services: Services, kind: PersonKind) -> None:
    driven.put(**(technician(services) if kind is TECHNICIANS else employee(services)))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (TECHNICIANS, {"name", "positions", "type", "role", "mobile", "email"}),
        (EMPLOYEES, {"name", "positions", "role", "email"}),
    ],
)
async def test_all_that_is_wrong_is_said_beside_its_field(
    services: Services, kind: PersonKind, wrong: set[str]
) -> None:
    async with opened(services, kind) as driven:
        await driven.save()
        assert {name for name, row in driven.form.rows.items() if row.problem} == wrong
        assert driven.said == f"Not saved: {len(wrong)} fields are missing or wrong."
        assert driven.focus == "name"
        await driven.until(lambda: "! " + driven.row("name").problem in picture(driven.app))
        await driven.write("A")
        assert driven.row("name").problem == ""
        assert driven.row("role").problem


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
async def test_the_form_of_a_new_profile_becomes_that_of_the_added_one(services: Services, kind: PersonKind) -> None:
    async with opened(services, kind) as driven:
        assert head(driven).startswith("Add ")
        await fill(driven, services, kind)
        await driven.save()
        await driven.until(lambda: driven.said.startswith("Saved."))
        assert head(driven).startswith("Edit ")
        assert "Active" in head(driven)
        assert not driven.row("account_setup").display
        await driven.save()
        assert driven.said.startswith("Nothing to save")
        id = driven.screen.person
        assert id is not None
        driven.put(mobile="201 555 0188")
        await driven.save()
        await driven.until(lambda: driven.said == "Saved. Esc goes back to the list.")
        assert services.people.profile(kind, id).values["mobile"] == "+12015550188"
        assert driven.row("mobile").editor.raw == "(201) 555-0188"


async def test_the_caret_stays_behind_a_number_that_the_save_wrote_its_own_way(services: Services) -> None:
    async with opened(services, TECHNICIANS, added(services, TECHNICIANS).id) as driven:
        await driven.form.focus_field("mobile")
        await driven.press("ctrl+u")
        await driven.write("2015550188")
        await driven.save()
        editor = driven.row("mobile").editor
        assert isinstance(editor, TextEditor)
        assert editor.cursor_position == len(editor.value) == len("(201) 555-0188")


async def test_an_address_that_is_not_given_is_in_the_companys_country(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.put(**technician(services, street="", city=""))
        before = driven.row("country").editor.raw
        await driven.save()
        assert driven.row("country").editor.raw == before == "US"
        assert not driven.screen.unsaved


async def test_a_profile_is_added_with_the_keyboard_alone_in_one_burst(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.burst(*"Bob", "space", *"Ray", "tab", "space", *"servi", "enter", "enter", "tab", *"non", "enter", "tab")
        driven.burst(*"driver", "enter", "f3", *"2015550143", "tab", *"bob@example.com", "f2")
        await driven.until(lambda: driven.said)
        assert driven.said == "Saved. Esc goes back to the list."
        profile = driven.screen.profile
        assert profile is not None
        assert profile.name == "Bob Ray"
        assert profile.values["type"] == "non_managed"
        assert profile.values["email"] == "bob@example.com"
        assert profile.values["positions"] == (entry(services, ListName.TECHNICIAN_POSITIONS, "Service"),)


async def test_the_holder_of_a_number_is_named_and_opened_instead(services: Services) -> None:
    holder = services.people.add(TECHNICIANS, technician(services, name="Ann [Smith]")).profile
    set_active(services, TECHNICIANS, holder.id, False)
    async with opened(services, TECHNICIANS) as driven:
        driven.put(**technician(services, name="Bob"))
        await driven.save()
        assert "Ann [Smith] (inactive)" in driven.row("mobile").problem
        assert driven.focus == "mobile"
        await driven.press("f4")
        await driven.answer("open-0")
        await driven.until(lambda: driven.app.screen is not driven.screen)
        other = driven.app.screen
        assert isinstance(other, PersonForm)
        await driven.until(lambda: other.profile is not None)
        assert other.person == holder.id
        assert driven.row("name").editor.raw == "Bob"


async def test_a_problem_on_another_tab_opens_that_tab(services: Services) -> None:
    services.company.save(services.company.get().version, {"payroll": True})
    async with opened(services, TECHNICIANS) as driven:
        driven.put(**technician(services))
        await driven.press("ctrl+t")
        await driven.until(lambda: "hourly_rate" in driven.form.rows)
        driven.put(hourly_rate="a lot")
        await driven.press("ctrl+t", "ctrl+t")
        await driven.until(lambda: driven.form.tab == "Profile")
        await driven.save()
        assert driven.form.tab == "Payroll"
        assert driven.focus == "hourly_rate"
        assert "Payroll !" in picture(driven.app)


async def test_payroll_off_says_what_to_do(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.press("ctrl+t")
        await driven.until(lambda: "start_date" in driven.form.rows)
        assert "Payroll requires account configuration." in picture(driven.app)
        assert not driven.row("pay_type").display


async def test_a_person_s_permission_says_where_it_comes_from(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        driven.put(role=entry(services, ListName.EMPLOYEE_ROLES, "Dispatcher"))
        await driven.press("ctrl+t")
        await driven.until(lambda: "may_export_people" in driven.form.rows)
        await driven.until(lambda: "Role default: allowed (Dispatcher)" in picture(driven.app))
        driven.put(role=entry(services, ListName.EMPLOYEE_ROLES, "Office"))
        await driven.until(lambda: "Role default: denied (Office)" in picture(driven.app))
        await driven.until(lambda: driven.row("role").remark == "Allows: See technicians and employees.")


async def test_permissions_of_the_non_managed_cannot_take_the_focus(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.put(type="non_managed")
        await driven.press("ctrl+t", "ctrl+t")
        await driven.until(lambda: "may_export_people" in driven.form.rows)
        assert driven.row("may_see_people").editor.disabled
        assert "read-only" in picture(driven.app)


async def test_credentials_are_asked_when_they_are_wanted(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        assert not driven.row("password").display
        driven.put(account_setup="create")
        await driven.until(lambda: driven.row("password").display)
        driven.put(**employee(services), password="x" * 3, confirm="")
        await driven.save()
        assert "15" in driven.row("password").problem
        assert driven.focus == "password"


async def test_leaving_asks_and_loses_nothing_without_an_answer(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        await driven.write("Eve")
        await driven.press("escape")
        await driven.answer("stay")
        await driven.until(lambda: driven.app.screen is driven.screen)
        assert driven.row("name").editor.raw == "Eve"
        await driven.press("escape")
        await driven.answer("discard")
        await driven.until(lambda: driven.screen not in driven.app.screen_stack)
    assert services.drafts.load("employees-new") is None


async def test_leaving_saves_when_that_is_the_answer(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        driven.put(**employee(services))
        await driven.press("escape")
        await driven.answer("save")
        await driven.until(lambda: driven.screen not in driven.app.screen_stack)
    assert services.people.profile(EMPLOYEES, 1).name == "Eve Stone"


async def test_a_refusal_keeps_what_was_typed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy("Another program is writing: try again.")

    monkeypatch.setattr(services.people, "add", busy)
    async with opened(services, EMPLOYEES) as driven:
        driven.put(**employee(services))
        await driven.save()
        assert driven.said == "Another program is writing: try again."
        assert driven.row("name").editor.raw == "Eve Stone"


async def test_a_profile_is_deactivated_and_activated_from_its_actions(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        await driven.press("f4")
        await driven.answer("deactivate")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.until(lambda: "cannot sign in" in picture(driven.app))
        await driven.press("y")
        await driven.until(lambda: driven.said)
        assert not services.people.profile(EMPLOYEES, person.id).active
        assert "Inactive" in head(driven)
        await driven.press("f4")
        await driven.answer("activate")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        await driven.press("y")
        await driven.until(lambda: services.people.profile(EMPLOYEES, person.id).active)


async def test_unsaved_typing_is_saved_before_a_deactivation(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        driven.put(mobile="2015550143")
        await driven.press("f4")
        await driven.answer("deactivate")
        await driven.until(lambda: len(driven.app.screen.query(OptionList)) and "not saved yet" in picture(driven.app))
        await driven.answer("save")
        await driven.until(lambda: isinstance(driven.app.screen, Confirm))
        assert services.people.profile(EMPLOYEES, person.id).values["mobile"] == "+12015550143"


async def test_the_history_of_a_profile_is_there(services: Services) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile
    async with opened(services, EMPLOYEES, person.id) as driven:
        await driven.press("f4")
        await driven.answer("history")
        await driven.until(lambda: "Employee Name: — → Eve Stone" in picture(driven.app))


async def test_a_refusal_beside_the_form_is_said_and_does_not_end_the_app(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = services.people.add(EMPLOYEES, employee(services)).profile

    def busy(*arguments: object, **more: object) -> NoReturn:
        raise Busy("Another program is writing: try again.")

    async with opened(services, EMPLOYEES, person.id) as driven:
        monkeypatch.setattr(services.history, "events", busy)
        await driven.press("f4")
        await driven.answer("history")
        await driven.until(lambda: driven.said == "Another program is writing: try again.")
        monkeypatch.setattr(services.lists, "allows", busy)
        driven.screen.say("")
        driven.put(role=entry(services, ListName.EMPLOYEE_ROLES, "Dispatcher"))
        await driven.until(lambda: driven.said == "Another program is writing: try again.")


async def test_a_list_of_5000_is_narrowed_by_typing(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        editor = driven.row("truck").editor
        rules = driven.form.rules
        from fleet_tui.ui.form.editor_pick import PickEditor
        from fleet_tui.ui.widgets.choice_list import Pick

        assert isinstance(editor, PickEditor)
        rules._offered[ListName.TRUCKS] = tuple(Pick(id, f"Truck {id}") for id in range(5000))  # type: ignore[attr-defined]
        driven.form.settle()
        driven.screen.set_focus(editor)
        driven.burst(*"truck4321", "enter")
        await driven.until(lambda: editor.raw == 4321)
        await driven.press("space")
        await driven.until(lambda: isinstance(driven.app.screen, Choose))
        assert "> Truck 4321" in picture(driven.app)
        await driven.press("end")
        assert "> (none)" in picture(driven.app)
        await driven.press("enter")
        await driven.until(lambda: editor.raw is None)


def test_the_company_has_no_secrets() -> None:
    """Its drafts are kept whole."""
    assert not [field for field in COMPANY_FIELDS if field.kind.value in ("secret", "photo")]


async def test_what_another_field_mends_is_said_no_longer(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.put(street="1 Main Street", zip="7", country="US")
        await driven.save()
        assert {"mobile", "email", "city", "zip"} <= {name for name, row in driven.form.rows.items() if row.problem}
        driven.put(mobile="(201) 555-0123")
        await driven.until(lambda: not driven.row("mobile").problem)
        assert not driven.row("email").problem
        assert driven.row("city").problem
        driven.put(street="")
        await driven.until(lambda: not driven.row("city").problem)
        assert driven.row("zip").problem
        driven.put(country="CA")
        await driven.until(lambda: not driven.row("zip").problem)
