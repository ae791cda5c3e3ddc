"""Every file that is made on a disk that fills up: it is there whole and proved, or not at all, and that is said."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from fleet_tui.storage.db.sqlite_library import choose_library

UNWRITTEN = """
import resource, sqlite3, sys
from pathlib import Path
from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.db.sqlite_library import choose_library
from fleet_tui.storage.db.verify import prove

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    prove(Path(sys.argv[1]), Path(sys.argv[1]), choose_library())
except DatabaseRefused as refused:
    print(refused)
"""
"""Proves a file whose log cannot be written into it."""


def run(arguments: Sequence[object]) -> str:
    """What a program of its own prints."""
    asked = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, timeout=240, check=False
    )
    assert asked.stderr == ""
    return asked.stdout.strip()


def test_whatever_is_made_is_whole_or_not_there(tmp_path: Path, empty_file: Path) -> None:
    older = tmp_path / "older.db"
    with sqlite3.connect(older) as connection:
        connection.executescript((Path(__file__).parents[1] / "storage" / "version_2.sql").read_text())
    connection.close()
    assert run([Path(__file__).parents[1] / "support" / "full_disk.py", older, tmp_path]) == "all"


@pytest.mark.parametrize("room", [0, 8_192])
def test_a_file_whose_log_does_not_fit_into_it_is_not_called_whole(tmp_path: Path, room: int) -> None:
    path, copy = tmp_path / "fleet.db", tmp_path / "copy.db"
    connection = choose_library().module.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE t (x)")
    connection.execute("INSERT INTO t SELECT randomblob(100000)")
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{copy}{end}")
    connection.close()
    assert "disk" in run(["-c", UNWRITTEN, copy, room])
