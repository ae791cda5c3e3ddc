"""Where the table begins in a sheet: title rows, the header, rows of instructions and examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from fleet_tui.domain.text import displayable
from fleet_tui.tabular.cell_looks import (
    filled,
    has_example_address,
    is_example,
    is_instruction,
    is_value,
    looks_like_titles,
)

Numbered = tuple[int, Sequence[str]]
"""A row with the line on which it begins."""
_ABOVE = 20
"""Rows above a header at most."""
_BELOW = 3
"""Rows of instructions and examples below it at most."""
_SHOWN = 40


@dataclass(slots=True)
class Shape:
    """The header, and how much above the first person is passed over."""

    titles: tuple[str, ...] | None = None
    columns: int = 0
    passed: int = 0
    """The line of the last row before the first one of data; 0 without any."""
    notes: list[str] = field(default_factory=list)


def find_shape(rows: Sequence[Numbered], is_title: Callable[[str], bool], line_word: str = "Line") -> Shape:
    """The shape of a table by its first rows. Rows without text are not among them, and there is at least one."""
    shape = Shape()
    header = _header(rows, is_title)
    first = _first_wide(rows) if header is None else header
    for number, cells in rows[:first]:
        shape.notes.append(f"{line_word} {number:,} was passed over: “{_quoted(cells)}” stands above the table.")
    if header is None:
        shape.passed = rows[first][0] - 1
        shape.columns = max(_width(cells) for _, cells in rows[first:])
        return shape
    shape.passed, titles = rows[header]
    below = rows[header + 1 :]
    shape.columns = max(_width(titles), 1)
    shape.titles = tuple(title.strip() for title in titles[: shape.columns])
    for index, (number, cells) in enumerate(below[:_BELOW]):
        others = [row for _, row in below[index + 1 :]]
        word = _passed_over(cells, others)
        if not word:
            break
        shape.notes.append(f"{line_word} {number:,} was passed over: it {word}.")
        shape.passed = number
    return shape


def _passed_over(cells: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    """What a row below the header does when it is no person."""
    if is_instruction(cells):
        return "says how to fill in the columns"
    if is_example(cells):
        return "is an example"
    addresses = [cell for row in others for cell in row if "@" in cell]
    if addresses and has_example_address(cells) and not has_example_address(addresses):
        return "is an example, with an address that is nobody’s"
    return ""


def _header(rows: Sequence[Numbered], is_title: Callable[[str], bool]) -> int | None:
    for index, (_, cells) in enumerate(rows[:_ABOVE]):
        words = filled(cells)
        known = sum(map(is_title, words))
        wanted = 1 if max(_width(row) for _, row in rows[index:]) == 1 else 2
        if known >= wanted and (known * 2 >= len(words) or looks_like_titles(cells)) and not any(map(is_value, words)):
            return index
    index = _first_wide(rows)
    return index if _is_unlike(rows[index][1], [cells for _, cells in rows[index + 1 :]]) else None


def _is_unlike(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether words stand over columns of numbers, addresses or dates."""
    if not below or not looks_like_titles(cells):
        return False
    for column, cell in enumerate(cells):
        under = [text for row in below if column < len(row) and (text := row[column].strip())]
        if cell.strip() and under and sum(map(is_value, under)) * 10 >= len(under) * 8:
            return True
    return False


def _first_wide(rows: Sequence[Numbered]) -> int:
    """The first row that is as wide as most: narrow ones above it are titles of the sheet."""
    widths = [len(filled(cells)) for _, cells in rows]
    usual = Counter(widths).most_common(1)[0][0]
    if usual < 3:
        return 0
    return next(index for index, width in enumerate(widths) if width * 2 >= usual and width > 1)


def _width(cells: Sequence[str]) -> int:
    return next((index for index in range(len(cells), 0, -1) if cells[index - 1].strip()), 0)


def _quoted(cells: Sequence[str]) -> str:
    text = displayable(" ".join(" ".join(filled(cells)).split()))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
