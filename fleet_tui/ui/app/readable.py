"""Colours that can be read: what a terminal with few colours shows of a theme, and contrast that is made up for.

The contrast is that of WCAG 2. What has too little goes lighter or darker, away from its background.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from textual.color import Color
from textual.theme import Theme

from fleet_tui.ui.app.styles import COLORS, styles_folder
from fleet_tui.ui.base.contrast import contrast, moved

LEAST, HIGH = 4.5, 7.0
"""The contrast that every text has on its background, and what a theme of high contrast has."""
NAMES = tuple(
    f"ansi_{bright}{color}"
    for bright in ("", "bright_")
    for color in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
_BACKGROUNDS = tuple(name for name in COLORS if name.endswith("background"))
_OWN = {f"{name}-text": f"{name}-background" for name in ("cursor", "blurred", "header")}
_GREY = 0.25
"""The saturation below which a colour is grey."""
_LINE = re.compile(r"^\$ansi-([a-z-]+): (#[0-9a-f]{6});$", re.MULTILINE)


def pairs() -> list[tuple[str, str]]:
    """Every text of a theme with each background that it stands on."""
    texts = [name for name in COLORS if name not in (*_BACKGROUNDS, *_OWN, "border", "border-focus")]
    return [*((text, "background") for text in texts), *_OWN.items(), ("accent", "header-background")]


def least_of(colors: Mapping[str, Color]) -> float:
    """The contrast that a theme keeps to."""
    return HIGH if all(contrast(colors[text], colors[under]) >= HIGH for text, under in pairs()) else LEAST


@cache
def sixteen() -> tuple[Color, ...]:
    """The named colours as xterm shows them."""
    told = dict(_LINE.findall((styles_folder() / "terminal" / "sixteen.tcss").read_text("utf-8")))
    return tuple(Color.parse(told[name.removeprefix("ansi_").replace("_", "-")]) for name in NAMES)


def readable(colors: Mapping[str, Color], least: float = LEAST) -> dict[str, Color]:
    """The colours, with each text moved until it has so much contrast, as it is and among 256."""
    made = dict(colors)
    for text, background in pairs():
        ground = made[background]
        if text in _OWN and not moved(made[text], ground, least):
            made[background] = ground = colors["background"].blend(colors["text"], 0.2)
        made[text] = moved(made[text], ground, least) or made[text]
    return made


def in_sixteen(colors: Mapping[str, Color]) -> dict[str, str]:
    """The colours by the names that a terminal with 16 knows, each text readable; signs carry what is then alike."""
    least = least_of(colors)
    background = _nearest(colors["background"], lambda _: True)
    cursor = _nearest(colors["cursor-background"], lambda each: each != sixteen()[NAMES.index(background)])
    # No two of them are near each other: the header has its attributes, the row without the focus its `>`.
    names = {**dict.fromkeys(_BACKGROUNDS, background), "cursor-background": cursor}
    for border in ("border", "border-focus"):
        names[border] = _nearest(colors[border], lambda each: each != sixteen()[NAMES.index(background)])
    for text, under in pairs():
        ground = sixteen()[NAMES.index(names[under])]
        names[text] = _nearest(colors[text], lambda each, on=ground: contrast(each, on) >= least)  # type: ignore[misc]
    return names


def _nearest(color: Color, fits: Callable[[Color], bool]) -> str:
    grey = _is_grey(color)
    by_distance = sorted(zip(sixteen(), NAMES, strict=True), key=lambda entry: _distance(color, entry[0]))
    return next(name for each, name in by_distance if fits(each) and (not grey or _is_grey(each)))


def _is_grey(color: Color) -> bool:
    return max(color.rgb) - min(color.rgb) <= _GREY * max(color.rgb)


def _distance(color: Color, other: Color) -> float:
    """The distance by what is seen first: a hue goes to a hue and not to a grey, however pale it is."""
    least, most = min(color.rgb), max(color.rgb)
    pure = [(part - least) / (most - least) * most for part in color.rgb] if not _is_grey(color) else color.rgb
    return sum(weight * (a - b) ** 2 for weight, a, b in zip((2, 4, 3), pure, other.rgb, strict=True))


def of_textual(theme: Theme) -> dict[str, Color]:
    """The colours of ours from a theme of Textual's, made readable."""
    made = theme.to_color_system().generate()
    names = ("background", "foreground", "primary", "secondary", "success", "warning", "error", "accent")
    told = {name: Color.parse(made[name]) for name in names}
    background, text = told["background"].rgb, told["foreground"].rgb
    ground, ink = Color(*background), Color(*text)
    dim, border = ink.blend(ground, 0.3), ground.blend(ink, 0.25)
    cursor = told["primary"]
    return readable(
        {
            "background": ground,
            "text": ink,
            "dim": dim,
            "accent": told["primary"],
            "border": border,
            "border-focus": told["primary"],
            "cursor-background": cursor,
            "cursor-text": ground if contrast(ground, cursor) > contrast(ink, cursor) else ink,
            "blurred-background": ground.blend(ink, 0.15),
            "blurred-text": ink,
            "header-background": ground.blend(ink, 0.1),
            "header-text": ink,
            "active": told["success"],
            "pending": told["warning"],
            "inactive": dim,
            "ended": told["error"],
            "change": told["secondary"],
            "already": dim,
            "cannot": told["error"],
            "problem": told["error"],
            "marked": told["accent"],
        }
    )
