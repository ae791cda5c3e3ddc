"""The sheets of an XLSX file as its XML has them, before a library builds them in memory.

Two cells at opposite corners of a sheet would make the library fill the whole sheet.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from zipfile import ZipFile

from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.zero_padding import column_number
from fleet_tui.tabular.zip_check import damaged, xml_pieces

MOST_CELLS = 15_000_000
"""From the first row and column to the last ones: what the library keeps in memory of a sheet."""
_ATTRIBUTES = r"""((?:[^<>"']|"[^"]*"|'[^']*')*)"""
_SHEET = re.compile(rf"<(?:\w+:)?sheet\s{_ATTRIBUTES}>")
_RELATION = re.compile(rf"<(?:\w+:)?Relationship\s{_ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Of each cell and row: simple patterns, as there are millions. `_USUAL` makes any other spelling fit them. The library
# wants no blank before an attribute.
_COLUMN = re.compile(rb'r="([A-Za-z]+)[0-9]')
_ROW = re.compile(rb'r="[A-Za-z]*([0-9]+)')
_UNUSUAL = (b"r='", b"r =", b"r\t", b"r\n", b"r\r", b"= ", b"=\t", b"=\n", b"=\r")
_ANY_PLACE = re.compile(rb"""r\s*=\s*["']([A-Za-z]*[0-9]+)""")
_USUAL = rb'r="\1'
_EMPTY_CELL, _EMPTY_ROW = (
    re.compile(rb"""<(?:\w+:)?%b\b(?:[^<>"']|"[^"]*"|'[^']*')*(?:/>|>\s*</(?:\w+:)?%b>)""" % (tag, tag))
    for tag in (b"c", b"row")
)
_LONGEST_ROW = 1 << 22


class CellFinder(Protocol):
    """Finds cells of one kind in the XML of a sheet."""

    def find(self, xml: bytes) -> None:
        """Take in the cells of a piece of a sheet."""
        ...


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches."""

    rows: int = 0
    columns: int = 0

    def grow(self, text: bytes) -> None:
        """Take in the cells of a piece of XML."""
        if any(sign in text for sign in _UNUSUAL):
            text = _ANY_PLACE.sub(_USUAL, text)
        self.rows = max(self.rows, max((int(row[:9]) for row in set(_ROW.findall(text))), default=0))
        self.columns = max(self.columns, max(map(column_number, set(_COLUMN.findall(text))), default=0))

    @property
    def cells(self) -> int:
        """The cells of the rectangle."""
        return self.rows * self.columns


def look_through(archive: ZipFile, member: str, name: str, finders: Sequence[CellFinder]) -> None:
    """Look through the XML of a sheet, in which the finders find what the library does not tell.

    Raises:
        Unreadable: it is too large, or cannot be unpacked.
    """
    extent = Extent()
    for text in _whole_rows(xml_pieces(archive, member, name), name):
        extent.grow(text)
        for finder in finders:
            finder.find(text)
    if extent.cells > MOST_CELLS:  # cells with nothing but a border do not count; telling them apart takes longer
        extent = Extent()
        for text in _whole_rows(xml_pieces(archive, member, name), name):
            extent.grow(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", text)))
    if extent.cells > MOST_CELLS:
        raise too_far(name, extent.rows, extent.columns)


def too_far(name: str, rows: int, columns: int) -> Unreadable:
    """The refusal of a sheet that would fill the memory."""
    return Unreadable(
        f"{name} has a sheet of {rows:,} rows and {columns:,} columns, which is too large to read as a workbook: save "
        "it as CSV."
    )


def cell_error(name: str, address: str) -> Unreadable:
    """The refusal of a sheet with a cell that shows an error."""
    return Unreadable(
        f"{name}, cell {address}: the cell shows an error (such as #N/A) instead of a value. Write the value, or empty "
        "the cell."
    )


def parts_of_sheets(archive: ZipFile, name: str) -> dict[str, str]:
    """The file in the archive of each sheet, by the sheet's name.

    Raises:
        Unreadable: they cannot be unpacked.
    """
    book, relations = (
        b"".join(xml_pieces(archive, member, name)).decode("utf-8", "replace")
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


def _whole_rows(texts: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The XML cut where a row begins, or at least a tag."""
    rest = b""
    for piece in texts:
        rest += piece
        row = rest.rfind(b"row ")
        end = rest.rfind(b"<", 0, row if row > 0 else len(rest))
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        if len(rest) > _LONGEST_ROW:
            raise damaged(name)
    yield rest
