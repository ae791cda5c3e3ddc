"""Every theme can be read, by every eye, in every number of colours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from fleet_tui.domain.errors import BadValue
from fleet_tui.ui.app.readable import NAMES, in_sixteen, of_textual, sixteen
from fleet_tui.ui.app.styles import COLORS
from fleet_tui.ui.app.themes import read_theme, theme_files
from tests.support.seen_colors import BLINDNESS, Rgb, contrast, distance, rgb, seen
from tests.support.tables import for_each

OURS = {name: read_theme(path).variables for name, path in theme_files().items()}
TEXTUALS = {name: theme for name, theme in BUILTIN_THEMES.items() if not theme.ansi}
BACKGROUNDS = {
    "cursor-text": ("cursor-background",),
    "blurred-text": ("blurred-background",),
    "header-text": ("header-background",),
    "accent": ("background", "header-background"),
    **dict.fromkeys(
        ("text", "dim", "active", "pending", "inactive", "ended", "change", "already", "cannot", "problem", "marked"),
        ("background",),
    ),
}
"""The backgrounds of each text."""
TOGETHER = [("active", "pending", "inactive", "ended"), ("change", "already", "cannot")]
"""Meanings that stand in one column."""
APART = [
    *(pair for column in TOGETHER for pair in combinations(column, 2)),
    ("problem", "active"), ("problem", "pending"), ("problem", "change"),
]  # fmt: skip
AT_A_GLANCE, STRICT = 10, 15
"""Distances by CIEDE2000: words of two colours are told apart, and so are small signs."""


def of_many(color: str) -> Rgb:
    """A colour among 256."""
    red, green, blue = Color.parse(color).rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return (red, green, blue)


def too_little(colors: dict[str, str], least: float, shown: Callable[[str], Rgb]) -> dict[tuple[str, str], float]:
    """The texts with less contrast, each with its background."""
    pairs = [(text, under) for text, unders in BACKGROUNDS.items() for under in unders]
    found = {pair: contrast(shown(colors[pair[0]]), shown(colors[pair[1]])) for pair in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def least(name: str) -> float:
    """What a theme has to reach."""
    return 7 if name == "high-contrast" else 4.5


def own(theme: Theme | dict[str, str]) -> dict[str, str]:
    """The colours of a theme by our names."""
    variables = theme.variables if isinstance(theme, Theme) else theme
    return {name: variables[f"fleet-{name}"] for name in COLORS}


def test_every_colour_is_a_text_a_background_or_a_border() -> None:
    backgrounds = {under for unders in BACKGROUNDS.values() for under in unders}
    assert BACKGROUNDS.keys() | backgrounds | {"border", "border-focus"} == set(COLORS)


@for_each("name", OURS)
def test_every_text_can_be_read_on_its_background(name: str) -> None:
    colors = own(OURS[name])
    assert too_little(colors, least(name), rgb) == {}
    assert too_little(colors, least(name), of_many) == {}
    names = own(read_theme(theme_files()[name], 16))
    assert set(names.values()) <= set(NAMES)
    assert too_little(names, least(name), lambda color: sixteen()[NAMES.index(color)].rgb) == {}


@for_each("name", OURS)
def test_the_border_with_the_focus_is_seen(name: str) -> None:
    colors = own(OURS[name])
    assert contrast(rgb(colors["border-focus"]), rgb(colors["background"])) >= 3
    assert colors["border-focus"] != colors["border"]


@for_each("name", sorted(OURS.keys() - {"monochrome"}))
def test_meanings_are_apart_for_every_eye(name: str) -> None:
    """Monochrome has greys alone, so there the signs tell them apart, which stand in every theme."""
    colors = own(OURS[name])
    alike = {
        (one, other, kind): far
        for one, other in APART
        for kind, eye in {"": lambda color: color, **{k: lambda c, k=k: seen(c, k) for k in BLINDNESS}}.items()
        if (far := distance(eye(rgb(colors[one])), eye(rgb(colors[other]))))
        < (STRICT if name == "colour-blind" else AT_A_GLANCE)
    }
    assert alike == {}


def test_monochrome_has_no_hue() -> None:
    assert all(len(set(rgb(color))) == 1 for color in own(OURS["monochrome"]).values())


@for_each("name", TEXTUALS)
def test_what_others_made_can_be_read_too(name: str) -> None:
    colors = of_textual(TEXTUALS[name])
    shown = {each: color.hex for each, color in colors.items()}
    assert shown.keys() == set(COLORS)
    assert too_little(shown, 4.5, rgb) == {}
    assert too_little(shown, 4.5, of_many) == {}
    assert too_little(in_sixteen(colors), 4.5, lambda color: sixteen()[NAMES.index(color)].rgb) == {}


def test_the_distance_is_that_of_the_standard() -> None:
    """Figures that other programs give for the same colours."""
    assert distance((0, 0, 0), (255, 255, 255)) == pytest.approx(100, abs=0.1)
    assert distance((255, 0, 0), (0, 255, 0)) == pytest.approx(86.6, abs=0.3)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


def test_a_theme_that_lacks_a_colour_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "mine.tcss"
    broken.write_text(theme_files()["dark"].read_text().replace("$fleet-marked: #", "$fleet-marked: "))
    with pytest.raises(BadValue, match="The theme mine is broken: it needs a line like"):
        read_theme(broken)
