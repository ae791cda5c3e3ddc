"""Esc leaves every screen, to the list of people that was shown last; what is unsaved is asked about first."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from fleet_tui.services.services import Services
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.dialogs.questions import NotSaved, QuitOrStay
from tests.support.screens.list_driving import listed
from tests.support.screens.sign_in_driving import at_sign_in, employed, outside

PLACES = [(key, entry.id) for key, entry in enumerate(DESTINATIONS, start=1)]
LISTS = PLACES[:2]


@pytest.mark.parametrize(("list_key", "list_id"), LISTS)
async def test_esc_leads_back_to_the_list_from_every_destination(
    services: Services, list_key: int, list_id: str
) -> None:
    async with listed(services) as driven:
        for key, entry in PLACES[2:]:
            await driven.pilot.press(str(list_key))
            await driven.until(lambda: driven.app.current_mode == list_id)
            await driven.pilot.press(str(key))
            await driven.until(lambda entry=entry: driven.app.current_mode == entry)  # type: ignore[misc]
            for _ in range(2):  # wherever the focus is
                await driven.pilot.press("tab")
            assert not isinstance(driven.app.focused, Input) or driven.app.focused.value, entry
            await driven.pilot.press("escape")
            await driven.until(lambda: driven.app.current_mode == list_id)


async def test_esc_asks_about_what_is_typed_on_the_company_and_stays_or_goes(services: Services) -> None:
    async with listed(services) as driven:
        await driven.pilot.press("4", "tab", "X", "escape")
        await driven.until(lambda: isinstance(driven.screen, NotSaved))
        await driven.pilot.press("t")
        await driven.until(lambda: isinstance(driven.app.focused, Input))
        assert (driven.app.current_mode, driven.app.focused.value) == ("company", "My companyX")  # type: ignore[union-attr]
        await driven.pilot.press("escape", "d")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        await driven.pilot.press("4")
        await driven.until(lambda: driven.app.current_mode == "company")
        assert driven.app.focused is None, "the cursor comes back in no field"
        await driven.pilot.press("1")
        await driven.until(lambda: driven.app.current_mode == "technicians")
    assert services.company.get().name == "My company"


async def test_esc_at_sign_in_asks_whether_to_quit_and_the_cursor_stays_in_its_field(services: Services) -> None:
    nobody, _ = outside(services, employed(services))
    async with at_sign_in(nobody) as driven:
        await driven.press("a", "escape")
        await driven.until(lambda: isinstance(driven.app.screen, QuitOrStay))
        await driven.press("escape")
        await driven.press("n", "n")
        assert driven.typed("username") == "ann"
        await driven.press("escape", "q")
        await driven.until(lambda: driven.app._exit)


async def test_the_key_line_names_a_key_that_the_field_does_not_take(services: Services) -> None:
    async with listed(services, size=(120, 24)) as driven:
        await driven.shows("? Help")
        await driven.pilot.press("4", "tab")
        await driven.until(lambda: isinstance(driven.app.focused, Input))
        await driven.shows("F1 Help")
        assert "? Help" not in driven.lines[-1]
