"""The style sheets, parsed once, what a theme is made of, and the scroll bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet
from textual.scrollbar import ScrollBar
from textual.theme import BUILTIN_THEMES, Theme

from fleet_tui.ui.base.painting import ScrollMarks

_PACKAGE = Path(__file__).resolve().parents[2]

SHEETS = ("base", "list"), ("form", "dialogs")
RICH = ("rich",), ("rich-more",)
"""The sheets of the first list, then all others; and those with the colours of each."""


def styles_folder() -> Path:
    """The folder of the style sheets and themes: inside the package of a wheel, beside it in a checkout."""
    installed = _PACKAGE / "styles"
    return installed if installed.is_dir() else _PACKAGE.parent / "styles"


def style_sheets(*, rich: bool = False) -> tuple[list[str | PurePath], list[str | PurePath]]:
    """The paths of the style sheets: what the first list needs, and the others; `rich` adds the colours."""
    folder = styles_folder()
    first, others = (
        list[str | PurePath](folder / f"{name}.tcss" for name in (*sheets, *(colors if rich else ())))
        for sheets, colors in zip(SHEETS, RICH, strict=True)
    )
    return first, others


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


COLORS = (
    "background", "text", "dim", "accent", "border", "border-focus", "cursor-background", "cursor-text",
    "blurred-background", "blurred-text", "header-background", "header-text", "active", "pending", "inactive",
    "ended", "change", "already", "cannot", "problem", "marked",
)  # fmt: skip
"""The colours of a theme; style sheets know each as `$fleet-` and its name."""


def theme(name: str, colors: Mapping[str, str], *, dark: bool = True) -> Theme:
    """A theme of all `COLORS`, and the variables of Textual's own widgets in them."""
    own = {f"fleet-{color}": colors[color] for color in COLORS}
    cursor, blurred = colors["cursor-background"], colors["blurred-background"]
    plain = colors["background"] == _DEFAULT
    return replace(
        BUILTIN_THEMES["ansi-dark"],
        name=name,
        dark=dark,
        primary=colors["accent"],
        secondary=colors["accent"],
        accent=colors["accent"],
        foreground=colors["text"],
        background=colors["background"],
        surface=colors["background"],
        panel=colors["background"],
        boost=colors["background"],
        warning=colors["pending"],
        error=colors["problem"],
        success=colors["active"],
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **own,
            "block-cursor-foreground": colors["cursor-text"],
            "block-cursor-background": cursor,
            "block-cursor-text-style": "none",  # the cursor is a `>` in the gutter
            "block-cursor-blurred-foreground": colors["blurred-text"],
            "block-cursor-blurred-background": blurred,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": colors["background"],
            "input-cursor-background": colors["background"],
            "input-cursor-foreground": colors["text"],
            "input-cursor-text-style": "reverse",
            **(
                {}
                if plain
                else {"input-selection-background": cursor, "input-selection-foreground": colors["cursor-text"]}
            ),
            "border": colors["border"],
            "border-blurred": colors["border"],
            **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), colors["dim"]),
            **dict.fromkeys(
                ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"),
                colors["background"],
            ),
        },
    )


_DEFAULT = "ansi_default"
# The terminal's own colours and attributes: nothing is painted, so a blank cell is the cheapest there is.
THEME = theme("fleet", dict.fromkeys(COLORS, _DEFAULT))

ScrollBar.renderer = ScrollMarks
