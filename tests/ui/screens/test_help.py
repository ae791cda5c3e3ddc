"""Help: the keys that work where one is, then the page of the manual about it."""

from __future__ import annotations

from fleet_tui.manual.contents import PAGES, read_page
from fleet_tui.services.services import Services
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.screens.help import HelpScreen, page_of
from tests.support.screens.every_screen import SCREENS, screens_of_the_program
from tests.support.screens.list_driving import listed


def test_every_screen_has_its_page() -> None:
    screens = screens_of_the_program()
    assert {screen.__name__ for screen in screens if issubclass(screen, FleetScreen) and not screen.MANUAL} == set()
    assert {getattr(screen, "MANUAL", "") for screen in screens} - {""} <= set(PAGES)


async def test_a_dialog_has_the_page_of_the_screen_behind_it(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("5", "w", "slash")
        assert page_of(driven.app.screen) == "history"


async def test_the_page_comes_after_the_keys(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("f1")
        await driven.until(lambda: isinstance(driven.screen, HelpScreen))
        await driven.shows("This screen", "Tab on  c pages  Esc back")
        await driven.pilot.press("f1")
        await driven.shows("Lists and filters", "arrows or h j k l")
        await driven.pilot.press("tab", "tab")
        await driven.until(lambda: "Lists and filters" not in driven.picture and "Move" in driven.picture)
        await driven.pilot.press("shift+tab", "shift+tab")
        await driven.shows("This screen")


async def test_every_part_of_a_page_is_reached_and_the_end_stays(fleet: Services) -> None:
    async with listed(fleet, size=(40, 12)) as driven:
        await driven.pilot.press("f1")
        await driven.until(lambda: isinstance(driven.screen, HelpScreen))
        for _ in range(30):
            await driven.pilot.press("tab")
        await driven.shows("The mouse")
        assert all(len(line) <= 40 for line in driven.lines)


async def test_another_page_takes_the_place_of_the_keys(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("f1", "c")
        await driven.shows("The manual", "For developers")
        await driven.pilot.press("4")
        await driven.shows("Bulk work and undo", "Change forty people at once")
        assert "This screen" not in driven.picture
        await driven.pilot.press("escape")
        await driven.until(lambda: not isinstance(driven.screen, HelpScreen))


async def test_a_page_is_whole_at_every_width(fleet: Services) -> None:
    for width in (40, 80, 132):
        async with listed(fleet, size=(width, 24)) as driven:
            await driven.pilot.press("f1")
            await driven.until(lambda: isinstance(driven.screen, HelpScreen))
            text = driven.screen._page
            lines = text.render().plain.splitlines()
            assert max(map(len, lines)) < text.size.width, width
            assert text.size.height == len(lines), width


def test_the_screens_are_all_of_them() -> None:
    assert HelpScreen in SCREENS
    assert all(read_page(name).blocks for name in PAGES)


async def test_what_a_sign_means_stays_in_its_column(fleet: Services) -> None:
    async with listed(fleet) as driven:
        rows = HelpScreen(driven.app.screen, read_page("lists"))._keys().plain.splitlines()
        (place,) = (place for place, row in enumerate(rows) if row.startswith("@ "))
        column = rows[place].index("Somebody")
        assert max(map(len, rows)) < 55
        assert rows[place + 1][:column] == " " * column
        assert rows[place + 1][column] != " "
