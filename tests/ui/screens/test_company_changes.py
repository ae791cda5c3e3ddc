"""The company's settings: what would change is shown before it is saved, and `u` takes it back."""

from __future__ import annotations

from textual.widgets import Input, Static, TextArea

from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.company_changes import CompanyChanges
from fleet_tui.ui.screens.company import CompanyScreen
from tests.support.screens.list_driving import Driven, listed


async def company(driven: Driven) -> CompanyScreen:
    await driven.pilot.press("4")
    await driven.until(lambda: isinstance(driven.screen, CompanyScreen) and driven.screen.form is not None)
    assert isinstance(driven.screen, CompanyScreen)
    return driven.screen


async def asked(driven: Driven) -> None:
    await driven.until(lambda: isinstance(driven.screen, CompanyChanges) and driven.screen.is_mounted)


async def test_stray_letters_are_shown_before_they_are_saved_and_taken_back(services: Services) -> None:
    async with listed(services, size=(100, 30)) as driven:
        await company(driven)
        await driven.pilot.press("tab", "x", "x", "f2")
        await asked(driven)
        await driven.shows("Company Name: My company → My companyxx")
        await driven.pilot.press("escape")
        await driven.until(lambda: driven.said == "Not saved.")
        assert services.company.get().name == "My company"
        assert isinstance(driven.app.focused, Input)
        await driven.pilot.press("f2")
        await asked(driven)
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "Saved. u on a list takes it back.")
        assert services.company.get().name == "My companyxx"
        await driven.pilot.press("escape")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        await driven.pilot.press("u")
        await asked(driven)
        await driven.shows("Company Name: My companyxx → My company")
        await driven.pilot.press("enter")
        await driven.shows("Done: Undo", "The company's settings are changed back.")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "The company's settings are changed back.")
        assert services.company.get().name == "My company"
        screen = await company(driven)
        assert driven.app.focused is None
        await driven.pilot.press("U")
        await asked(driven)
        await driven.pilot.press("y")
        await driven.shows("Done: Redo", "The company's settings are changed again.")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "The company's settings are changed again.")
        await driven.until(lambda: screen.form is not None and screen.form.rows["name"].editor.raw == "My companyxx")


async def test_no_key_that_was_pressed_before_it_is_seen_agrees(services: Services) -> None:
    services.company.save(services.company.get().version, {"name": "Desert Air"})
    async with listed(services, size=(100, 30)) as driven:
        driven.burst("u", "enter")
        await asked(driven)
        await driven.pilot.press("escape")
        await driven.until(lambda: not isinstance(driven.screen, CompanyChanges))
        assert services.company.get().name == "Desert Air"
        await company(driven)
        driven.burst("tab", "x", "f2", "enter")
        await asked(driven)
        await driven.pilot.press("escape")
        await driven.until(lambda: driven.said == "Not saved.")
        assert services.company.get().name == "Desert Air"


async def test_of_a_message_text_the_lines_that_differ_are_shown(services: Services) -> None:
    async with listed(services, size=(100, 30)) as driven:
        await company(driven)
        await driven.pilot.press("ctrl+t", "ctrl+t")
        await driven.until(lambda: isinstance(driven.app.focused, Input))
        await driven.pilot.press("tab")
        await driven.until(lambda: isinstance(driven.app.focused, TextArea))
        await driven.pilot.press("Q", "f2")
        await asked(driven)
        await driven.shows("E-mail:", "- ", "+ ")
        assert "It can be used once" not in driven.picture.split("E-mail:")[-1].split("Enter does this")[0]
        await driven.pilot.press("n")
        await driven.until(lambda: driven.said == "Not saved.")


async def test_what_is_said_about_a_field_goes_when_the_focus_leaves_it_for_no_field(services: Services) -> None:
    async with listed(services, size=(100, 30)) as driven:
        screen = await company(driven)
        form = screen.form
        assert form is not None
        note = form.query_one("#note", Static)
        await driven.pilot.press("tab", "tab")
        await driven.until(lambda: "this country's" in str(note.content))
        screen.set_focus(None)
        await driven.until(lambda: not note.content)
        assert "this country's" not in driven.picture
