"""The theme that the app starts in: asked for, chosen last, or by the terminal's background; and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.services.services import Services
from fleet_tui.ui.app import themed_app, themes
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.themes import DARK, LIGHT, first_theme
from fleet_tui.ui.frame.screen import FleetScreen

DEEP = 1 << 24


def test_what_is_asked_for_goes_before_what_was_chosen() -> None:
    for asked, chosen, worn, by_background in (
        ("", "", DARK, True),
        ("", "light", LIGHT, False),
        ("high-contrast", "light", "high-contrast", False),
        ("nord", "", "nord", False),
        ("", "gone", DARK, True),
    ):
        first = first_theme(asked, chosen, DEEP)
        assert (first.worn.name, first.light is not None, first.problem) == (worn, by_background, "")
        assert bool(first.given_by) == bool(asked)


def test_a_theme_that_is_not_there_or_broken_is_said_and_the_default_worn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = first_theme("lihgt", "", DEEP)
    assert first.worn.name == DARK
    assert first.problem == "There is no theme “lihgt”. Did you mean “light”?"
    assert first_theme("zz\x1b", "", DEEP).problem.startswith("There is no theme “zz")
    assert first_theme("zz\x1b", "", DEEP).problem.endswith(
        "There are: " + ", ".join(themes.theme_files()) + ", and Textual's."
    )
    (tmp_path / "mine.tcss").write_text("$fleet-text: #ffffff;\n$fleet-background: red;\n")
    files = themes.theme_files() | {"mine": tmp_path / "mine.tcss"}
    monkeypatch.setattr(themes, "theme_files", lambda: files)
    first = first_theme("mine", "", DEEP)
    assert (first.worn.name, first.light is not None) == (DARK, True)
    assert first.problem == "The theme mine is broken: it needs a line like “$fleet-background: #1a2b3c;”."


async def test_an_answer_that_is_late_changes_nothing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themed_app, "ANSWERED_WITHIN", 0.001)
    first = first_theme("", "", DEEP)
    app = FleetApp(services, theme=first.worn)
    app.light_theme = first.light
    async with app.run_test(size=(80, 24)) as pilot:
        while app.light_theme is not None:
            await pilot.pause()
        app.background_told(False)
        assert app.theme == DARK


@pytest.mark.parametrize(("asked", "dark", "worn"), [("", False, LIGHT), ("", True, DARK), (DARK, False, DARK)])
async def test_the_terminals_background_chooses_unless_somebody_has(
    services: Services, asked: str, dark: bool, worn: str
) -> None:
    first = first_theme(asked, "", DEEP)
    app = FleetApp(services, theme=first.worn)
    app.light_theme, app.theme_problem = first.light, "A sentence."
    async with app.run_test(size=(80, 24)) as pilot:
        app.background_told(dark)
        app.background_told(not dark)  # a second answer changes nothing
        await pilot.pause()
        assert app.theme == worn


async def test_why_the_theme_is_another_one_is_said_on_the_first_screen(services: Services) -> None:
    first = first_theme("lihgt", "", DEEP)
    app = FleetApp(services, theme=first.worn)
    app.theme_problem = first.problem
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, FleetScreen)
        assert app.screen.said == first.problem
        await pilot.press("down")
        assert app.screen.said == ""
