"""Numbers that a workbook shows with zeros before them: ZIP codes and truck numbers in a format such as 00000.

The library gives the number without its format, and 01067 would be read as 1067.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_FORMAT = re.compile(rb"""<(?:\w+:)?numFmt\s(?=[^>]*\bnumFmtId="([0-9]+)")[^>]*\bformatCode="(0{2,30})(?:;[^"]*)?\"""")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"""<(?:\w+:)?xf\s[^>]*?\bnumFmtId="([0-9]+)\"""")
_MOST = 16_000_000
"""Cells that are remembered at most: a sheet with more is too large to be read at all."""


class ZeroPadding:
    """Which cells of a sheet are shown with zeros before them, found in its XML and given back to its values."""

    def __init__(self, styles: bytes) -> None:
        """Find the formats in the styles of a workbook."""
        widths = {id: len(zeros) for id, zeros in _FORMAT.findall(styles)}
        cells = _CELL_STYLES.search(styles)
        used = _STYLE.findall(cells[0]) if cells else []
        self._widths = {b"%d" % style: widths[id] for style, id in enumerate(used) if id in widths}
        self._cell = re.compile(
            rb"""<(?:\w+:)?c\s(?=[^>]*\br="([A-Z]+)([0-9]+)")[^>]*?\bs="(%b)"[^>]*(?<!/)>""" % b"|".join(self._widths)
        )
        # By column, a byte for each row: a sheet may have a million of them.
        self._columns: dict[bytes, bytearray] = {}
        self._room = _MOST

    def find(self, xml: bytes) -> None:
        """Take in the cells of a piece of a sheet."""
        if not self._widths:
            return
        for column, row, style in self._cell.findall(xml):
            rows, index = self._columns.setdefault(column, bytearray()), max(1, int(row[:7])) - 1
            missing = max(0, index + 1 - len(rows))
            self._room -= missing
            if self._room < 0:
                return
            rows.extend(bytes(missing))
            rows[index] = self._widths[style]

    def restored(self, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """All rows of the sheet, with text for the numbers that are shown with zeros."""
        return self._restored(rows) if self._columns else rows

    def _restored(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        columns = [(column_number(letters) - 1, found) for letters, found in self._columns.items()]
        for number, row in enumerate(rows):
            cells = list(row)
            for column, widths in columns:
                value = cells[column] if column < len(cells) else None
                if number < len(widths) and widths[number] and isinstance(value, float) and value.is_integer():
                    cells[column] = f"{int(value):0{widths[number]}}"
            yield cells


def column_number(letters: bytes) -> int:
    """The number of a column by its letters, from 1; longer than any column has them, it is a large number."""
    number = 0
    for letter in letters[:5].upper():
        number = number * 26 + letter - 64
    return number
