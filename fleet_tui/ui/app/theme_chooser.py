"""Choosing a theme: each is shown while the cursor stands on it (looks.md, "In rich")."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import App

from fleet_tui.domain.errors import BadValue
from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.services import Services
from fleet_tui.ui.app.themed_app import ThemedApp
from fleet_tui.ui.app.themes import named, theme_names
from fleet_tui.ui.base.background import Debouncer
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.widgets.choice_list import ChoiceList, Pick

SHOWN_AFTER = 0.15
"""Seconds that the cursor stands on a theme before it is shown: the whole screen is sent again."""
WITHOUT_COLORS = "Themes are for terminals with colours on a fast line: start with --line rich, if yours is one."


class ThemeChooser(Choose):
    """Answers the name of a theme, which `wear` shows."""

    MANUAL: ClassVar[str] = "terminals"

    def __init__(self, worn: str, wear: Callable[[str], object]) -> None:
        super().__init__("Theme", tuple(Pick(name, name) for name in theme_names()), (worn,))
        self._wear = wear

    def on_mount(self) -> None:
        """Follow the cursor."""
        self._soon = Debouncer(self, SHOWN_AFTER, self._show)

    @on(ChoiceList.Pointed)
    def _pointed(self) -> None:
        self._soon.schedule()

    async def _show(self) -> None:
        current = self.query_one(ChoiceList).current
        if current is not None and self.is_active:
            self._wear(str(current.value))


def wear(app: ThemedApp, name: str) -> str:
    """Show the theme of that name; why it cannot be shown, empty if it is."""
    try:
        theme = named(name, app.color_depth)
    except BadValue as broken:
        return str(broken)
    app.light_theme = None
    app.register_theme(theme)
    app.theme = name
    return ""


def wear_chosen(app: App[None], remembered: Remembered) -> None:
    """Show the theme that a user chose earlier, after signing in, unless something else gives it."""
    name = remembered.screen.theme
    if isinstance(app, ThemedApp) and not app.theme_given_by and name != app.theme and name in theme_names():
        wear(app, name)


async def choose_theme(app: ThemedApp, services: Services) -> tuple[str, bool]:
    """Ask for a theme and remember it by user; a sentence about it, and whether it says a problem."""
    if not app.has_class("-rich"):
        return WITHOUT_COLORS, True
    worn = app.theme
    picked = await app.push_screen_wait(ThemeChooser(worn, partial(wear, app)))
    problem = wear(app, str(picked[0])) if picked else ""
    if picked is None or problem:
        app.theme = worn
        return problem, True
    if services.signed_in:
        services.remembered.keep_screen(theme=app.theme)
    return f"The next start has its theme from {app.theme_given_by}." if app.theme_given_by else "", False
