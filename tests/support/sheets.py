"""Tables in memory for tests of reading: delimited text and workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from fleet_tui.tabular.source import BytesSource
from fleet_tui.tabular.table import Table, open_table

TITLES = frozenset({"name", "email", "e-mail", "phone", "address", "first name", "last name", "status", "team"})


def is_title(word: str) -> bool:
    """A small stand-in for what the domain knows of titles."""
    return word.strip().lower() in TITLES


def table_of(content: bytes | str, name: str = "people.csv") -> Table:
    """The table in a text (UTF-8) or in bytes."""
    return open_table(BytesSource(name, content.encode() if isinstance(content, str) else content), is_title)


def cells_of(table: Table) -> list[tuple[str, ...]]:
    """The cells of all its rows."""
    return [row.cells for row in table.rows()]


def workbook(*sheets: tuple[str, Iterable[Sequence[Any]]]) -> bytes:
    """An XLSX file with these sheets, each of them a name and its rows."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd", "strings_to_urls": False})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()
