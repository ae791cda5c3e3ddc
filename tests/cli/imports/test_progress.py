"""The line of progress on standard error."""

from __future__ import annotations

import io

from fleet_tui.cli.imports.progress import EVERY, ProgressLine
from fleet_tui.ui.dialogs.pace import TELLING


def test_the_line_is_written_in_its_place_and_leaves_nothing() -> None:
    out, now = io.StringIO(), [0.0]
    line = ProgressLine("Rows written", out, lambda: now[0])
    line(0, 12_000)
    assert out.getvalue() == "\rRows written: 0 of 12,000"
    line(1, 12_000)
    assert out.getvalue().count("\r") == 1, "it was written just now"
    now[0] = EVERY
    line(7, 7)
    assert out.getvalue().endswith("\rRows written: 7 of 7     "), "what was there before is overwritten"
    line.erase()
    assert out.getvalue().endswith(f"\r{' ' * len('Rows written: 7 of 7')}\r")
    written = out.getvalue()
    line.erase()
    assert out.getvalue() == written


def test_a_rate_is_said_once_there_is_one() -> None:
    out, now = io.StringIO(), [0.0]
    line = ProgressLine("Rows", out, lambda: now[0])
    line(0, 1_000)
    now[0] = TELLING
    line(int(200 * TELLING), 1_000)
    assert "200 a second" in out.getvalue()


def test_a_stream_that_is_gone_is_no_fault() -> None:
    out = io.StringIO()
    out.close()
    ProgressLine("Rows", out)(1, 2)
