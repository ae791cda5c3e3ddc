"""The sidebar: folded to its keys by a key or for want of room, on every screen, and remembered."""

from __future__ import annotations

from fleet_tui.services.services import Services
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.frame.sidebar import FOLDS_BELOW, Sidebar
from tests.support.screens.list_driving import Driven, listed

KEYS = [f"{key}" for key in range(1, len(DESTINATIONS) + 1)]


def keys_seen(driven: Driven) -> list[str]:
    """The keys at the left of the screen, from top to bottom; none where names stand beside them."""
    return [line[:3].strip("> │") for line in driven.lines[:-1] if line[1].isdigit() and line[2] == "│"]


async def arrive(driven: Driven, key: str) -> None:
    await driven.pilot.press(key)
    await driven.until(lambda: driven.app.current_mode == DESTINATIONS[int(key) - 1].id)
    await driven.pilot.pause()


async def test_the_sidebar_folds_on_every_screen_and_its_keys_lead_on(fleet: Services) -> None:
    async with listed(fleet) as driven:
        names = driven.lines
        await driven.press("b")
        assert driven.table.size.width == 77
        for key in reversed(KEYS):
            await arrive(driven, key)
            await driven.until(lambda: keys_seen(driven) == KEYS)
            assert f">{key}│" in driven.picture
        await driven.press("b")
        assert driven.lines == names
        assert driven.table.size.width == 64
        for key in KEYS:
            await arrive(driven, key)
            await driven.shows(f">{key} {DESTINATIONS[int(key) - 1].label}")


async def test_a_folded_sidebar_is_remembered(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.press("b")
    async with listed(fleet) as driven:
        assert keys_seen(driven) == KEYS


async def test_a_narrow_screen_folds_it_and_shows_all_keys_in_few_rows(fleet: Services) -> None:
    async with listed(fleet, size=(FOLDS_BELOW, 24)) as driven:
        for size in ((FOLDS_BELOW - 1, 24), (40, 12), (40, 10), (20, 10)):
            await driven.pilot.resize_terminal(*size)
            await driven.settled()
            assert keys_seen(driven) == KEYS
        await driven.press("b")
        assert "ctrl+o shows its names" in driven.said
        assert not fleet.remembered.screen.sidebar_folded
        await driven.pilot.resize_terminal(FOLDS_BELOW, 12)
        await driven.shows(*(f"{key} {entry.label}" for key, entry in enumerate(DESTINATIONS, start=1)))
        await driven.pilot.press("ctrl+o")
        await driven.shows("Go to", "History")


async def test_a_click_goes_to_the_entry_of_its_row_folded_or_not(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for keys in ((), ("b",)):
            await driven.press("1", *keys)
            for entry in ("history", "technicians"):
                key = KEYS[[each.id for each in DESTINATIONS].index(entry)]
                row = next(y for y, line in enumerate(driven.lines) if line[1] == key)
                await driven.pilot.click(Sidebar, offset=(1, row))
                await driven.until(lambda entry=entry: driven.app.current_mode == entry)


async def test_in_a_text_field_the_key_is_a_letter(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("a")
        await driven.shows("Add Technician")
        await driven.pilot.press("B", "o", "b")
        await driven.shows("Bob")
        assert not fleet.remembered.screen.sidebar_folded
