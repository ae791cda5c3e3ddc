"""Workbooks: which sheet is read, how values become text, and what is refused before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.workbook import text_of_value
from tests.support.sheets import cells_of, table_of, workbook
from tests.support.tables import for_each


def test_the_first_sheet_with_rows_is_read_and_the_others_are_named() -> None:
    people = [["Our people"], [], ["Name", "Phone", "Status"], ["Jane", 12015550123, True], [], ["J\nD", 0.5, ""]]
    content = workbook(("Empty", []), ("People", people), ("Old", [["Name"]]))
    table = table_of(content, "people.xlsx")
    assert table.head.titles == ("Name", "Phone", "Status")
    assert [tuple(row) for row in table.rows()] == [(4, ("Jane", "12015550123", "TRUE")), (6, ("J\nD", "0.5", ""))]
    assert list(table.head.notes) == [
        "Only the sheet “People” is read, not “Empty”, “Old”.",
        "Row 1 was passed over: “Our people” stands above the table.",
    ]
    assert table.text_of(("a,b", "c")) == '"a,b",c'


@for_each(
    "value, text",
    [
        (12015550123.0, "12015550123"),
        (7, "7"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (1.5e16, "1.5e+16"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 7, 5), "2026-01-31 07:05"),
        (datetime(2026, 1, 31, 7, 5, 9), "2026-01-31 07:05:09"),
        (time(7, 5), "07:05"),
        (timedelta(hours=36, minutes=5), "36:05"),
    ],
)
def test_values_are_texts_as_people_write_them(value: object, text: str) -> None:
    assert text_of_value(value) == text


def with_part(content: bytes, member: str, change: tuple[bytes, bytes]) -> bytes:
    """The workbook with a text in one of its parts replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            assert name != member or change[0] in part
            new.writestr(name, part.replace(*change) if name == member else part)
    return changed.getvalue()


PLAIN = workbook(("People", [["Name", "Phone"], ["Jane", 5]]))
SHEET = "xl/worksheets/sheet1.xml"


BAD = {
    "corner": with_part(PLAIN, SHEET, (b'r="B2"', b'r="XFD1048576"')),
    "no blank": with_part(PLAIN, SHEET, (b'<c r="B2"', b'<c x=""r="xfd1048576"')),
    "spelling": with_part(PLAIN, SHEET, (b'<c r="B2"', b"<c\nr\t= 'xfd1048576'")),
    "count": with_part(PLAIN, "xl/sharedStrings.xml", (b'uniqueCount="3"', b'uniqueCount="99999999999"')),
    "row": with_part(PLAIN, SHEET, (b'<row r="2"', b'<row r="40000000"')),
    "blanks": with_part(PLAIN, SHEET, (b"<sheetData>", b"<sheetData>" + b" " * 9_000_000)),
    "relation": with_part(PLAIN, "xl/workbook.xml", (b'r:id="rId1"', b'r:id="rId9"')),
    "cut off": PLAIN[:-30],
    "spoilt": PLAIN[: PLAIN.index(SHEET.encode()) + 60] + b"xxxx" + PLAIN[PLAIN.index(SHEET.encode()) + 64 :],
    "empty": workbook(("Empty", [])),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
}


@for_each(
    "bad, sentence",
    [
        ("corner", "1,048,576 rows and 16,384 columns"),
        ("no blank", "damaged"),
        ("count", "damaged"),
        ("spelling", "1,048,576 rows and 16,384 columns"),
        ("row", "40,000,000 rows and 2 columns"),
        ("blanks", "packed as no sheet is"),
        ("relation", "damaged"),
        ("cut off", "damaged"),
        ("spoilt", "damaged"),
        ("empty", "no sheet in it has a row"),
        ("old", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused(bad: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        table_of(BAD[bad], "people.xlsx")
    assert sentence in str(caught.value)


@for_each(
    "cell, words",
    [
        (b'<c r="B2" t="e"><v>#N/A</v>', "#N/A"),
        (b'<c t="e" s="0" r="B2"><f>VLOOKUP(1,A:A,1)</f><v>#REF!</v>', "#REF!"),
        (b"<c r='B2' t='e'><v>#DIV/0!</v>", "#DIV/0!"),
        (b'<c r="B2" t="e">', "#N/A"),
        (b'<c r="D2" t="e"><v>#NAME?</v></c><c r="B2"><v>5</v>', "#NAME?"),
    ],
)
def test_a_cell_with_an_error_is_read_as_what_it_shows(cell: bytes, words: str) -> None:
    table = table_of(with_part(PLAIN, SHEET, (b'<c r="B2"><v>5</v>', cell)))
    (cells,) = cells_of(table)
    assert cells[0] == "Jane"
    assert words in cells


def test_cells_with_nothing_but_a_border_do_not_count() -> None:
    blanks = b'<row r="9"><c r="ZZ9" s="1"/><c r="ZZZ9"></c></row><row r="1048576" ht="15"/></sheetData>'
    content = with_part(PLAIN, SHEET, (b"</sheetData>", blanks))
    assert cells_of(table_of(content)) == [("Jane", "5")]


def zipped(**parts: bytes) -> bytes:
    """A ZIP file with these parts; "__" in a name is a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


@for_each(
    "content, sentence",
    [
        (zipped(people=b"a,b"), "is a ZIP archive. Unpack it"),
        (zipped(word__document_xml=b"<x/>"), "is a Word document"),
        (zipped(ppt__presentation_xml=b"<x/>"), "is a presentation"),
    ],
)
def test_other_archives_are_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        table_of(content)


def test_a_size_that_is_declared_too_small_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fleet_tui.tabular.zip_check.MOST_BYTES", 100_000)
    content = bytearray(with_part(PLAIN, SHEET, (b"<sheetData>", b"<sheetData>" + b" " * 120_000)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    at = content.rindex(size.to_bytes(4, "little"))
    content[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="would take more than"):
        table_of(bytes(content))


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(Unreadable, match=r"pip install 'fleet-tui\[xlsx\]'"):
        table_of(PLAIN)


def ods(*rows: str) -> bytes:
    """An ODS file with these rows in its one table."""
    words = {"office", "table", "text"}
    spaces = " ".join(f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"' for word in sorted(words))
    body = f'<table:table table:name="People">{"".join(rows)}</table:table>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def ods_row(*cells: str, more: str = "", last: str = "") -> str:
    """A row of texts; `more` are attributes of its cells."""
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"{more}><text:p>{c}</text:p></table:table-cell>' for c in cells
        )
        + f"{last}</table:table-row>"
    )


BLANKS = '<table:table-cell table:number-columns-repeated="16380"/>'
EMPTY = f'<table:table-row table:number-rows-repeated="1048570">{BLANKS}</table:table-row>'


def test_ods_is_read_and_its_blank_rest_is_not() -> None:
    content = ods(ods_row("Name", "Phone", last=BLANKS), ods_row("Jane", "5", last=BLANKS), EMPTY)
    assert cells_of(table_of(content, "people.ods")) == [("Jane", "5")]


@for_each(
    "rows, sentence",
    [
        ([ods_row("a", "b", more=' table:number-columns-repeated="900000000"')], "which is too large to read"),
        ([ods_row("a", "b").replace("</table:table-row>", "</t>e:table-row>")], "damaged"),
        ([ods_row("a", "b"), ods_row("c", more=' calcext:value-type="error"')], "cell A2: the cell shows an error"),
    ],
)
def test_ods_that_cannot_be_read_is_refused(rows: list[str], sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        table_of(ods(*rows))
