"""Marks that are kept: they survive the program, belong to one terminal, and never stand in the way."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fleet_tui.services.local.marks import Marks
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.tables import for_each


def test_marks_are_there_again_for_the_next_program(tmp_path: Path) -> None:
    Marks(tmp_path / "d").keep(TECHNICIANS, {3, 1, 70_000})
    later = Marks(tmp_path / "d")
    assert later.load(TECHNICIANS) == {1, 3, 70_000}
    assert later.load(EMPLOYEES) == set()
    later.keep(TECHNICIANS, {5})
    assert later.load(TECHNICIANS) == {5}


def test_no_marks_leave_no_file(tmp_path: Path) -> None:
    marks = Marks(tmp_path / "d")
    marks.keep(TECHNICIANS, {1})
    marks.keep(TECHNICIANS, ())
    assert marks.load(TECHNICIANS) == set()
    assert list((tmp_path / "d").glob("*.json")) == []


def test_two_terminals_have_their_own_marks_and_the_next_program_finds_what_they_left(tmp_path: Path) -> None:
    mine, theirs = Marks(tmp_path / "d"), Marks(tmp_path / "d")
    mine.keep(TECHNICIANS, {1})
    assert theirs.load(TECHNICIANS) == set()
    theirs.keep(TECHNICIANS, {2})
    assert mine.load(TECHNICIANS) == {1}
    del mine
    assert Marks(tmp_path / "d").load(TECHNICIANS) == {1}
    assert theirs.load(TECHNICIANS) == {2}


def test_marks_are_their_owners_alone(tmp_path: Path) -> None:
    Marks(tmp_path / "d").keep(TECHNICIANS, {1})
    for file in (tmp_path / "d").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@for_each(
    "content",
    [b"", b"[1", b"null", b'{"a": 1}', b"\xff\xfe", b"[" * 100_000, b"3", b'["x", null, -1, 0, 2.0, true, [1]]'],
)
def test_a_file_that_cannot_be_read_is_no_marks(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "marks-technicians.json").write_bytes(content)
    marks = Marks(tmp_path)
    assert marks.load(TECHNICIANS) == set()
    marks.keep(TECHNICIANS, {4})
    assert marks.load(TECHNICIANS) == {4}


def test_what_cannot_be_an_id_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "marks-technicians.json").write_text(f"[1, {2**63 - 1}, {2**63}, {10**40}]")
    assert Marks(tmp_path).load(TECHNICIANS) == {1, 2**63 - 1}


@pytest.mark.parametrize("blocked", ["a file", "nothing"])
def test_a_folder_that_cannot_be_used_keeps_none_and_says_nothing(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "d" if blocked == "a file" else Path("/proc/nothing/here")
    if blocked == "a file":
        folder.touch()
    marks = Marks(folder)
    marks.keep(TECHNICIANS, {1})
    assert marks.load(TECHNICIANS) == set()
    marks.keep(TECHNICIANS, ())


def test_marks_and_drafts_share_a_folder_and_do_not_meet(services: Services) -> None:
    services.drafts.keep("technicians-1", {"name": "a"}, 1)
    services.marks.keep(TECHNICIANS, {1})
    services.marks.keep(TECHNICIANS, ())
    assert services.drafts.load("technicians-1") is not None
