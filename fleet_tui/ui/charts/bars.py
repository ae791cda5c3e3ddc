"""Bars: a length for each number, beside its label and in front of its digits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """What bars are drawn with: a whole cell, and the parts of a cell from the least to the most."""

    whole: str
    parts: str = ""


BLOCKS = Marks("█", "▏▎▍▌▋▊▉")
"""Eighths of a cell."""
ASCII = Marks("#")
"""For lines that pay for each byte, and terminals without blocks."""


def bar(number: int, most: int, width: int, marks: Marks = BLOCKS) -> str:
    """A bar of at most `width` cells, whose length is to `width` as the number is to `most`.

    Only nothing has no bar: the least number has the least mark.
    """
    if number <= 0 or most <= 0 or width <= 0:
        return ""
    steps = len(marks.parts) + 1
    length = min(width * steps, max(1, round(number * width * steps / most)))
    whole, rest = divmod(length, steps)
    return marks.whole * whole + (marks.parts[rest - 1] if rest else "")


def bar_width(most: int, width: int) -> int:
    """The cells that are left for bars in so wide a column beside its digits and a blank."""
    return max(0, width - len(digits(most)) - 1)


def digits(number: int) -> str:
    """A number as it is shown."""
    return f"{number:,}"
