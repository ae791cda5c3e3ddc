"""Workbooks (XLSX, XLS, ODS): the first sheet with rows, written out as delimited text that is then read as any other.

The library keeps a sheet whole in memory; what is written out is read in constant memory, as often as it is wanted.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from fleet_tui.domain.text import displayable
from fleet_tui.tabular.delimited import Layout
from fleet_tui.tabular.encoding import Encoding
from fleet_tui.tabular.error_cells import MOST as MOST_ERRORS
from fleet_tui.tabular.error_cells import ErrorCells
from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.ods_scan import require_bounded_tables
from fleet_tui.tabular.sheet_scan import MOST_CELLS, cell_error, look_through, parts_of_sheets
from fleet_tui.tabular.source import SpooledSource, not_spooled
from fleet_tui.tabular.zero_padding import ZeroPadding
from fleet_tui.tabular.zip_check import damaged, opened, xml_pieces

if TYPE_CHECKING:
    from zipfile import ZipFile

    from python_calamine import CalamineWorkbook

    from fleet_tui.tabular.source import Source

_EXACT = 10**15
"""Whole numbers below it are exact in a spreadsheet, which keeps fifteen digits."""
_READ_WHOLE = ("xl/sharedStrings.xml", "styles.xml")


def first_sheet(source: Source) -> tuple[Source, Layout, Sequence[str]]:
    """The first sheet with rows as delimited text, its layout, and notes on the other sheets.

    Raises:
        Unreadable: it is no workbook, damaged, too large, protected or empty.
        Refusal: the temporary file cannot be written.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise Unreadable(
            f"{source.name} is a workbook, which needs a part that is not installed: pip install 'fleet-tui[xlsx]', "
            "or save the table as CSV."
        ) from None
    with closing(source.open()) as stream:
        parts = _checked_parts(stream, source.name)
        stream.seek(0)
        try:
            with calamine.CalamineWorkbook.from_filelike(stream) as book:
                found = _written_out(source, book, parts)
        except calamine.PasswordError:
            raise Unreadable(f"{source.name} is protected by a password: save it without one.") from None
        except BaseException as error:
            # A fault in the library itself arrives as an exception that no module exports.
            if isinstance(error, calamine.CalamineError) or type(error).__name__ == "PanicException":
                raise damaged(source.name) from None
            raise
    source.open().close()  # it is refused when it was changed meanwhile
    return found


class _Parts:
    """The XML of an XLSX file, looked through before a sheet is built."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._members = parts_of_sheets(archive, name)
        styles = "xl/styles.xml"
        self._styles = b"".join(xml_pieces(archive, styles, name)) if styles in archive.NameToInfo else b""

    def look_through(self, sheet: str) -> tuple[ZeroPadding, ErrorCells]:
        """What the library does not tell of a sheet; Unreadable when it is too large, or has nothing but errors."""
        if sheet not in self._members:
            raise damaged(self._name)
        padding, errors = ZeroPadding(self._styles), ErrorCells()
        look_through(self._archive, self._members[sheet], self._name, (padding, errors))
        if errors.number > MOST_ERRORS:
            raise cell_error(self._name, errors.first)
        return padding, errors


def _checked_parts(stream: BinaryIO, name: str) -> _Parts | None:
    """What is looked through before sheets are built; None for XLS and ODS."""
    if stream.read(2) != b"PK":
        return None  # XLS has 65,536 rows and 256 columns at most
    archive = opened(stream, name)
    members = set(archive.namelist())
    if "xl/workbook.bin" in members:
        raise Unreadable(f"{name} is a binary workbook (XLSB), which is not read: save it as XLSX.")
    for member, kind in (("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a presentation")):
        if member in members:
            raise Unreadable(f"{name} is {kind}, not a table. Save the table as CSV or XLSX.")
    if not members & {"xl/workbook.xml", "content.xml"}:
        raise Unreadable(f"{name} is a ZIP archive. Unpack it and give the file that was in it.")
    for member in members.intersection(_READ_WHOLE):
        for _ in xml_pieces(archive, member, name):
            pass
    if "xl/workbook.xml" in members:
        if "xl/_rels/workbook.xml.rels" not in members:
            raise damaged(name)
        return _Parts(archive, name)
    require_bounded_tables(archive, name)
    return None


def _written_out(source: Source, book: CalamineWorkbook, parts: _Parts | None) -> tuple[Source, Layout, Sequence[str]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for name in [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]:
        found = parts.look_through(name) if parts else ()
        sheet = book.get_sheet_by_name(name)
        if sheet.height * sheet.width > MOST_CELLS:
            raise Unreadable(f"{source.name} has a sheet that is too large to read as a workbook: save it as CSV.")
        if sheet.height:
            rows: Iterable[Sequence[Any]] = sheet.iter_rows()
            for cells in found:
                rows = cells.restored(rows)
            text = _spooled_rows(source.name, rows)
            others = [other.name for other in sheets if other.name != name]
            return text, Layout(Encoding("utf-8"), sheet=True), _notes(name, others)
    raise Unreadable(f"{source.name} is empty: no sheet in it has a row.")


def _notes(name: str, others: Sequence[str]) -> list[str]:
    if not others:
        return []
    listed = ", ".join(f"“{displayable(other)}”" for other in others[:5]) + (", …" if len(others) > 5 else "")
    return [f"Only the sheet “{displayable(name)}” is read, not {listed}."]


def _spooled_rows(name: str, rows: Iterable[Sequence[Any]]) -> SpooledSource:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the source
    try:
        text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="")
        writer = csv.writer(text)
        writer.writerows(map(_cells, rows))
        text.flush()
        text.detach()
    except OSError as error:
        file.close()
        raise not_spooled(name, error) from None
    return SpooledSource(name, cast("BinaryIO", file))


def _cells(row: Sequence[Any]) -> list[str]:
    return [value if type(value) is str else text_of_value(value) for value in row]


def text_of_value(value: object) -> str:
    """A value of a cell as text: numbers as they were typed, days in ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        value = float(f"{value:.15g}")  # a spreadsheet shows no more digits
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        hours, seconds = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02}"
    return str(value)
