"""The company's settings have a form like everything else."""

from __future__ import annotations

from form_driving import picture

from fleet_tui.services.services import Services
from fleet_tui.ui.app import FleetApp
from fleet_tui.ui.screens.company import CompanyScreen
from fleet_tui.ui.widgets.status_line import StatusLine


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

        async def save() -> None:
            screen.say("")
            await pilot.press("f2")
            for _ in range(500):
                if said.said:
                    return
                await pilot.pause(0.01)

        screen.form.rows["name"].editor.raw = ""
        screen.form.rows["payroll"].editor.raw = True
        await save()
        assert "Company Name is missing" in picture(app)
        assert not services.company.get().payroll
        screen.form.rows["name"].editor.raw = "Desert Air"
        await save()
        assert said.said == "Saved."
        assert services.company.get().payroll
        assert services.company.get().name == "Desert Air"
