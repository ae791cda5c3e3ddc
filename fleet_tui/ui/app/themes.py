"""The themes with colours: files of `styles/themes`, read when a terminal can show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.text import displayable
from fleet_tui.ui.app.styles import COLORS, styles_folder, theme

DARK, LIGHT = "dark", "light"
"""The themes by the terminal's background."""
GIVEN = "--theme or the settings"
_LINE = re.compile(r"^\$fleet-([a-z-]+): (#[0-9a-fA-F]{6});$", re.MULTILINE)
_BRIGHT, _SIXTEEN = 0.5, 16


def theme_files() -> dict[str, Path]:
    """The themes of this program by name."""
    return {path.stem: path for path in sorted((styles_folder() / "themes").glob("*.tcss"))}


def theme_names() -> list[str]:
    """The themes of this program, then Textual's."""
    return [*theme_files(), *sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)]


def named(name: str, depth: int) -> Theme:
    """The theme of that name, which is one of `theme_names`.

    Raises:
        BadValue: its file is broken.
    """
    files = theme_files()
    if name in files:
        return read_theme(files[name], depth)
    from fleet_tui.ui.app.readable import of_textual

    return made(name, of_textual(BUILTIN_THEMES[name]), depth)


class FirstTheme(NamedTuple):
    """The theme that the app starts in, and why."""

    worn: Theme
    given_by: str
    """What gives it at each start; empty where that is the user's last choice or the terminal's background."""
    light: Callable[[], Theme] | None
    """Makes the one for a light background, where it follows the terminal's."""
    problem: str
    """Why it is not the one that was asked for."""


def first_theme(asked: str, chosen: str, depth: int) -> FirstTheme:
    """The theme to start in: the one that is `asked` for, else the one `chosen` last, else the dark one.

    The dark one gives way to the light one when the terminal says that its background is light.
    """
    names = theme_names()
    wanted = asked or (chosen if chosen in names else "")
    problem = ""
    if wanted and wanted not in names:
        import difflib  # only for a word that is wrong

        close = difflib.get_close_matches(wanted, names, n=1)
        meant = f"Did you mean “{close[0]}”?" if close else f"There are: {', '.join(theme_files())}, and Textual's."
        problem = f"There is no theme “{displayable(wanted)}”. {meant}"
    elif wanted:
        try:
            return FirstTheme(named(wanted, depth), GIVEN if asked else "", None, "")
        except BadValue as broken:
            problem = str(broken)
    return FirstTheme(named(DARK, depth), "", partial(named, LIGHT, depth), problem)


def read_theme(path: Path, depth: int = 1 << 24) -> Theme:
    """The theme in a file, which has a line `$fleet-…: #rrggbb;` for each of `COLORS`.

    `depth` is how many colours the terminal has.

    Raises:
        BadValue: the file cannot be read, or a colour is missing or wrong.
    """
    try:
        colors = dict(_LINE.findall(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise BadValue(f"The theme {path.stem} cannot be read: {error}.") from None
    missing = [name for name in COLORS if name not in colors]
    if missing:
        raise BadValue(f"The theme {path.stem} is broken: it needs a line like “$fleet-{missing[0]}: #1a2b3c;”.")
    return made(path.stem, {name: Color.parse(color) for name, color in colors.items()}, depth)


def made(name: str, colors: Mapping[str, Color], depth: int) -> Theme:
    """A theme of these colours, in the names of sixteen where a terminal has no more."""
    shown = {each: color.hex for each, color in colors.items()}
    if depth <= _SIXTEEN:
        from fleet_tui.ui.app.readable import in_sixteen  # other terminals need not wait for it

        shown = in_sixteen(colors)
    return theme(name, shown, dark=colors["background"].brightness < _BRIGHT)
