"""A theme is chosen by looking at it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest
from textual.theme import Theme

from fleet_tui.domain.company import PASSWORD
from fleet_tui.services.services import Services
from fleet_tui.ui.app import theme_chooser, themes
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.theme_chooser import WITHOUT_COLORS, ThemeChooser
from fleet_tui.ui.app.themes import named, theme_names
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.widgets.choice_list import ChoiceList
from tests.support.screens.list_driving import Driven, Pages, _loaded, listed
from tests.support.screens.sign_in_driving import PASSWORD as RIGHT
from tests.support.screens.sign_in_driving import at_sign_in, employed, inside, outside


@asynccontextmanager
async def coloured(services: Services, name: str = "dark"):  # type: ignore[no-untyped-def]
    """The app on its first list, in a theme, with the chooser open."""
    app = FleetApp(services, theme=named(name, 1 << 24))
    with patch.object(theme_chooser, "SHOWN_AFTER", 0.01):
        async with app.run_test(size=(80, 24)) as pilot:
            driven = await _loaded(app, pilot, Pages(services.people.page))
            await pilot.press("f12")
            await driven.until(lambda: isinstance(app.screen, ThemeChooser))
            yield driven


def background(driven: Driven) -> str:
    """The background of the list behind the chooser."""
    return driven.app.screen_stack[0].styles.background.hex.lower()


async def to(driven: Driven, name: str) -> None:
    """Move the cursor to a theme, and see it."""
    chooser = driven.app.screen.query_one(ChoiceList)
    while chooser.current is not None and chooser.current.value != name:
        await driven.pilot.press("down")
    await driven.until(lambda: driven.app.theme == name)


async def test_a_theme_is_shown_while_the_cursor_stands_on_it_and_esc_brings_the_former_back(fleet: Services) -> None:
    async with coloured(fleet) as driven:
        for name in ("light", "monochrome", "nord"):
            await to(driven, name)
            await driven.until(lambda name=name: background(driven) == of(name)["background"])
        await driven.pilot.press("escape")
        await driven.until(lambda: isinstance(driven.app.screen, FleetScreen))
        await driven.until(lambda: background(driven) == of("dark")["background"])
        assert fleet.remembered.screen.theme == ""


def of(name: str) -> dict[str, str]:
    """The colours of a theme by their names."""
    return {each.removeprefix("fleet-"): color.lower() for each, color in named(name, 1 << 24).variables.items()}


async def test_enter_keeps_the_theme_and_the_user_has_it_at_the_next_start(fleet: Services) -> None:
    async with coloured(fleet) as driven:
        await to(driven, "light")
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.app.screen, FleetScreen))
        assert (driven.app.theme, driven.said) == ("light", "")
    assert replace(fleet).remembered.screen.theme == "light"


async def test_what_goes_before_the_choice_at_the_next_start_is_said(fleet: Services) -> None:
    async with coloured(fleet) as driven:
        driven.app.theme_given_by = "--theme"
        await to(driven, "light")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "The next start has its theme from --theme.")


async def test_enter_at_once_takes_what_the_cursor_is_on_though_it_was_not_shown_yet(fleet: Services) -> None:
    async with coloured(fleet) as driven:
        with patch.object(theme_chooser, "SHOWN_AFTER", 3_600):
            await driven.pilot.press("down", "enter")
            await driven.until(lambda: isinstance(driven.app.screen, FleetScreen))
        assert driven.app.theme == theme_names()[theme_names().index("dark") + 1]


async def test_a_broken_theme_is_not_worn_and_why_is_said(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    own: Callable[..., Theme] = themes.read_theme

    def broken(path, depth):  # type: ignore[no-untyped-def]
        return own(path.with_name("gone.tcss") if path.stem == "light" else path, depth)

    monkeypatch.setattr(themes, "read_theme", broken)
    async with coloured(fleet) as driven:
        await driven.pilot.press("l", "i", "g", "h", "t", "enter")
        await driven.until(lambda: driven.said.startswith("The theme gone cannot be read"))
        assert driven.app.theme == "dark"


@pytest.mark.parametrize(("given_by", "worn"), [("", "nord"), ("--theme", "dark")])
async def test_after_signing_in_the_theme_is_that_of_the_user(services: Services, given_by: str, worn: str) -> None:
    company = services.company.get()
    services.company.save(company.version, {"sign_in": PASSWORD})
    session = employed(services)
    anonymous, _ = outside(services, session)
    theirs = inside(services, session).remembered
    theirs.keep_screen(theme="nord")
    theirs.write()
    async with at_sign_in(anonymous, theme=named("dark", 1 << 24)) as driven:
        driven.app.theme_given_by = given_by
        driven.burst(*"ann", "tab", *RIGHT, "enter")
        await driven.until(lambda: driven.app.current_mode == "technicians")
        assert driven.app.theme == worn


async def test_without_colours_there_is_nothing_to_choose_and_a_sentence_says_why(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("f12")
        await driven.until(lambda: driven.said == WITHOUT_COLORS)


async def test_the_palette_finds_it_by_what_people_say(fleet: Services) -> None:
    for said in ("theme", "dark", "colour"):
        async with listed(fleet) as driven:
            await driven.pilot.press("ctrl+p", *said)
            await driven.pilot.press("enter")
            await driven.until(lambda: driven.said == WITHOUT_COLORS)
