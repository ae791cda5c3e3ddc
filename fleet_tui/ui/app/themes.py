"""The themes with colours: files of `styles/themes`, read when a terminal can show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from fleet_tui.domain.errors import BadValue
from fleet_tui.ui.app.styles import COLORS, styles_folder, theme

DARK, LIGHT = "dark", "light"
"""The themes by the terminal's background."""
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
