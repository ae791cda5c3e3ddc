"""Bars: a length for each number, beside its label and in front of its digits."""

from __future__ import annotations

BLOCK = "▆"
"""A cell of a bar: lower than a line, so that the bars of two lines stay apart."""
ASCII = "#"
"""For lines that pay for each byte, and terminals without blocks."""


def bar(number: int, most: int, width: int, mark: str = BLOCK) -> str:
    """A bar of at most `width` cells, whose length is to `width` as the number is to `most`.

    Only nothing has no bar: the least number has a cell.
    """
    if number <= 0 or most <= 0 or width <= 0:
        return ""
    return mark * min(width, max(1, round(number * width / most)))


def bar_width(most: int, width: int) -> int:
    """The cells that are left for bars in so wide a column beside its digits and a blank."""
    return max(0, width - len(digits(most)) - 1)


def digits(number: int) -> str:
    """A number as it is shown."""
    return f"{number:,}"
