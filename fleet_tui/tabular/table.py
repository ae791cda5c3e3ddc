"""A table in a file: its head, and its rows as often as they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from fleet_tui.tabular.cell_looks import TOTAL_STARTS, is_total
from fleet_tui.tabular.csv_output import text_line
from fleet_tui.tabular.delimited import Layout, Records
from fleet_tui.tabular.encoding import detect
from fleet_tui.tabular.errors import Unreadable, place
from fleet_tui.tabular.foreign import FileType, file_type
from fleet_tui.tabular.layout import detect_layout, is_hint
from fleet_tui.tabular.shape import Shape, find_shape
from fleet_tui.tabular.source import Source

SAMPLES = 200
"""Rows of data that a head shows at most."""
MOST_COLUMNS = 1000
_ABOVE = 60
"""Rows that are read for the head beside its samples."""


class Row(NamedTuple):
    """A row of data. A row that is too long keeps its further cells, so that it can be refused."""

    line: int
    """The line, or the row of the sheet, on which it begins, from 1."""
    cells: tuple[str, ...]
    """As the file has them."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a table without reading it whole."""

    titles: tuple[str, ...] | None
    """None: the file has no header."""
    columns: int
    samples: tuple[Row, ...]
    """The first rows of data."""
    notes: tuple[str, ...]
    """Sentences on what was passed over: title rows, instructions, an example, further sheets."""


class Table:
    """The rows of a source, read anew for each pass."""

    def __init__(self, source: Source, layout: Layout, shape: Shape, notes: Sequence[str] = ()) -> None:
        self.name = source.name
        self._source = source
        self._layout = layout
        self._shape = shape
        self._records: Records | None = None
        samples = tuple(islice(self.rows(), SAMPLES))
        self.head = Head(shape.titles, shape.columns, samples, (*notes, *shape.notes))

    def rows(self) -> Iterator[Row]:
        """Every row of data from the start, in constant memory.

        Short rows are filled up with empty cells; blank rows, and sums below the last person, are passed over.

        Raises:
            Unreadable: a line cannot be read, or the source changed since it was first opened.
        """
        records = self._records = Records(self._source, self._layout)
        columns, passed, new = self._shape.columns, self._shape.passed, tuple.__new__
        total: Row | None = None
        for line, cells in records:
            if line <= passed:
                continue
            if len(cells) != columns:
                cells = self._fitted(line, cells)
            first = cells[0]
            if not first.strip() and not any(cell.strip() for cell in cells):
                continue
            if total is not None:  # a person below: it was no sum of the whole table
                yield total
                total = None
            if first[:3].lower() in TOTAL_STARTS and is_total(cells):
                total = Row(line, tuple(cells))
                continue
            yield new(Row, (line, tuple(cells)))

    def _fitted(self, line: int, cells: list[str]) -> list[str]:
        columns = self._shape.columns
        if len(cells) < columns:
            return cells + [""] * (columns - len(cells))
        while len(cells) > columns and not cells[-1].strip():
            cells.pop()
        _require_narrow(self._source.name, line, cells)
        return cells

    def read_fraction(self) -> float:
        """How much of the file the newest pass has read, from 0 to 1."""
        return self._records.fraction if self._records else 0.0

    def text_of(self, cells: Iterable[str]) -> str:
        """One row as a line of this file's layout, without its end."""
        return text_line(cells, self._layout.delimiter)


def open_table(source: Source, is_title: Callable[[str], bool]) -> Table:
    """The table in a file of any kind that is read; `is_title` knows the titles of columns.

    Raises:
        Unreadable: the file is no table, is empty, or has a header only.
        Refusal: it cannot be opened.
    """
    with closing(source.open()) as stream:
        kind = file_type(stream, source.name)
    notes: Sequence[str] = ()
    if kind is FileType.WORKBOOK:
        from fleet_tui.tabular.workbook import first_sheet

        source, layout, notes = first_sheet(source)
    else:
        with closing(source.open()) as stream:
            encoding = detect(stream, source.name)
        layout = detect_layout(source, encoding, is_title)
    rows = list(islice(_first_rows(source, layout), SAMPLES + _ABOVE))
    if not rows:
        raise Unreadable(f"{source.name} is empty: nothing is in it but blanks.")
    shape = find_shape(rows, is_title, "Row" if layout.sheet else "Line")
    table = Table(source, layout, shape, notes)
    if not table.head.samples:
        raise Unreadable(f"{source.name} has titles of columns and no row below them: it has nobody to import.")
    return table


def _first_rows(source: Source, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    for line, cells in Records(source, layout):
        if any(cell.strip() for cell in cells) and not (line == 1 and is_hint(cells, layout.delimiter)):
            _require_narrow(source.name, line, cells)
            yield line, cells


def _require_narrow(name: str, line: int, cells: Sequence[str]) -> None:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(
            f"{place(name, line)}: this row has {len(cells):,} columns, and at most {MOST_COLUMNS:,} are read. Save "
            "the table with the columns of people only."
        )
