"""`fleet-tui help`: the pages, one of them, and the nearest for a topic that is none."""

from __future__ import annotations

import pytest

from fleet_tui.cli.main import main
from fleet_tui.manual.contents import PAGES


def test_without_a_topic_the_pages_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    assert [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()] == [
        list(page) for page in PAGES.items()
    ]


def test_a_page_is_printed_with_its_marks_where_there_are_no_styles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "first", "hour"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("First hour\n\nLook around")
    assert "`F1` or `?`" in printed
    assert "\x1b" not in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_a_page_that_is_not_there_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "lsits"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "There is no page “lsits”: try fleet-tui help lists.\n")
    assert main(["help", "zzzz\x1b[31m"]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_the_source_for_man_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--man"]) == 0
    assert capsys.readouterr().out.startswith(".TH FLEET-TUI 1")
