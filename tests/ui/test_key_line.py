"""The key line fits on every screen, with help in it, and a sentence leaves it at the next key (looks.md)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from rich.cells import cell_len

from fleet_tui.manual.contents import read_page
from fleet_tui.services.services import Services
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.frame.status_line import BETWEEN, HELP, StatusLine
from fleet_tui.ui.screens.help import _WIDEST, HelpScreen
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import Driven, listed

WIDTHS = (132, 80, 60, 40)
UNBOUND = "f9"
"""A key that does nothing anywhere."""


async def _screens(driven: Driven, fleet: Services) -> AsyncIterator[FleetScreen[object]]:
    """Every screen that has a status line, one after the other on top."""
    for kind, make in SCREENS.items():
        if issubclass(kind, FleetScreen):
            screen = make(fleet)
            assert isinstance(screen, FleetScreen)
            await driven.app.push_screen(screen)
            await driven.until(lambda: driven.app.screen is screen)  # noqa: B023
            await driven.pilot.pause()
            yield screen
            await screen.dismiss(None)
            await driven.until(lambda: driven.app.screen is not screen)  # noqa: B023


async def test_the_keys_fit_whole_with_help_and_the_first_of_the_screen(fleet: Services) -> None:
    faults = list[str]()
    async with listed(fleet) as driven:
        async for screen in _screens(driven, fleet):
            line, name = screen.query_one(StatusLine), type(screen).__name__
            helps = any(each.binding.id == HELP for each in screen.active_bindings.values())
            first = next(iter(line._hints(1_000)))
            for width in WIDTHS:
                hints = line._hints(width)
                words = BETWEEN.join(f"{hint.shown} {hint.words}" for hint in hints)
                faults += [f"{name} {width}: {words}"] if cell_len(words) > width else []
                faults += [f"{name} {width} lacks help: {words}"] if helps and "Help" not in words else []
                faults += [f"{name} {width} lacks {first}: {words}"] if first not in hints else []
    assert not faults, "\n".join(faults)


async def test_a_sentence_leaves_at_the_next_key(fleet: Services) -> None:
    faults = list[str]()
    async with listed(fleet) as driven:
        async for screen in _screens(driven, fleet):
            screen.say("Something was done.")
            await driven.pilot.press(UNBOUND)
            await driven.pilot.pause()
            faults += [f"{type(screen).__name__}: {screen.said}"] if "Something" in screen.said else []
    assert not faults, "\n".join(faults)


async def test_help_stands_in_two_columns_and_names_no_key_of_what_scrolls_around(fleet: Services) -> None:
    faults, page = list[str](), read_page("lists")
    async with listed(fleet) as driven:
        async for screen in _screens(driven, fleet):
            name, text = type(screen).__name__, HelpScreen(screen, page)._keys()
            widths = {span.end - span.start for span in text.spans if span.style == "key"}
            faults += [f"{name}: {widths}"] if len({min(width, _WIDEST) for width in widths}) > 1 else []
            faults += [f"{name}: an empty row first"] if text.plain.startswith("\n") else []
            faults += [f"{name}: {word}" for word in ("Page Left", "Page Right") if word in text.plain]
    assert not faults, "\n".join(faults)
