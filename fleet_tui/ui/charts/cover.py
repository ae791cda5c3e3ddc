"""The cells of a table of numbers, where few are what matters: each has three signs at most."""

from __future__ import annotations

from rich.cells import set_cell_size

CELL = 3
"""Cells of the screen for each number: a gutter, and two for its signs."""


def few(number: int, most: int) -> str:
    """`0!` and `1!` ask for a look, `2` … are enough, and `9+` stands for `most` and more."""
    if number >= most:
        return f"{most - 1}+"
    return f"{number}!" if number < 2 else str(number)


def initials(names: tuple[str, ...]) -> tuple[str, ...]:
    """The beginning of each name, as wide as the signs below it; the cursor says the whole."""
    return tuple(set_cell_size(name, CELL - 1) for name in names)
