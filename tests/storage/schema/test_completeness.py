"""A file of ours in which something is missing: said in a sentence, and not a byte of it changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.schema import completeness
from tests.support.opening_commands import COMMANDS


def parts(path: Path) -> list[tuple[str, str]]:
    """What can be dropped from a file: its sort, and what is dropped."""
    with closing(sqlite3.connect(path)) as connection:
        master = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        columns = [
            ("COLUMN", f"{table}.{column[1]}")
            for kind, table in master
            if kind == "table"
            for column in connection.execute(f"PRAGMA table_info({table})")
            if not column[5]
        ]
    return [(kind.upper(), name) for kind, name in master] + columns


def without(path: Path, kind: str, name: str) -> bool:
    """Drop it; whether it could be: SQLite keeps columns that something else is made of."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA foreign_keys = OFF")
        table, _, column = name.partition(".")
        try:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}" if column else f"DROP {kind} {name}")
        except sqlite3.OperationalError:
            return False
        finally:
            connection.execute("PRAGMA journal_mode = WAL")
    return True


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.long)])
def test_whatever_is_missing_is_named_and_nothing_is_written(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    monkeypatch.setattr(
        completeness, "_wanted", cache(completeness._wanted)
    )  # the same each time, and most of the time
    path, told = tmp_path / "fleet.db", 0
    for kind, name in list(parts(empty_file))[::every]:
        shutil.copy(empty_file, path)
        if not without(path, kind, name):
            continue
        before = path.read_bytes()
        with pytest.raises(DatabaseRefused) as refused:
            open_database(path)
        assert f"“{name.rpartition('.')[2]}”" in str(refused.value), (kind, name)
        assert "go back to a backup" in str(refused.value)
        assert path.read_bytes() == before, name
        told += 1
    assert told > 100 // every


def test_no_command_writes_into_such_a_file_or_ends_in_a_fault(
    tmp_path: Path, own_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(own_file, path)
    assert without(path, "TABLE", "operation")
    before = path.read_bytes()
    for command in COMMANDS:
        assert main([*command.split(), "--database", str(path)]) == 1, command
        said = capsys.readouterr()
        assert "is not complete: it lacks the table “operation”" in said.err, command
        assert said.out == ""
        assert path.read_bytes() == before


def test_a_file_without_its_settings_is_refused(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(empty_file, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM company")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused, match="lacks the row of the company's settings"):
        open_database(path)
    assert path.read_bytes() == before


def test_what_somebody_has_added_does_no_harm(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(empty_file, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE INDEX of_my_own ON technician (email)")
        connection.commit()
    open_database(path).close()
