"""Texts in files of the user's own."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.services.services import Services
from fleet_tui.services.text_files import AlreadyThere, write_lines
from fleet_tui.storage.check import check


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


@pytest.mark.parametrize("replace", [False, True])
def test_a_database_a_pipe_and_a_link_are_never_replaced(services: Services, tmp_path: Path, replace: bool) -> None:
    database, pipe, link, target = services.database.path, *(tmp_path / name for name in ("pipe", "link", "target.tsv"))
    os.mkfifo(pipe)
    target.write_text("mine")
    link.symlink_to(target)
    for path, why in ((database, "is no text"), (pipe, "is no text"), (link, "is a link")):
        with pytest.raises(Refusal, match=why) as refused:
            write_lines(path, unread(), replace=replace)
        assert not isinstance(refused.value, AlreadyThere)
    assert check(services.database) == ()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert link.is_symlink()
    assert target.read_text() == "mine"


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def stopped() -> Iterator[str]:
        yield "a"
        raise Stopped("Stopped: nothing was copied.")

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Stopped):
        write_lines(folder / "people.tsv", stopped())
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("replace", [False, True])
def test_no_name_and_no_text_is_a_fault_without_words(tmp_path: Path, replace: bool) -> None:
    for name in ("a\x00b", "a\ud800b"):
        with pytest.raises(Refusal, match="a\ufffdb cannot be the name of a file"):
            write_lines(tmp_path / name, unread(), replace=replace)
        with pytest.raises(Refusal, match="cannot be the name of a file"):
            write_lines(tmp_path / name / "people.tsv", unread(), replace=replace)
    with pytest.raises(Refusal, match="cannot be written: half a character"):
        write_lines(tmp_path / "people.tsv", ["a", "b\ud800"], replace=replace)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["home"]
    write_lines(tmp_path / os.fsdecode(b"\xff.tsv"), ["a"], replace=replace)  # a name that is not UTF-8 is one


@pytest.mark.parametrize("why", [errno.EPERM, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_file_is_written_where_no_file_can_have_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    """As on FAT, and on some file systems of a network."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr("os.link", refused)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "people.tsv"

    def meanwhile() -> Iterator[str]:
        path.write_text("theirs")
        yield "a"

    with pytest.raises(AlreadyThere):
        write_lines(path, meanwhile())
    assert path.read_text() == "theirs"
    path.unlink()
    write_lines(path, ["a"])
    assert path.read_text() == "a\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    monkeypatch.setattr("os.replace", refused)
    with pytest.raises(Refusal, match="cannot be written"):
        write_lines(path, ["a"])
    assert list(folder.iterdir()) == []


def test_what_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is a folder: add the name of a file"):
        write_lines(tmp_path, ["a"])
    with pytest.raises(Refusal, match="cannot be written: no such file or directory"):
        write_lines(tmp_path / "nowhere" / "people.tsv", ["a"])
    with pytest.raises(Refusal, match="cannot be written: file name too long"):
        write_lines(tmp_path / ("x" * 300), ["a"], replace=True)
