"""A form in the colours of a theme, and without any where the line cannot afford them."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.theme import Theme

from fleet_tui.domain.people.choices import color_rgb
from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import read_theme, theme_files
from tests.support.people import TECHNICIANS
from tests.support.screens.form_driving import Driven, opened, picture

THEMES = [read_theme(path) for path in theme_files().values()]


def drawn(driven: Driven, words: str) -> Style:
    """How these words are drawn, where they are first on the screen."""
    for strip in driven.app.screen._compositor.render_strips():
        for segment in strip:
            if words in segment.text and segment.style is not None:
                return segment.style
    raise AssertionError(f"{words!r} is not drawn:\n{picture(driven.app)}")


def front(style: Style) -> str:
    """The colour of the letters, as a theme writes it."""
    return style.color.get_truecolor().hex if style.color is not None else ""


@pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])
async def test_a_form_has_the_colors_of_the_theme(services: Services, theme: Theme) -> None:
    async with opened(services, TECHNICIANS, size=(80, 43), theme=theme) as driven:

        def has(words: str, color: str) -> bool:
            return (
                words in picture(driven.app)
                and front(drawn(driven, words)) == theme.variables[f"fleet-{color}"].lower()
            )

        driven.put(color="orange")
        await driven.save()
        await driven.until(lambda: "! Technician Name is missing" in picture(driven.app))
        await driven.until(lambda: has("! Technician Name is missing", "problem"))
        await driven.until(lambda: has(">Technician Name", "accent"))
        assert has("Company Position", "dim")
        assert has("Basic information", "accent")
        assert has("[x]", "accent")
        assert has("[Profile !]", "accent")
        assert front(drawn(driven, "■")) == color_rgb("orange").lower()
        await driven.press("tab")
        await driven.until(lambda: has(">Company Position", "accent"))
        assert has(" Technician Name", "dim")
        await driven.press("ctrl+t")
        await driven.until(lambda: has("Profile !", "problem"))


async def test_without_a_theme_only_the_swatch_has_a_color(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.save()
        await driven.until(lambda: "! Technician Name is missing" in picture(driven.app))
        styles = {
            segment.text.strip(): segment.style or Style()
            for strip in driven.app.screen._compositor.render_strips()
            for segment in strip
        }
        colors = {words: (style.color, style.bgcolor) for words, style in styles.items()}
        assert {words for words, pair in colors.items() if any(each and not each.is_default for each in pair)} == {"■"}
