"""A mapping in words, for the screen and the command line: each column's title, some cells, and what it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.text import BLANK, displayable

SAMPLES = 3
"""So many cells of a column are shown."""


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One column: its title, up to SAMPLES different cells, safe for any terminal, and its target in words."""

    title: str
    samples: tuple[str, ...]
    becomes: str


def describe(
    mapping: ImportMapping, titles: Sequence[str] | None, samples: Sequence[Sequence[str]]
) -> tuple[ColumnWords, ...]:
    """Every column of a file in words; of a secret column no cell is shown."""
    names = column_names(titles, len(mapping.targets))
    return tuple(
        ColumnWords(
            displayable(names[column]),
            () if target == targets.SECRET else _samples(column, samples),
            targets.target_words(mapping.kind, target),
        )
        for column, target in enumerate(mapping.targets)
    )


def column_names(titles: Sequence[str] | None, columns: int) -> tuple[str, ...]:
    """One name for each column, no name twice: its title, “Phone (2)” for the second of one title, else “Column 3”."""
    found: list[str] = []
    taken: set[str] = set()
    for column in range(columns):
        title = titles[column].strip(BLANK) if titles and column < len(titles) else ""
        name = " ".join(title.split()) or f"Column {column + 1}"
        again = 1
        unique = name
        while unique in taken:
            again += 1
            unique = f"{name} ({again})"
        taken.add(unique)
        found.append(unique)
    return tuple(found)


def _samples(column: int, samples: Sequence[Sequence[str]]) -> tuple[str, ...]:
    cells = (row[column].strip(BLANK) for row in samples if column < len(row))
    shown = dict.fromkeys(displayable(" ".join(cell.split())) for cell in cells if cell)
    return tuple(shown)[:SAMPLES]
