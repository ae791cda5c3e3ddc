"""Backups: whole, proved, private, made beside others who write, and never in the place of another file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.opening import open_database
from tests.support.command_line import Cli
from tests.support.people import TECHNICIANS, added, administered


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    administered(services)
    return Cli(tmp_path / "fleet.db", capsys)


def test_a_backup_is_the_database_of_that_moment_and_opens_by_its_name(
    services: Services, cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id = added(services, TECHNICIANS, name="Ann").id
    file = tmp_path / "copy.db"
    assert cli("backup", file) == 0, cli.words
    assert (cli.out, str(file) in cli.words) == ("", True)
    assert file.stat().st_mode & 0o777 == 0o600
    services.bulk.run(services.bulk.plan(SetActive(False), TECHNICIANS, [id]))
    copy = Cli(file, capsys)
    assert copy("check") == 0, copy.words
    assert copy("list", "technicians", "--format", "csv") == 0
    assert "Ann" in copy.out
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".fleet-tui", "copy.db"))) == [
        "copy.db"
    ]


def test_it_is_made_while_another_program_writes(services: Services, cli: Cli, tmp_path: Path) -> None:
    with services.database.write():
        assert cli("backup", tmp_path / "copy.db") == 0, cli.words
    database = open_database(tmp_path / "copy.db")
    assert check(database) == ()
    database.close()


@pytest.mark.parametrize("left", ["", "-wal", "-journal"])
def test_no_file_is_replaced_and_none_that_is_left_is_played_into_it(cli: Cli, tmp_path: Path, left: str) -> None:
    newer = tmp_path / f"newer.db{left}"
    newer.write_bytes(b"newer")
    assert cli("backup", tmp_path / "newer.db") == 1
    assert "is there" in cli.words
    assert newer.read_bytes() == b"newer"
    assert cli("backup", tmp_path / "fleet.db") == 1


def test_a_database_that_is_not_whole_has_no_backup(services: Services, cli: Cli, tmp_path: Path) -> None:
    added(services, TECHNICIANS, name="Ann")
    services.database.close()
    damaged = tmp_path / "damaged.db"
    shutil.copy(tmp_path / "fleet.db", damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("UPDATE technician SET name = 'Bob'")
        connection.commit()
    assert cli("--database", damaged, "backup", tmp_path / "copy.db") == 1
    assert "not whole" in cli.words
    assert not (tmp_path / "copy.db").exists()


def test_a_folder_that_is_not_there_is_told(cli: Cli, tmp_path: Path) -> None:
    assert cli("backup", tmp_path / "none" / "copy.db") == 1
    assert "cannot be made" in cli.words
    assert cli("--database", tmp_path / "none.db", "backup", tmp_path / "copy.db") == 1
    assert not (tmp_path / "none.db").exists()
