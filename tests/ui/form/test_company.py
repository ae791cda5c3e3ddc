"""The company's settings have a form like everything else."""

from __future__ import annotations

from textual.widgets import Input

from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.bulk.company_changes import CompanyChanges
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.palette.offers import here
from fleet_tui.ui.screens.company import CompanyScreen
from tests.support.screens.form_driving import picture


async def test_the_company_is_changed_and_refused_beside_the_field(services: Services) -> None:
    app = FleetApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        for _ in range(500):
            if isinstance(app.screen, CompanyScreen) and app.screen.form and "sign_in" in app.screen.form.rows:
                break
            await pilot.pause(0.01)
        screen = app.screen
        assert isinstance(screen, CompanyScreen)
        assert screen.form is not None
        said = screen.query_one(StatusLine)

        async def save(words: str) -> None:
            screen.say("")
            await pilot.press("f2")
            for _ in range(500):
                if isinstance(app.screen, CompanyChanges):
                    await pilot.press("enter")
                if words in picture(app):
                    return
                await pilot.pause(0.01)
            raise AssertionError(picture(app))

        screen.form.rows["name"].editor.raw = ""
        screen.form.rows["payroll"].editor.raw = True
        await save("Company Name is missing")
        assert not services.company.get().payroll
        screen.form.rows["name"].editor.raw = "Desert Air"
        await save("Saved.")
        assert said.said == "Saved. u on a list takes it back."
        assert services.company.get().payroll
        assert services.company.get().name == "Desert Air"


async def test_the_digits_lead_on_and_never_into_the_companys_name(services: Services) -> None:
    app = FleetApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "5")
        for _ in range(500):
            if app.current_mode == "history":
                break
            await pilot.pause(0.01)
        assert app.current_mode == "history"
        await pilot.press("4", "tab", "X", "escape", "down", "enter", "5")
        for _ in range(500):
            if app.current_mode == "history":
                break
            await pilot.pause(0.01)
        assert app.current_mode == "history"


async def test_the_palette_leads_out_of_a_text_field(services: Services) -> None:
    app = FleetApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "tab")
        for _ in range(500):
            if isinstance(app.focused, Input):
                break
            await pilot.pause(0.01)
        assert isinstance(app.focused, Input)
        assert {"Save Changes", "Go to Lists", "Help", "Quit"} <= {offer.name for offer in here(app, app.screen)}
        await pilot.press("ctrl+p", *"lists")
        for _ in range(500):
            if "Go to Lists" in picture(app):
                break
            await pilot.pause(0.01)
        await pilot.press("enter")
        for _ in range(500):
            if app.current_mode == "lists":
                break
            await pilot.pause(0.01)
        assert app.current_mode == "lists"
