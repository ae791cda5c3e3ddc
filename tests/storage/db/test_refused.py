"""Files that are no database of ours, or not one that can be used: a plain sentence, and not a byte of them changed."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.db import engine, file_header
from fleet_tui.storage.opening import open_database
from tests.support.people import held

Make = Callable[[Path, Path], None]


def _foreign(path: Path, ours: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE company (id)")
    connection.close()


def _changed(change: Callable[[bytearray], object]) -> Make:
    def make(path: Path, ours: Path) -> None:
        content = bytearray(ours.read_bytes())
        change(content)
        path.write_bytes(content)

    return make


def _put(at: int, what: bytes) -> Callable[[bytearray], object]:
    return lambda content: content.__setitem__(slice(at, at + len(what)), what)


def _no_tables(path: Path, ours: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {file_header.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("CREATE TABLE other (id)")
    connection.close()


def _half_made(path: Path, ours: Path) -> None:
    _no_tables(path, ours)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.execute("CREATE TABLE account (id)")
    connection.close()


WRONG: dict[str, tuple[Make, str]] = {
    "text": (lambda path, ours: path.write_text("dear diary\n" * 50) and None, "is not a database"),
    "a short text": (lambda path, ours: path.write_text("x") and None, "is not a database"),
    "empty": (lambda path, ours: path.touch(), "is empty"),
    "another program's": (_foreign, "another program"),
    "newer": (_changed(_put(60, (99).to_bytes(4))), "newer Fleet TUI"),
    "cut short in the header": (lambda path, ours: path.write_bytes(ours.read_bytes()[:60]) and None, "cut short"),
    "cut short": (_changed(lambda content: content.__delitem__(slice(len(content) // 2, None))), "cut short"),
    "one byte short": (_changed(lambda content: content.__delitem__(-1)), "cut short"),
    "without tables": (_no_tables, "lacks the table .account. and [0-9]+ more parts"),
    "half made": (_half_made, "nothing was ever made in it"),
    "a damaged first page": (_changed(_put(100, b"\xff" * 3000)), "damaged"),
    "a wrong page size": (_changed(_put(16, b"\x00\x03")), "not a database|damaged|cut short"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_in_words_and_stays_as_it_is(name: str, tmp_path: Path, empty_file: Path) -> None:
    make, words = WRONG[name]
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "fleet.db"
    make(path, empty_file)
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused, match=words) as refused:
        open_database(path)
    assert str(path) in str(refused.value)
    assert str(refused.value).endswith(".")
    assert path.read_bytes() == before
    assert [file.name for file in folder.iterdir() if not file.name.endswith(".lock")] == ["fleet.db"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is a folder"):
        open_database(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fleet.db")
    with pytest.raises(DatabaseRefused, match="not a file that can hold a database"):
        open_database(tmp_path / "fleet.db")


def test_a_device_is_refused() -> None:
    with pytest.raises(DatabaseRefused, match="not a file"):
        open_database(Path("/dev/null"))


def test_a_link_to_nothing_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    path.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(DatabaseRefused):
        open_database(path)
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_link_to_a_database_opens_it(tmp_path: Path, empty_file: Path) -> None:
    shutil.copy(empty_file, tmp_path / "real.db")
    (tmp_path / "fleet.db").symlink_to(tmp_path / "real.db")
    open_database(tmp_path / "fleet.db").close()
    assert (tmp_path / "fleet.db").is_symlink()


def test_a_file_in_the_way_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseRefused):
        open_database(tmp_path / "file" / "fleet.db")


@pytest.mark.parametrize("name", ["x" * 300, "a\x00b"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseRefused):
        open_database(tmp_path / name)


def test_nothing_is_made_where_a_database_must_be(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is not there: name a database that exists, or start the app"):
        open_database(tmp_path / "a" / "fleet.db", create=False)
    assert not (tmp_path / "a").exists()


def test_a_missing_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "fleet.db"
    open_database(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_another_program_keeps_to_itself_is_refused(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    path = tmp_path / "fleet.db"
    shutil.copy(empty_file, path)
    before = path.read_bytes()
    with (
        held(path, "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"),
        pytest.raises(DatabaseRefused, match="Another program is writing"),
    ):
        open_database(path)
    assert path.read_bytes() == before


AS_A_USER = """
import ctypes, sys
from pathlib import Path
libc = ctypes.CDLL(None, use_errno=True)
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
assert libc.capset(header, (ctypes.c_uint32 * 6)()) == 0
from fleet_tui.domain.errors import Refusal
from fleet_tui.storage.opening import open_database
try:
    open_database(Path(sys.argv[1])).close()
except Refusal as refused:
    print(refused)
"""
"""Opens a file without the privilege of root to read and write everything."""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "capset"), reason="privileges are dropped as Linux has them")
@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o000, 0o700), (0o600, 0o500), (None, 0o500)])
def test_what_may_not_be_written_is_refused_in_words(
    tmp_path: Path, empty_file: Path, file: int | None, folder: int
) -> None:
    place = tmp_path / "data"
    place.mkdir()
    path = place / "fleet.db"
    if file is not None:
        shutil.copy(empty_file, path)
        path.chmod(file)
    place.chmod(folder)
    asked = subprocess.run(
        [sys.executable, "-c", AS_A_USER, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    place.chmod(0o700)
    assert asked.stderr == ""
    assert "written" in asked.stdout or "opened" in asked.stdout
    assert asked.stdout.strip().endswith(".")
    if file is not None:
        path.chmod(0o600)
        assert path.read_bytes() == empty_file.read_bytes()
