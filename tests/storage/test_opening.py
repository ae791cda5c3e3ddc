"""Making a database, bringing an older one up to date, and the library that may not use a write-ahead log."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.errors import Busy, DatabaseRefused
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage import opening
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db import engine
from fleet_tui.storage.db.file_header import read_header
from fleet_tui.storage.db.sqlite_library import Library, choose_library
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.schema import completeness, migrate, migrations
from tests.support.people import TECHNICIANS, added, held, services_on
from tests.support.tables import for_each

LATEST = len(opening.MIGRATIONS)
COMPANY_DEFAULTS = {field.name: field.default for field in COMPANY_FIELDS}


def motto(connection: Any) -> None:
    connection.execute(text("ALTER TABLE company ADD COLUMN motto VARCHAR"))


def broken(connection: Any) -> None:
    connection.execute(text("DELETE FROM company"))
    connection.execute(text("ALTER TABLE nowhere ADD COLUMN x"))


def with_migrations(monkeypatch: pytest.MonkeyPatch, *more: Any) -> None:
    """As a newer program would have them."""
    known, upgrade_of = migrations.MIGRATIONS, migrations.upgrade_of
    steps = {step.__name__: step for step in more}
    for module in (opening, completeness, migrate):
        monkeypatch.setattr(module, "MIGRATIONS", (*known, *steps))
    for module in (completeness, migrate):
        monkeypatch.setattr(module, "upgrade_of", lambda name: steps.get(name) or upgrade_of(name))


@pytest.fixture
def older(tmp_path: Path, empty_file: Path) -> Path:
    """A database of this version, in a folder of its own."""
    path = tmp_path / "data" / "fleet.db"
    path.parent.mkdir()
    shutil.copy(empty_file, path)
    return path


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def test_an_older_file_is_brought_up_to_date_after_a_backup_of_it(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = services_on(older)
    added(services, TECHNICIANS)
    services.database.close()
    with_migrations(monkeypatch, motto)
    database = open_database(older)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT motto FROM company").all() == [(None,)]
    assert check(database) == ()
    database.close()
    assert version(older) == LATEST + 1
    (backup,) = older.parent.glob("*.backup")
    assert version(backup) == LATEST
    assert backup.stat().st_mode & 0o077 == 0  # it holds what the database holds
    with sqlite3.connect(backup) as connection:
        assert connection.execute("SELECT name FROM technician").fetchall() == [("Ann Porter",)]
    connection.close()


def test_the_backup_is_of_the_file_as_it_is_now_and_not_of_an_earlier_try(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = older.with_name(f"fleet.db.version-{LATEST}.backup")
    earlier.write_bytes(b"cut short by a ki")
    with_migrations(monkeypatch, motto)
    open_database(older).close()
    with sqlite3.connect(earlier) as connection:
        assert connection.execute("SELECT count(*) FROM company").fetchone() == (1,)
    connection.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_migrations(monkeypatch, motto, broken)
    with pytest.raises(DatabaseRefused, match=r"fleet\.db"):
        open_database(older)
    assert version(older) == LATEST + 1  # the step that succeeded stands
    monkeypatch.undo()
    with sqlite3.connect(older) as connection:
        assert connection.execute("SELECT count(*) FROM company").fetchone() == (1,)
    connection.close()


def test_a_file_that_becomes_newer_in_its_log_is_refused_too(older: Path) -> None:
    newer = choose_library().module.connect(str(older), isolation_level=None)
    newer.execute("PRAGMA journal_mode = WAL")
    newer.execute("PRAGMA user_version = 99")
    assert version(older) == LATEST  # only the log knows
    with pytest.raises(DatabaseRefused, match="newer Fleet TUI"):
        open_database(older)
    newer.close()


def test_what_a_killed_program_left_while_making_a_file_does_no_harm(tmp_path: Path, empty_file: Path) -> None:
    path = tmp_path / "data" / "fleet.db"
    path.parent.mkdir()
    (path.parent / ".fleet.db.new").write_bytes(empty_file.read_bytes()[:5000])
    (path.parent / ".fleet.db.new-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    database = open_database(path)
    assert check(database) == ()
    database.close()
    assert not (path.parent / ".fleet.db.new").exists()
    assert not (path.parent / ".fleet.db.new-journal").exists()


def test_making_a_file_that_fails_half_way_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_migrations(monkeypatch, broken)
    with pytest.raises(DatabaseRefused):
        open_database(tmp_path / "fleet.db")
    assert not (tmp_path / "fleet.db").exists()
    monkeypatch.undo()
    open_database(tmp_path / "fleet.db").close()


def test_a_new_file_has_its_journal_before_anybody_else_can_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_prepare", lambda *given: None)
    open_database(tmp_path / "fleet.db").close()
    assert (tmp_path / "fleet.db").read_bytes()[18:20] == b"\x02\x02"  # SQLite's mark of a write-ahead log


def test_a_log_that_goes_away_while_it_is_looked_at_is_no_fault(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: True)  # as somebody saw it who then came too late
    assert read_header(older).version == LATEST


def test_everything_is_written_ahead_and_to_the_disk(tmp_path: Path) -> None:
    database = open_database(tmp_path / "fleet.db")
    assert database.journal == "wal"
    for side in (database.read, database.write):
        with side() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA recursive_triggers").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
    database.close()


@for_each(
    "version, safe",
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
     ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)],
)  # fmt: skip
def test_which_libraries_may_use_a_write_ahead_log(version: tuple[int, ...], safe: bool) -> None:
    assert Library(None, "sqlite3", version).wal is safe


@pytest.fixture
def faulty() -> Library:
    """Python's own library, taken for one with the fault."""
    return Library(importlib.import_module("sqlite3.dbapi2"), "sqlite3", (3, 40, 1))


def test_with_a_faulty_library_everything_works_on_a_rollback_journal(tmp_path: Path, faulty: Library) -> None:
    path = tmp_path / "fleet.db"
    database = open_database(path, library=faulty)
    assert (database.journal, database.library) == ("delete", "SQLite 3.40.1 (sqlite3)")
    services = Services(Context(database, SystemActor("tester")), tmp_path / "drafts")
    profile = added(services, TECHNICIANS)
    services.people.save(TECHNICIANS, profile.id, 1, {"memo": "x"})
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    assert check(database) == ()
    database.close()
    assert not list(tmp_path.glob("*-wal"))


def test_a_file_changes_to_the_journal_of_the_library(older: Path, faulty: Library) -> None:
    open_database(older).close()
    open_database(older, library=faulty).close()
    open_database(older).close()


def test_a_faulty_library_does_not_share_a_write_ahead_log(
    older: Path, faulty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with held(older, "PRAGMA journal_mode = WAL", "UPDATE company SET name = 'x'"), pytest.raises(DatabaseRefused):
        open_database(older, library=faulty)


def test_a_write_waits_for_another_program_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    services = services_on(tmp_path / "fleet.db")
    other = open_database(tmp_path / "fleet.db")
    with other.write(), pytest.raises(Busy, match=r"did not finish\. Nothing was changed: try again"):
        added(services, TECHNICIANS)
    added(services, TECHNICIANS)
    other.close()
    services.database.close()


def test_a_read_sees_one_state_and_changes_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "fleet.db")
    with database.read() as reading:
        before = reading.exec_driver_sql("SELECT name FROM company").scalar()
        with database.write() as writing:
            writing.exec_driver_sql("UPDATE company SET name = 'Other'")
        assert reading.exec_driver_sql("SELECT name FROM company").scalar() == before
    with pytest.raises(DatabaseRefused, match="cannot be written"), database.read() as connection:
        connection.exec_driver_sql("UPDATE company SET name = 'x'")
    database.close()


def test_threads_read_and_write_beside_each_other(tmp_path: Path) -> None:
    services = services_on(tmp_path / "fleet.db")
    person = added(services, TECHNICIANS)
    wrong: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(20):
                services.people.profile(TECHNICIANS, person.id)
        except BaseException as error:  # noqa: BLE001  # a thread's error is the test's
            wrong.append(error)

    threads = [threading.Thread(target=look, daemon=True) for _ in range(12)]
    for thread in threads:
        thread.start()
    for number in range(20):
        services.people.save(TECHNICIANS, person.id, number + 1, {"memo": str(number)})
    for thread in threads:
        thread.join(30)
    assert wrong == []
    services.database.close()


@pytest.mark.parametrize("what", ["removed", "replaced"])
def test_a_file_that_vanished_takes_no_save_that_would_be_lost(tmp_path: Path, empty_file: Path, what: str) -> None:
    services = services_on(tmp_path / "fleet.db")
    person = added(services, TECHNICIANS)
    for file in tmp_path.glob("fleet.db*"):
        file.unlink()
    if what == "replaced":
        shutil.copy(empty_file, tmp_path / "fleet.db")
    with pytest.raises(DatabaseRefused, match="moved or removed"):
        services.people.save(TECHNICIANS, person.id, 1, {"memo": "x"})
    services.database.close()


def test_opening_closes_what_it_opened(tmp_path: Path) -> None:
    folder = Path("/proc/self/fd")
    path = tmp_path / "fleet.db"
    open_database(path).close()
    before = len(list(folder.iterdir()))
    for _ in range(5):
        open_database(path).close()
    assert len(list(folder.iterdir())) <= before
