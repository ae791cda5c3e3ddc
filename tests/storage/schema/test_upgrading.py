"""Files of every earlier version come to the present one whole: what they hold stays, and the check finds no fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.storage import opening
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db import engine
from fleet_tui.storage.db.file_header import read_header
from fleet_tui.storage.db.sqlite_library import Library, choose_library
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.schema import completeness, migrate, migrations
from tests.support.people import EMPLOYEES, TECHNICIANS, services_on

FOLDER = Path(__file__).parents[1]
RELEASED = sorted(FOLDER.glob("version_*.sql"))
"""What the program wrote in its earlier versions, as SQL."""
WRITTEN_ANEW = {("view", "owner")}
"""What the migrations express otherwise, beside the derived columns: another test says how."""
ADDED_TO = {"role_permission"}
"""Tables that get more rows: a permission that is added is given to roles."""
DERIVED = "_key"
"""How the names of derived columns end."""


Rows = dict[str, tuple[list[str], list[Any]]]


def kept(path: Path, like: Rows | None = None) -> Rows:
    """By table, the columns that are not derived and their rows; of `like`, just the tables and columns that it has."""
    with closing(sqlite3.connect(path)) as connection:
        master = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found: Rows = {}
        for table in like or [name for (name,) in master]:
            columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
            derived = {name for name in columns if name.endswith(DERIVED) or (table, name) in WRITTEN_ANEW}
            wanted = like[table][0] if like else [name for name in columns if name not in derived]
            names = ", ".join(f'"{name}"' for name in wanted)
            found[table] = wanted, sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
    return found


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_what_an_earlier_version_wrote_stays_as_it_is(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    with closing(sqlite3.connect(path)) as written:
        written.executescript(released.read_text("utf-8"))
    before = kept(path)
    services = services_on(path)
    assert check(services.database) == ()
    services.database.close()
    after = kept(path, like=before)
    assert {table: removed for table in before if (removed := {*before[table][1]} - {*after[table][1]})} == {}
    grown = {table for table in before if len(after[table][1]) > len(before[table][1])}
    assert grown <= ADDED_TO


@pytest.mark.parametrize("released", [1, 2])
def test_a_file_of_an_earlier_version_comes_to_the_latest_with_everybody_in_it(released: int, tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    written = sqlite3.connect(path)
    written.executescript((FOLDER / f"version_{released}.sql").read_text("utf-8"))
    written.close()
    assert read_header(path).version == released
    services = services_on(path)
    assert read_header(path).version == len(migrations.MIGRATIONS)
    assert check(services.database) == ()
    technician, employee = services.people.profile(TECHNICIANS, 1), services.people.profile(EMPLOYEES, 1)
    assert (technician.name, technician.values["email"]) == ("Ann Porter", "zoe@example.com")
    assert (employee.name, employee.values["status"]) == ("Eve Stone", "admin_assigned")
    services.people.save(TECHNICIANS, 1, technician.version, {"memo": "changed since"})
    with services.database.read() as connection:
        messages = connection.exec_driver_sql("SELECT state, tries, due, length(token), code FROM outbox").all()
        passwords = connection.exec_driver_sql("SELECT password_set, expires FROM account WHERE temporary").all()
    assert messages == [("queued", 0, "2026-06-01T12:00:00Z", 32, None)] * released
    assert passwords == [("2026-06-01T12:00:00Z", "2026-06-04T12:00:00Z")]
    defaults = {field.name: field.default for field in COMPANY_FIELDS}
    assert services.company.get().invitation_text == defaults["invitation_text"]
    assert check(services.database) == ()
    services.database.close()


def test_a_file_that_another_program_brings_up_to_date_meanwhile_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, missing, library = tmp_path / "fleet.db", completeness.missing, choose_library()
    with sqlite3.connect(path) as written:
        written.executescript((FOLDER / "version_2.sql").read_text("utf-8"))
        written.execute("PRAGMA journal_mode = WAL")  # with it, one may write while another reads
    written.close()

    def meanwhile(connection: Any, version: int, library: Library) -> str:
        with closing(engine.connect(path, library)) as other:
            migrate.migrate(other, library, version)
        return missing(connection, version, library)

    monkeypatch.setattr(opening, "missing", meanwhile)
    open_database(path, library=library).close()
    assert read_header(path).version == len(migrations.MIGRATIONS)
