"""A file in which an own answer about a permission was stored as nothing is put right, with an entry that says so."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, TECHNICIANS, services_on

RELEASED = Path(__file__).parents[1] / "version_2.sql"


def tell(connection: sqlite3.Connection, kind: str, person: int, changes: dict[str, list[object]]) -> None:
    """Save a change of somebody as the program did then: the history has it, the answer stays as it was."""
    table = {"technicians": "technician", "employees": "employee"}[kind]
    (before,) = connection.execute("SELECT digest FROM history ORDER BY id DESC LIMIT 1").fetchone()
    (name,) = connection.execute(f"SELECT name FROM {table} WHERE id = ?", (person,)).fetchone()
    text = json.dumps(changes, ensure_ascii=False, separators=(",", ":"))
    facts = ("2026-06-02T12:00:00Z", "zed", "changed", kind, person, name, text)
    digest = hashlib.sha256(json.dumps([before, *facts], ensure_ascii=False).encode()).hexdigest()
    connection.execute(
        "INSERT INTO history (at, who, action, subject_kind, person, subject, changes, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*facts, digest),
    )
    connection.execute(f"UPDATE {table} SET version = version + 1 WHERE id = ?", (person,))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A file of an earlier version with two people whose answers were taken away, one of them given anew since."""
    path = tmp_path / "fleet.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(RELEASED.read_text("utf-8"))
        override = "INSERT INTO permission_override VALUES (?, 1, ?, ?)"
        connection.execute(override, ("employees", "see_history", "allow"))
        tell(connection, "employees", 1, {"may_see_history": ["default", "allow"], "may_see_mail": ["default", None]})
        tell(connection, "employees", 1, {"may_see_history": ["allow", None]})
        connection.execute(override, ("technicians", "see_people", "deny"))
        tell(connection, "technicians", 1, {"may_see_people": ["default", None]})
        tell(connection, "technicians", 1, {"may_see_people": [None, "deny"]})
    connection.close()
    return path


def test_what_people_may_do_stays_and_the_history_says_it(faulty: Path) -> None:
    services = services_on(faulty)
    assert check(services.database) == ()
    newest, before = services.history.events(kind=EMPLOYEES, person=1, limit=2)
    assert (newest.who, newest.action, before.who) == ("fleet-tui", "changed", "zed")
    assert {(change.before, change.after) for change in newest.changes} == {
        ("—", "Role default"),
        ("—", "Allow"),
    }
    values = services.people.profile(EMPLOYEES, 1).values
    assert (values["may_see_history"], values["may_see_mail"]) == ("allow", "default")
    assert services.history.events(kind=TECHNICIANS, person=1, limit=1)[0].who == "zed"
    services.database.close()
