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
