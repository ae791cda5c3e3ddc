"""The style sheets, parsed once, the theme, and the scroll bars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet
from textual.scrollbar import ScrollBar
from textual.theme import BUILTIN_THEMES

from fleet_tui.ui.base.painting import ScrollMarks

_PACKAGE = Path(__file__).resolve().parents[2]


def style_sheets() -> list[str | PurePath]:
    """The paths of the style sheets: inside the package of a wheel, beside it in a checkout."""
    installed = _PACKAGE / "styles"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "styles"
    return [
        folder / f"{name}.tcss" for name in ("base", "list", "form", "dialogs") if (folder / f"{name}.tcss").exists()
    ]


class ParsedOnce(Stylesheet):
    """A style sheet that is parsed again only when the theme's variables change.

    Textual parses it for the first screen of each mode: four times before the first list, a twentieth of the start.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Discard what was parsed with other variables."""
        if variables != self._parsed_with:
            self._parsed_with = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse only what is not parsed yet."""
        self.parse()


# The terminal's own colours and attributes: nothing is painted, so a blank cell is the cheapest there is.
THEME = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="fleet",
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "none",  # the cursor is a `>` in the gutter
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)

ScrollBar.renderer = ScrollMarks
