"""Rows as the text of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""What Excel takes to read a file as UTF-8."""


def csv_text(batches: Iterable[Iterable[Sequence[str]]]) -> Iterator[str]:
    """The lines of each batch of rows as one text; commas between cells, quotes where a cell needs them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for rows in batches:
        writer.writerows(rows)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def text_line(cells: Iterable[str], delimiter: str = ",") -> str:
    """One row without its end, with quotation marks only where a cell needs them."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow(cells)  # its own end is why a cell with a line break is quoted
    return line.getvalue().removesuffix("\r\n")
