"""The history: only ever added to, and no byte of it changes unnoticed."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.sqlite_library import choose_library
from fleet_tui.storage.history import log
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.people.store import PeopleStore
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, services_on, set_active
from tests.support.tables import for_each

COLUMNS = ("id", "at", "who", "action", "subject_kind", "person", "subject", "changes", "digest", "author")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET who = 'x'",
        "UPDATE history SET digest = digest WHERE id = 1",
        "DELETE FROM history",
        "DELETE FROM history WHERE id = 2",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE id = 1",
        "REPLACE INTO history "
        "SELECT id, at, 'x', action, subject_kind, person, subject, changes, digest, author FROM history",
        "INSERT INTO history SELECT * FROM history WHERE true ON CONFLICT (id) DO UPDATE SET who = 'x'",
    ],
)
def test_the_database_refuses_to_change_the_history(services: Services, statement: str) -> None:
    from sqlalchemy.exc import IntegrityError

    for number in range(2):
        added(services, EMPLOYEES, email=f"{number}@x.org")
    before = services.history.events()
    with pytest.raises(IntegrityError, match="the history is never"), services.database.write() as connection:
        connection.exec_driver_sql(statement)
    assert services.history.events() == before
    assert check(services.database) == ()


def test_a_change_and_its_history_are_both_there_or_neither(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = added(services, TECHNICIANS)

    def full(*given: Any) -> None:
        raise OSError("in between")

    for module, names in ((log, ["append"]), (PeopleStore, ["_insert_links", "_replace_links"])):
        with monkeypatch.context() as patched:
            for name in names:
                patched.setattr(module, name, full)
            for attempt in (
                lambda: services.people.save(TECHNICIANS, profile.id, 1, {"name": "x", "positions": (2,)}),
                lambda: added(services, EMPLOYEES),
            ):
                with pytest.raises(OSError, match="in between"):
                    attempt()
    with monkeypatch.context() as patched:
        patched.setattr(log, "append", full)
        patched.setattr(log, "append_people", full)
        for attempt in (
            lambda: set_active(services, TECHNICIANS, profile.id, False),
            lambda: services.company.save(1, {"name": "x"}),
            lambda: services.lists.add(ListName.TEAMS, "x"),
            lambda: services.lists.rename(services.lists.entries(ListName.TEAMS)[0], "x"),
            lambda: services.lists.retire(services.lists.entries(ListName.TEAMS)[0], True),
        ):
            with pytest.raises(OSError, match="in between"):
                attempt()
    assert services.people.profile(TECHNICIANS, profile.id) == profile
    assert len(services.history.events()) == 1
    assert "x" not in [entry.name for entry in services.lists.entries(ListName.TEAMS, retired=True)]
    assert check(services.database) == ()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with a history of every sort."""
    services = services_on(tmp_path_factory.mktemp("told") / "fleet.db")
    profile = added(services, TECHNICIANS, memo="Zoë [/]", zone=entry(services, ListName.ZONES, "North"))
    services.people.save(TECHNICIANS, profile.id, 1, {"name": "Other", "daily_goal": "5"})
    services.company.save(1, {"name": "Depot"})
    services.lists.add(ListName.TEAMS, "Night")
    set_active(services, TECHNICIANS, profile.id, False)
    services.database.close()
    return services.database.path


def tampered(told: Path, folder: Path, *statements: str | tuple[str, tuple[object, ...]]) -> tuple[str, ...]:
    """What the check says of a copy in which somebody has run these statements with other tools."""
    path = folder / "fleet.db"
    shutil.copy(told, path)
    with closing(choose_library().module.connect(str(path), isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        for _, made in guards:  # a file without them is not opened
            connection.execute(made)
    database = open_database(path)
    try:
        return check(database)
    finally:
        database.close()


def test_an_untouched_file_is_good(told: Path, tmp_path: Path) -> None:
    assert tampered(told, tmp_path) == ()


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    with closing(choose_library().module.connect(str(path))) as connection:
        return list(connection.execute(f"SELECT {', '.join(COLUMNS)} FROM history ORDER BY id"))


def test_any_changed_byte_of_any_row_is_found(told: Path, tmp_path: Path) -> None:
    """Byte by byte through one row, and the first and last of every text of the others."""
    for number, row in enumerate(rows_of(told)):
        for column, value in zip(COLUMNS, row, strict=True):
            if not isinstance(value, str):
                continue
            kept = value.encode()
            for place in range(len(kept)) if number == 1 else (0, len(kept) - 1):
                for changed in {kept[place] ^ 1, kept[place] ^ 0x20, 0x20, 0x80} - {kept[place]}:
                    content = kept[:place] + bytes([changed]) + kept[place + 1 :]
                    found = first_broken(told, tmp_path, column, content, row[0])
                    assert found == row[0], (column, place, content)


def first_broken(told: Path, folder: Path, column: str, content: bytes, id: int) -> int | None:
    """The broken entry while the column holds that, in a transaction that is taken back."""
    path = folder / "open.db"
    if not path.exists():
        shutil.copy(told, path)
    database = _opened.get(path) or _opened.setdefault(path, open_database(path))
    with database._writer.connect() as writing:
        writing.exec_driver_sql("DROP TRIGGER history_is_never_changed")
        writing.exec_driver_sql(f"UPDATE history SET {column} = CAST(? AS TEXT) WHERE id = {id}", (content,))
        found = log.first_broken(writing)
        writing.rollback()
    return found


_opened: dict[Path, Database] = {}


@pytest.fixture(autouse=True)
def _close_what_was_opened() -> Any:
    yield
    for path in list(_opened):
        _opened.pop(path).close()


@for_each(
    "statement",
    [
        "UPDATE history SET at = '2026-06-01 12:00:00Z' WHERE id = 1",
        "UPDATE history SET at = 'yesterday' WHERE id = 1",
        "UPDATE history SET changes = '{' WHERE id = 1",
        "UPDATE history SET changes = '[]' WHERE id = 1",
        "UPDATE history SET changes = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE history SET who = CAST(who AS BLOB) WHERE id = 1",
        "UPDATE history SET person = 99 WHERE person = 1",
        "UPDATE history SET person = NULL WHERE id = 1",
        "UPDATE history SET author = NULL WHERE id = 1",
        "UPDATE history SET author = 'employees 1' WHERE id = 1",
        "UPDATE history SET id = 99 WHERE id = 1",
        "UPDATE history SET id = 99 WHERE id = (SELECT max(id) FROM history)",
        "DELETE FROM history WHERE id = 1",
        "DELETE FROM history WHERE id = 3",
        "DELETE FROM history WHERE id = (SELECT max(id) FROM history)",
        "DELETE FROM history WHERE id > 1",
        "DELETE FROM history",
    ],
)
def test_a_changed_or_missing_entry_is_found_in_words(told: Path, tmp_path: Path, statement: str) -> None:
    found = tampered(told, tmp_path, statement)
    assert found
    assert all(sentence.endswith(".") for sentence in found)


@for_each(
    "statement",
    [
        "UPDATE technician SET name = 'Mallory'",
        "UPDATE technician SET active = 1",
        "UPDATE technician SET email = 'm@x.org'",
        "UPDATE technician SET mobile = '+12015550199'",
        "UPDATE technician SET daily_goal = 1",
        "UPDATE technician SET version = 7",
        "UPDATE technician SET role = 12",
        "UPDATE technician_detail SET memo = 'x'",
        "DELETE FROM technician_link WHERE field = 'zones'",
        "DELETE FROM technician_detail",
        "INSERT INTO permission_override VALUES ('technicians', 1, 'see_people', 'allow')",
        "UPDATE technician SET name_key = 'zzz'",
        "UPDATE technician SET zone_key = ''",
        "UPDATE technician SET positions_key = ''",
        "UPDATE technician SET email_key = 'x'",
        "UPDATE technician SET status_key = '0'",
        "UPDATE technician SET status = 'accepted', status_key = '1'",
        "INSERT INTO account (kind, person, state, temporary, since, generation) "
        "VALUES ('technicians', 1, 'invited', 0, '2026-06-01T12:00:00Z', 0)",
        "UPDATE company SET name = 'Mallory Inc'",
        "UPDATE company SET version = 5",
        "UPDATE list_entry SET name = 'Nord' WHERE name = 'North' AND list = 'zones'",
        "INSERT INTO technician_link VALUES (99, 'zones', 1)",
    ],
)
def test_a_table_that_is_not_what_the_history_says_is_found(told: Path, tmp_path: Path, statement: str) -> None:
    found = tampered(told, tmp_path, statement)
    assert found
    assert all(sentence.endswith(".") for sentence in found)


def test_a_person_who_was_removed_is_found(told: Path, tmp_path: Path) -> None:
    found = tampered(
        told, tmp_path, "DELETE FROM technician_link", "DELETE FROM technician_detail", "DELETE FROM technician"
    )
    assert [sentence for sentence in found if "Technician 1" in sentence]


def test_damaged_pages_are_told_in_words_and_never_end_the_program(told: Path, tmp_path: Path) -> None:
    content = told.read_bytes()
    silent = 0
    for page in range(4096, len(content), 4096):
        (tmp_path / "damaged.db").write_bytes(content[:page] + b"\xff" * 64 + content[page + 64 :])
        silent += not outcome(tmp_path / "damaged.db")
    assert silent <= 1  # a page that nothing uses


def outcome(path: Path) -> tuple[str, ...]:
    """What opening and checking say."""
    try:
        database = open_database(path)
    except DatabaseRefused as refused:
        return (str(refused),)
    try:
        return check(database)
    finally:
        database.close()


def test_a_chain_of_many_is_whole_and_starts_anywhere(database: Database) -> None:
    services = services_on(database.path)
    for number in range(5):
        added(services, EMPLOYEES, email=f"{number}@x.org")
    with database.read() as connection:
        assert log.first_broken(connection) is None
        assert log.revision(connection) == 5
    services.database.close()
