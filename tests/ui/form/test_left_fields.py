"""What is said beside a field when it is left: it stops nothing, and it is about what is there now."""

from __future__ import annotations

import pytest

from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, set_active
from tests.support.screens.form_driving import Driven, opened, picture
from tests.support.screens.held_calls import held

WRONG = {
    Kind.PHONE: "555",
    Kind.EMAIL: "ann@",
    Kind.DIGITS: "12a",
    Kind.MONEY: "1.234",
    Kind.PERCENT: "101",
    Kind.DATE: "31.1.2026",
}


async def left(driven: Driven, name: str, raw: object) -> None:
    """Go to a field, give it a value, and leave it by Tab."""
    await driven.form.focus_field(name)
    driven.put(**{name: raw})
    await driven.press("tab")


async def told(driven: Driven, name: str) -> str:
    """Wait for the sentence beside a field."""
    await driven.until(lambda: driven.row(name).problem or driven.row(name).remark)
    return driven.row(name).problem or driven.row(name).remark


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
async def test_each_field_that_can_be_wrong_says_so_when_it_is_left(services: Services, kind: PersonKind) -> None:
    services.company.save(services.company.get().version, {"payroll": True})
    async with opened(services, kind) as driven:
        driven.put(**({"has_extension": True} if kind is EMPLOYEES else {"country": "US"}))
        fields = [field for field in driven.form.fields() if field.kind in WRONG or field.name == "zip"]
        assert len(fields) > 3
        for field in fields:
            await left(driven, field.name, WRONG.get(field.kind, "123"))
            assert await told(driven, field.name)
            assert driven.row(field.name).problem
            assert driven.focus != field.name  # nothing is taken back to the field
        assert len(driven.form.problems) == len(fields)
        await driven.form.focus_field("email")
        await driven.press("x")
        await driven.until(lambda: not driven.row("email").problem)


async def test_who_has_a_value_is_named_and_f4_opens_them(services: Services) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com").id
    set_active(services, TECHNICIANS, ann, False)
    async with opened(services, TECHNICIANS) as driven:
        driven.burst(*"ann porter", "f3", *"2015550123", "tab", *"x@example.com", "tab")
        sentence = await told(driven, "mobile")
        assert sentence.startswith("Ann Porter (inactive) has this mobile phone already")
        assert sentence.endswith("F4 opens it.")
        assert await told(driven, "name") == ("Another technician has this name: Ann Porter (inactive). F4 opens it.")
        await driven.until(lambda: driven.row("email").editor.raw == "x@example.com")
        await driven.press("f4")
        await driven.until(lambda: isinstance(driven.app.screen, Options))
        assert picture(driven.app).count("Open Ann Porter (inactive)") == 1
        await driven.press("1")
        await driven.until(lambda: driven.app.screen is not driven.screen and isinstance(driven.app.screen, PersonForm))
        assert driven.app.screen.person == ann  # type: ignore[attr-defined]
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is driven.screen)
        assert driven.row("mobile").editor.raw == "2015550123"


async def test_an_answer_about_what_was_there_before_is_dropped(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(services, TECHNICIANS) as driven:
        checks = held(monkeypatch, services.people, "check")
        await left(driven, "mobile", "555")
        await driven.until(checks.asked.is_set)
        driven.put(mobile="(201) 555-0123")
        await driven.until(lambda: driven.form.state.typed["mobile"] == "(201) 555-0123")
        checks.open.set()
        await driven.until(
            lambda: all(worker.is_finished for worker in driven.screen.workers if "check" in worker.group)
        )
        assert not driven.row("mobile").problem


async def test_what_was_not_changed_is_not_asked_about(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com").id
    async with opened(services, TECHNICIANS, ann) as driven:
        asked = held(monkeypatch, services.people, "check")
        asked.open.set()
        for name in ("name", "mobile", "email", "skills", "mobile"):
            await driven.form.focus_field(name)
        await driven.press("tab")
        assert not asked.asked.is_set()
        await left(driven, "mobile", "555")
        assert await told(driven, "mobile")


async def test_another_country_asks_about_the_zip_again(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await left(driven, "zip", "K1A 0B1")
        assert "five digits" in await told(driven, "zip")
        await left(driven, "country", "CA")
        await driven.until(lambda: not driven.row("zip").problem)
        await left(driven, "country", "US")
        assert "five digits" in await told(driven, "zip")


async def test_what_is_out_of_sight_is_said_in_the_status_line(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(services, TECHNICIANS) as driven:
        checks = held(monkeypatch, services.people, "check")
        await driven.form.focus_field("mobile")
        await driven.write("555")
        await driven.press("f3", "f3", "f3")
        checks.open.set()
        await driven.until(lambda: driven.said.startswith("Mobile Phone: There is no such phone number"))


async def test_a_truck_that_somebody_drives_is_told(services: Services) -> None:
    from fleet_tui.domain.lists import ListName

    truck = entry(services, ListName.TRUCKS, "Truck 2")
    added(services, TECHNICIANS, truck=truck)
    async with opened(services, TECHNICIANS) as driven:
        await left(driven, "truck", truck)
        assert await told(driven, "truck") == "It is also assigned to Ann Porter."
