"""The themes with colours: files of `styles/themes`, read when a terminal can show them."""

from __future__ import annotations

import re
from pathlib import Path

from textual.color import Color
from textual.theme import Theme

from fleet_tui.domain.errors import BadValue
from fleet_tui.ui.app.styles import COLORS, styles_folder, theme

DARK, LIGHT = "dark", "light"
"""The themes by the terminal's background."""
_LINE = re.compile(r"^\$fleet-([a-z-]+): (#[0-9a-fA-F]{6});$", re.MULTILINE)
_BRIGHT = 0.5


def theme_files() -> dict[str, Path]:
    """The themes of this program by name."""
    return {path.stem: path for path in sorted((styles_folder() / "themes").glob("*.tcss"))}


def read_theme(path: Path) -> Theme:
    """The theme in a file, which has a line `$fleet-…: #rrggbb;` for each of `COLORS`.

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
    return theme(path.stem, colors, dark=Color.parse(colors["background"]).brightness < _BRIGHT)
