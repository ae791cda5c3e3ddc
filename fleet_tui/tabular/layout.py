"""Which delimiter separates the cells of a text, told by how well its first rows agree.

Counting alone would take the commas of addresses in a file with semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from math import log2

from fleet_tui.tabular.delimited import Layout
from fleet_tui.tabular.encoding import Encoding
from fleet_tui.tabular.lines import Lines
from fleet_tui.tabular.source import Source

DELIMITERS = ("\t", ";", "|", ",")
"""When two fit as well, the first: later ones occur within the cells of earlier ones rather than the other way."""
_LINES = 300
_CHARACTERS = 1 << 17
_HINT = re.compile(r'"?sep=([\t;|,])"?[\r\n]*')


def detect_layout(source: Source, encoding: Encoding, is_title: Callable[[str], bool]) -> Layout:
    """The layout of a text in a source.

    Raises:
        Unreadable: its first lines cannot be read.
    """
    with closing(source.open()) as stream:
        lines = _first_lines(Lines(stream, source.name, encoding))
    hint = _HINT.fullmatch(lines[0]) if lines else None
    if hint:
        return Layout(encoding, hint[1], spaced=_is_spaced(lines[1:], hint[1]))
    best = max(DELIMITERS, key=lambda delimiter: _score(_parsed(lines, delimiter, spaced=False), is_title))
    if _score(_parsed(lines, best, spaced=False), is_title) <= 0:
        best = ","
    return Layout(encoding, best, spaced=_is_spaced(lines, best))


def is_hint(cells: Sequence[str], delimiter: str) -> bool:
    """Whether a first row tells a spreadsheet the delimiter and is no data ("sep=;")."""
    return [cell for cell in cells if cell] == ["sep="] or cells == [f"sep={delimiter}"]


def _first_lines(lines: Lines) -> list[str]:
    found: list[str] = []
    size = 0
    for line in lines:
        found.append(line)
        size += len(line)
        if len(found) >= _LINES or size > _CHARACTERS:
            break
    return found


def _parsed(lines: Sequence[str], delimiter: str, *, spaced: bool) -> list[list[str]]:
    """The rows that are not blank; the last one, which may be cut off, is not among many."""
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter, skipinitialspace=spaced)
    rows: list[list[str]] = []
    with suppress(csv.Error):  # it is told, with its line, when all rows are read
        rows.extend(row for row in reader if any(cell.strip() for cell in row))
    return rows[:-1] if len(rows) > 2 else rows


def _score(rows: Sequence[Sequence[str]], is_title: Callable[[str], bool]) -> float:
    """How much a delimiter's rows look like a table: many cells, as many in each, titles among them."""
    wide = Counter(len(row) for row in rows if len(row) > 1)
    if not wide:
        return 0
    columns, agreeing = max(wide.items(), key=lambda item: (item[1] * log2(item[0]), item[0]))
    cells = [cell for row in rows for cell in row[1:]]
    indented = sum(cell.startswith(" ") for cell in cells) / max(1, len(cells))
    titles = max((sum(map(is_title, row)) / len(row) for row in rows[:20] if len(row) > 1), default=0)
    return log2(columns) * agreeing / len(rows) * (1 - indented / 2) + 2 * titles


def _is_spaced(lines: Sequence[str], delimiter: str) -> bool:
    """Whether quotation marks stand behind blanks, so that rows agree only without the blanks."""
    if f'{delimiter} "' not in "".join(lines):
        return False
    kept, without = (_parsed(lines, delimiter, spaced=spaced) for spaced in (False, True))
    if not any(cell.startswith(" ") and cell.lstrip(" ").startswith('"') for row in kept for cell in row):
        return False
    agreeing, agreeing_without = (max(Counter(map(len, rows)).values(), default=0) for rows in (kept, without))
    stray = any('"' in cell for row in without for cell in row)
    return agreeing_without > agreeing or (agreeing_without == agreeing and not stray)
