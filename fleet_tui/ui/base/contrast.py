"""How well two colours can be told from each other, by WCAG 2, and colours that are moved until they can."""

from __future__ import annotations

from functools import cache

from rich.color import ColorSystem
from textual.color import Color

_STEPS = 40
_SEEN = 3.0
"""The contrast of what is no text."""


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(color: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def of_many(color: Color) -> Color:
    """The colour that a terminal with 256 shows for it."""
    red, green, blue = color.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return Color(red, green, blue)


def moved(color: Color, ground: Color, least: float) -> Color | None:
    """The nearest colour towards black or white with so much contrast on the background; None without one."""

    def enough(each: Color) -> bool:
        return min(contrast(each, ground), contrast(of_many(each), of_many(ground))) >= least

    ends = [Color(255, 255, 255), Color(0, 0, 0)]
    if _luminance(ground) > _luminance(color):
        ends.reverse()
    tries = (color.blend(end, step / _STEPS) for end in ends for step in range(_STEPS + 1))
    return next(filter(enough, tries), None)


@cache
def seen_on(color: Color, ground: Color) -> Color:
    """A colour that is somebody's own, as it is shown on a background: as it is wherever it is seen there."""
    return color if ground.ansi is not None else moved(color, ground, _SEEN) or color
