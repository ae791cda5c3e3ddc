"""Rows as an XLSX file of one sheet, in which every cell is text: none is a formula, a number or a link.

XlsxWriter would first lay all rows in named files in the folder for temporary ones. A line that drops meanwhile would
leave them there, so the few parts of a workbook are written here, in order, as a stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from fleet_tui.domain.errors import Refusal

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header too."""
_MOST_CHARACTERS = 32_767
"""Characters of a cell."""
_MOST_BYTES = (1 << 31) - (1 << 20)
"""Bytes of a sheet: for more, a ZIP file needs extensions that Excel does not read from a stream."""
_QUICK = 1
"""A level of compression: the best takes three times as long for a tenth less."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}
"""The parts of the file beside its sheet."""
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that a spreadsheet would read with what follows as one character."""


def workbook_bytes(batches: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    """The file in pieces, one for each batch of rows and one for its end.

    Raises:
        Refusal: a cell or the sheet is larger than spreadsheets read; or what the batches raise.
    """
    out = _Pieces()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _XML + text)
        with archive.open(_SHEET, "w") as sheet:
            size = sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            number = 0
            for rows in batches:
                lines = [_row(number, row) for number, row in enumerate(rows, start=number + 1)]
                number += len(lines)
                content = "".join(lines).encode()
                size += len(content)
                if size > _MOST_BYTES:
                    raise Refusal("These people do not fit into one sheet of XLSX: choose CSV, or fewer of them.")
                sheet.write(content)
                yield out.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield out.taken()


class _Pieces:
    """Keeps what the archive writes until it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes, /) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Does nothing: a piece is whole when it is taken."""

    def close(self) -> None:
        """Does nothing: nothing is open."""

    def taken(self) -> bytes:
        piece = b"".join(self._parts)
        self._parts.clear()
        return piece


def _row(number: int, cells: Sequence[str]) -> str:
    found = [f'<row r="{number}">']
    for column, text in enumerate(cells):
        if text:
            while column >= len(_NAMES):
                _NAMES.append(_column_name(len(_NAMES)))
            kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
            found.append(f'<c r="{_NAMES[column]}{number}" t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>')
    found.append("</row>")
    return "".join(found)


_NAMES: list[str] = []
"""The names of the columns that there have been: A, B … Z, AA."""


def _column_name(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _escaped(text: str) -> str:
    if len(text) > _MOST_CHARACTERS:
        raise Refusal(f"A cell of XLSX holds {_MOST_CHARACTERS:,} characters at most: choose CSV.")
    if text.isalnum():
        return text
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
