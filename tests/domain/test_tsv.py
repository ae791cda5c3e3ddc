"""Tables as text."""

from __future__ import annotations

from fleet_tui.domain import tsv


def test_a_row_is_one_line_whatever_is_in_its_cells() -> None:
    row = tsv.line(("a\tb", "c\r\nd", "", "\x1b[2J\u202e", "=A1", "+12015550123", "工藤"))
    assert row.split("\t") == ["a b", "c  d", "", "\ufffd[2J\ufffd", "'=A1", "+12015550123", "工藤"]
