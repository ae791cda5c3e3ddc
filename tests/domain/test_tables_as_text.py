"""Tables as text."""

from __future__ import annotations

import csv
import io

from fleet_tui.domain import tables_as_text


def test_a_row_is_one_line_whatever_is_in_its_cells() -> None:
    row = tables_as_text.line(("a\tb", "c\r\nd", "", "\x1b[2J\u202e", "=A1", "+12015550123", "工藤"))
    assert row.split("\t") == ["a b", "c  d", "", "\ufffd[2J\ufffd", "'=A1", "+12015550123", "工藤"]


def test_a_spreadsheet_reads_each_cell_as_it_stands() -> None:
    cells = ['"=1+1"', '"', '"a', 'b"', 'Bob "Bo" Smith', '""', '"=A1', "plain"]
    rows = csv.reader(io.StringIO(f"{tables_as_text.line(cells)}\n{tables_as_text.line(cells)}\n"), dialect="excel-tab")
    assert [*rows] == [cells, cells]
