"""The sheets of an XLSX file as its XML has them, before a library builds them in memory.

Two cells at opposite corners of a sheet would make the library fill the whole sheet, and it reads an error as an empty
cell.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.zip_check import damaged, pieces

MOST_CELLS = 15_000_000
"""From the first row and column to the last ones: what the library keeps in memory of a sheet."""
_ATTRIBUTES = r"""((?:[^<>"']|"[^"]*"|'[^']*')*)"""
_SHEET = re.compile(rf"<(?:\w+:)?sheet\s{_ATTRIBUTES}>")
_RELATION = re.compile(rf"<(?:\w+:)?Relationship\s{_ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'][^>]*(?<!/)>""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["']""")
_LONGEST_TAG = 1 << 16


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches, and its first cell with an error."""

    rows: int = 0
    columns: int = 0
    error: str = ""

    def grow(self, places: set[tuple[bytes, bytes]]) -> None:
        """Take in the places of cells."""
        for column, row in places:
            self.rows = max(self.rows, int(row[:9]))
            self.columns = max(self.columns, _number(column[:5]))

    @property
    def cells(self) -> int:
        """The cells of the rectangle."""
        return self.rows * self.columns


def require_bounded(archive: ZipFile, member: str, name: str) -> None:
    """Look through the XML of a sheet.

    Raises:
        Unreadable: it is too large, has a cell with an error, or cannot be unpacked.
    """
    extent = _extent(archive, member, name, _PLACE)
    if extent.cells > MOST_CELLS:  # cells with a border only do not count; telling them apart takes longer
        extent = _extent(archive, member, name, _FILLED)
    if extent.cells > MOST_CELLS:
        raise Unreadable(
            f"{name} has a sheet of {extent.rows:,} rows and {extent.columns:,} columns, which is too large to read "
            "as a workbook: save it as CSV."
        )
    if extent.error:
        raise Unreadable(
            f"{name}, cell {extent.error}: the cell shows an error (such as #N/A) instead of a value. Write the value, "
            "or empty the cell."
        )


def parts_of_sheets(archive: ZipFile, name: str) -> dict[str, str]:
    """The file in the archive of each sheet, by the sheet's name.

    Raises:
        Unreadable: they cannot be unpacked.
    """
    book, relations = (
        b"".join(pieces(archive, member, name)).decode("utf-8", "replace")
        for member in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {found.get("Id", ""): found.get("Target", "") for found in _tags(_RELATION, relations)}
    parts = {}
    for found in _tags(_SHEET, book):
        id = next((value for key, value in found.items() if key.rpartition(":")[2] == "id"), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(id, ""))).lstrip("/")
        if path not in archive.NameToInfo:
            raise damaged(name)
        parts[found.get("name", "")] = path
    return parts


def _tags(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, str]]:
    for tag in pattern.findall(text):
        yield {key: html.unescape(double or single) for key, double, single in _ATTRIBUTE.findall(tag)}


def _extent(archive: ZipFile, member: str, name: str, places: re.Pattern[bytes]) -> Extent:
    extent, rest = Extent(), b""
    for piece in pieces(archive, member, name):
        text = rest + piece
        end = text.rfind(b"<")
        text, rest = (text[:end], text[end:]) if end >= 0 else (b"", text)
        rest = rest[-_LONGEST_TAG:]
        extent.grow(set(places.findall(text)))
        if not extent.error and (found := _ERROR.search(text)):
            extent.error = found[1].decode()
    return extent


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
