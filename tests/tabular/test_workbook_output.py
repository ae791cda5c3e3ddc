"""A workbook holds texts alone, comes in pieces as its rows do, and reads back as what was written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.errors import Refusal
from fleet_tui.tabular import workbook_output
from fleet_tui.tabular.source import BytesSource
from fleet_tui.tabular.table import open_table
from fleet_tui.tabular.workbook_output import workbook_bytes

TEXTS = (
    "=1+1",
    "{=1}",
    "http://example.com",
    "007",
    "1.50",
    "TRUE",
    "",
    "_x0041_",
    " a ",
    "a\nb",
    "<&>",
    "'-",
    "é漢👷",
)
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=6) | st.sampled_from(TEXTS)


def read(content: bytes) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_every_cell_is_the_text_that_it_was() -> None:
    rows = [tuple(f"title {number}" for number in range(len(TEXTS))), TEXTS]
    content = b"".join(workbook_bytes([rows[:1], [], rows[1:]]))
    assert read(content) == [list(row) for row in rows]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"inlineStr" in sheet
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_an_import_reads_the_same_rows(rows: list[tuple[str, str]]) -> None:
    source = BytesSource("people.xlsx", b"".join(workbook_bytes([[("name", "memo")], [("Ann", "x"), *rows]])))
    table = open_table(source, {"name", "memo"}.__contains__)
    assert table.head.titles == ("name", "memo")
    assert [row.cells for row in table.rows()] == [("Ann", "x"), *(row for row in rows if any(map(str.strip, row)))]


def test_columns_have_the_names_that_spreadsheets_give_them() -> None:
    content = b"".join(workbook_bytes([[tuple(str(number) for number in range(704))]]))
    assert read(content) == [[str(number) for number in range(704)]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    for name, number in (("A1", 0), ("Z1", 25), ("AA1", 26), ("ZZ1", 701), ("AAA1", 702)):
        assert f'<c r="{name}" t="inlineStr"><is><t>{number}</t>' in sheet


def test_each_batch_is_given_on_before_the_next_is_asked_for() -> None:
    asked: list[int] = []

    def batches() -> Iterator[list[tuple[str]]]:
        for number in range(3):
            asked.append(number)
            yield [(f"{number} {other}",) for other in range(2_000)]

    pieces = workbook_bytes(batches())
    assert next(pieces).startswith(b"PK")
    assert asked == [0]
    pieces.close()  # type: ignore[attr-defined]
    assert asked == [0]


def test_what_spreadsheets_do_not_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="32,767 characters at most"):
        b"".join(workbook_bytes([[("a" * 32_768,)]]))
    monkeypatch.setattr(workbook_output, "_MOST_BYTES", 2_000)
    with pytest.raises(Refusal, match="do not fit into one sheet"):
        b"".join(workbook_bytes([[("a",)] * 100]))
