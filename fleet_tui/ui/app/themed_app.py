"""The app in a theme: what it wears first, and what changes that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from textual.driver import Driver
from textual.theme import Theme

from fleet_tui.ui.app.crash_safe import CrashSafeApp
from fleet_tui.ui.app.styles import THEME, ParsedOnce, style_sheets
from fleet_tui.ui.base.textual_compat import driver_of
from fleet_tui.ui.frame.screen import FleetScreen

ANSWERED_WITHIN = 2.0
"""Seconds from the first picture within which an answer about the terminal's background is taken."""


class ThemedApp(CrashSafeApp, inherit_bindings=False):
    """An app in a theme, which its terminal's background may change once; paints all of it again on request."""

    color_depth = 1 << 24
    """How many colours the terminal has."""
    light_theme: Callable[[], Theme] | None = None
    """Makes the theme for a light background; None where the theme does not follow the terminal's."""
    theme_problem = ""
    """Why the theme is not the one that was asked for."""
    theme_given_by = ""
    """What gives the theme at each start, like `--theme`; empty when the user's last choice does."""

    def __init__(self, theme: Theme | None, driver_class: type[Driver] | None, *, on_list: bool) -> None:
        """`theme` has colours; without it there are attributes alone.

        `on_list`: the app starts on a list, for which a part of the style sheets is enough.
        """
        first, others = style_sheets(rich=theme is not None)
        self._unread = others if on_list else []
        super().__init__(driver_class=driver_class, css_path=first if on_list else [*first, *others])
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.set_class(theme is not None, "-rich")
        shown = theme or THEME
        self.register_theme(shown)
        self.theme = shown.name

    def read_other_sheets(self) -> None:
        """Read the style sheets that the first list did without."""
        sheets, self._unread = self._unread, []
        if sheets:
            self.stylesheet.read_all(list(map(PurePath, sheets)))
            self.stylesheet.reparse()

    def background_told(self, dark: bool) -> None:
        """Take the light theme where the terminal has a light background, unless a theme was chosen."""
        made, self.light_theme = self.light_theme, None
        if made is not None and not dark:
            light = made()
            self.register_theme(light)
            self.theme = light.name

    def _keep_theme(self) -> None:
        """Follow the background no more: nobody wants other colours in the middle of their work."""
        self.light_theme = None

    def on_ready(self) -> None:
        """Say why the theme is another one, and wait no longer for the terminal's background than a moment."""
        self.set_timer(ANSWERED_WITHIN, self._keep_theme)
        if self.theme_problem and isinstance(self.screen, FleetScreen):
            self.screen.say(self.theme_problem, problem=True)

    def action_redraw(self) -> None:
        """Clear the terminal and paint every cell."""
        driver = driver_of(self)
        if driver is not None:
            driver.write("\x1b[2J")
        self.refresh(layout=True)
        self.screen.refresh(layout=True)
