"""Cells of a workbook that show an error such as #N/A: the library reads them as empty ones."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fleet_tui.tabular.zero_padding import column_number

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,40})<""",
    re.DOTALL,
)
_WITHOUT_WORDS = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']"""
)
_WORDS = "#N/A"
"""What a cell shows whose error has no words."""
MOST = 200_000
"""Cells that are remembered; a sheet with more holds nothing that could be imported."""


class ErrorCells:
    """The cells with errors, found in a sheet's XML, and given back among its values as what they show.

    A row is refused for them where its column is imported, and the other rows are not.
    """

    def __init__(self) -> None:
        self._words: dict[int, dict[int, str]] = {}
        self.number = 0
        self.first = ""
        """The address of the first one."""

    def find(self, xml: bytes) -> None:
        """Take in the cells of a piece of a sheet."""
        if b'"e"' not in xml and b"'e'" not in xml:
            return
        for letters, row in _WITHOUT_WORDS.findall(xml):
            self._keep(letters, row, _WORDS)
        for letters, row, words in _CELL.findall(xml):
            self._keep(letters, row, html.unescape(words.decode("utf-8", "replace")))

    def _keep(self, letters: bytes, row: bytes, words: str) -> None:
        cells = self._words.setdefault(int(row[:9]) - 1, {})
        column = column_number(letters) - 1
        if column not in cells:
            self.number += 1
            self.first = self.first or f"{letters.decode()}{int(row[:9])}"
        if self.number <= MOST:
            cells[column] = words

    def restored(self, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """All rows of the sheet, with the words of its errors."""
        return self._restored(rows) if self._words else rows

    def _restored(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for number, row in enumerate(rows):
            found = self._words.get(number)
            if not found:
                yield row
                continue
            cells = [*row, *([""] * (max(found) + 1 - len(row)))]
            for column, words in found.items():
                cells[column] = words
            yield cells
