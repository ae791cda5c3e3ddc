"""Lines of delimited text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def text_line(cells: Iterable[str], delimiter: str = ",") -> str:
    """One row without its end, with quotation marks only where a cell needs them."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow(cells)  # its own end is why a cell with a line break is quoted
    return line.getvalue().removesuffix("\r\n")
