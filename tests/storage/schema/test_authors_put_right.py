"""What people have in a file of an earlier version stays theirs when it goes by who they are and not by their names."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, services_on

RELEASED = Path(__file__).parents[1] / "version_2.sql"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file with views and an operation of several people, two of whom had one name."""
    path = tmp_path / "fleet.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(RELEASED.read_text("utf-8"))
        named = (
            "UPDATE account SET state = 'accepted', username = ?, username_key = lower(?) WHERE kind = ? AND person = ?"
        )
        for name, kind, person in (("tester", "employees", 1), ("bob", "technicians", 1)):
            connection.execute(named, (name, name, kind, person))
        connection.execute(
            "INSERT INTO account (kind, person, state, username, username_key, temporary, since) "
            "VALUES ('employees', 9, 'accepted', 'bob (technician)', 'bob (technician)', 0, '2026-06-01T12:00:00Z')"
        )
        for owner in ("tester", "bob (technician)", "gone"):
            connection.execute(
                "INSERT INTO view (kind, owner, shared, name, name_key, filter, sort, descending, columns, version) "
                "VALUES ('technicians', ?, 0, ?, ?, '[]', 'name', 0, 'name', 1)",
                (owner, f"of {owner}", owner),
            )
    connection.close()
    return path


def of(services: Services, kind: PersonKind, person: int) -> Services:
    session = Session(kind, person, "x", "tester", 0, services.context.clock(), services.company.get().sign_in)
    return services.signed_in_as(SignedInUser(session))


def test_views_and_undo_are_whose_they_were_and_the_history_is_as_it_was(older: Path) -> None:
    services = services_on(older, "somebody new")
    with services.database.write() as connection:
        for kind, person in (("employees", 1), ("technicians", 1)):
            allow = "INSERT OR REPLACE INTO permission_override VALUES (?, ?, ?, 'allow')"
            for permission in ("see_people", "manage_people"):
                connection.exec_driver_sql(allow, (kind, person, permission))
    eve, bob = of(services, EMPLOYEES, 1), of(services, TECHNICIANS, 1)
    assert [counted.view.name for counted in eve.views.of(TECHNICIANS)] == ["of tester"]
    assert [counted.view.name for counted in bob.views.of(TECHNICIANS)] == ["of bob (technician)"]
    assert services.views.of(TECHNICIANS) == ()
    assert eve.undo.plan().title.startswith("Undo: Save Ann Porter")
    assert {event.who for event in services.history.events()} == {"tester"}
    with services.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT owner FROM view ORDER BY id").scalars().all()
    assert kept == ["employees 1", "technicians 1", "program gone"]
    services.database.close()
