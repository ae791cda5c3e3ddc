"""Texts in files of the user's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.services.text_files import AlreadyThere, write_lines


def test_only_its_owner_can_read_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    before = os.umask(0)
    try:
        write_lines(path, ["Ångström", "b"])
    finally:
        os.umask(before)
    assert path.read_text(encoding="utf-8") == "Ångström\nb\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.glob("*.writing")) == []


def unread() -> Iterator[str]:
    """Lines that take long to make, and need not be made."""
    raise AssertionError
    yield ""


def test_a_file_is_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    path.write_text("mine")
    with pytest.raises(AlreadyThere, match="is there already"):
        write_lines(path, unread())
    assert path.read_text() == "mine"

    def meanwhile() -> Iterator[str]:
        other.write_text("theirs")
        yield "a"

    other = tmp_path / "other.tsv"
    with pytest.raises(AlreadyThere):
        write_lines(other, meanwhile())
    assert other.read_text() == "theirs"
    write_lines(path, ["a"], replace=True)
    assert path.read_text() == "a\n"


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def stopped() -> Iterator[str]:
        yield "a"
        raise Stopped("Stopped: nothing was copied.")

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Stopped):
        write_lines(folder / "people.tsv", stopped())
    assert list(folder.iterdir()) == []


def test_what_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is a folder: add the name of a file"):
        write_lines(tmp_path, ["a"])
    with pytest.raises(Refusal, match="cannot be written: no such file or directory"):
        write_lines(tmp_path / "nowhere" / "people.tsv", ["a"])
    with pytest.raises(Refusal, match="cannot be written: file name too long"):
        write_lines(tmp_path / ("x" * 300), ["a"], replace=True)
