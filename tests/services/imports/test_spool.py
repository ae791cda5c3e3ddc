"""The rows of an import between its plan and its run."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.imports.rows import ParsedRow, RowResult
from fleet_tui.services.imports.seen import SeenKeys
from fleet_tui.services.imports.spool import ROWS, Spool, SpooledRow

NEW = Decision(Verdict.NEW)


def spooled(number: int) -> SpooledRow:
    parsed = ParsedRow(number + 2, None, f"Ann {number}", {"name": f"Ann {number}"}, "", ())
    return SpooledRow(parsed, RowResult(NEW, f"Ann {number}", change=f"change {number}"))


def filled(rows: int) -> Spool:
    spool = Spool()
    for first in range(0, rows, ROWS):
        spool.append([spooled(number) for number in range(first, min(rows, first + ROWS))])
    return spool


def test_rows_come_back_in_order_and_one_at_a_time() -> None:
    rows = 2 * ROWS + 3
    spool = filled(rows)
    assert len(spool) == rows
    assert [row for batch in spool.batches() for row in batch] == [spooled(number) for number in range(rows)]
    for number in (rows - 1, 0, ROWS, ROWS - 1):
        assert spool.row(number) == spooled(number)
        assert spool.line(number) == number + 2
        assert spool.words(number) == ("", f"change {number}")


def test_a_reason_that_is_found_later_takes_the_place_of_the_change() -> None:
    spool = filled(3)
    spool.refused[1] = "Line 2 is about the same person."
    assert [spool.words(number) for number in range(3)] == [
        ("", "change 0"),
        ("Line 2 is about the same person.", ""),
        ("", "change 2"),
    ]


def test_words_are_read_while_rows_are_read_elsewhere() -> None:
    spool = filled(3 * ROWS)
    rows = (row for batch in spool.batches() for row in batch)
    for number in range(3 * ROWS):
        assert spool.words(3 * ROWS - 1 - number) == ("", f"change {3 * ROWS - 1 - number}")
        assert next(rows) == spooled(number)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_refused() -> None:
    spool = Spool()
    with Path("/dev/full").open("w+b", buffering=0) as full:
        spool._file = full
        with pytest.raises(Refusal, match=r"The import cannot be kept in a temporary file: no space left on device\."):
            spool.append([spooled(0)])


def test_every_key_that_comes_twice_is_a_suspect() -> None:
    seen = SeenKeys()
    for number in range(5_000):
        seen.add([f"email {number}@example.com"])
    for number in range(0, 5_000, 500):
        seen.add([f"email {number}@example.com", f"mobile +1{number}"])
    assert seen.suspects >= {f"email {number}@example.com" for number in range(0, 5_000, 500)}
    assert len(seen.suspects) < 50, "nearly all others are not looked at again"
