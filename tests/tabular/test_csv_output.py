"""CSV reads back as the rows that were written."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.tabular.csv_output import csv_text

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=3), max_size=3))
def test_every_row_comes_back(batches: list[list[list[str]]]) -> None:
    text = "".join(csv_text(batches))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [row for rows in batches for row in rows]
