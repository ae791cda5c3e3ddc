"""The tables of an ODS file as its XML has them: how far repeated rows and cells would reach, and cells with errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zipfile import ZipFile

from fleet_tui.tabular.sheet_scan import MOST_CELLS, cell_error, too_far
from fleet_tui.tabular.zip_check import damaged, xml_pieces

_END = b"</table:table-row>"
_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*)", re.DOTALL)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_COLUMNS = re.compile(rb"""\btable:number-columns-repeated\s*=\s*["']([0-9]+)""")
_ROWS = re.compile(rb"""\btable:number-rows-repeated\s*=\s*["']([0-9]+)""")
_LONGEST_ROW = 1 << 22


def require_bounded_tables(archive: ZipFile, name: str) -> None:
    """Look through the XML of all tables, of which the first one with rows is read.

    Raises:
        Unreadable: a table is too large, or the first one has a cell with an error.
    """
    rows = columns = 0
    first = True
    for text in _rows(archive, name):
        if b"<table:table " in text:
            first, rows, columns = first and not columns, 0, 0
        found = _ROW.search(text)
        if not found:
            continue
        width, error = _width(found[2])
        if error and first:
            raise cell_error(name, f"{_letters(error)}{rows + 1}")
        rows += _repeated(_ROWS, found[1])
        columns = max(columns, width)
        if width and rows * columns > MOST_CELLS:
            raise too_far(name, rows, columns)


def _rows(archive: ZipFile, name: str) -> Iterator[bytes]:
    rest = b""
    for piece in xml_pieces(archive, "content.xml", name):
        *whole, rest = (rest + piece).split(_END)
        if len(rest) > _LONGEST_ROW:
            raise damaged(name)
        yield from whole


def _width(row: bytes) -> tuple[int, int]:
    """How many cells there are up to the last one with a value, and the number of the first with an error."""
    column = width = error = 0
    for attributes, is_empty in _CELL.findall(row):
        if not error and b'calcext:value-type="error"' in attributes:
            error = column + 1
        column += _repeated(_COLUMNS, attributes)
        if not is_empty:
            width = column
    return width, error


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:12]) if found else 1


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
