"""The check finds operations that the history has not in their place, and accounts that it does not tell of."""

from __future__ import annotations

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send, SetActive
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.history import operations
from tests.support.people import EMPLOYEES, TECHNICIANS, added
from tests.support.undo_driving import do, save, some, undo


@pytest.fixture
def told(services: Services) -> Services:
    """A file with operations of every role."""
    people = some(services, 3)
    do(services, SetActive(False), people)
    undo(services)
    undo(services, redo=True)
    undo(services)
    do(services, Send(Purpose.INVITE), people[:2])
    added(services, EMPLOYEES)
    save(services, 1, EMPLOYEES, name="Other")
    bob = Services(Context(services.database, SystemActor("bob")), services.database.path.parent)
    save(bob, 3, memo="bob's")
    assert check(services.database) == ()
    return services


CHANGES = [
    "first = first - 1",
    "last = last + 1",
    "first = first - 1, people = people + 1",
    "first = first + 100, last = last + 100",
    "people = people + 1",
    "people = 0, last = first - 1, role = 'x'",
    "who = 'bob'",
    "kind = 'employees'",
    "role = 'undone'",
    "role = 'redone'",
]


def unlike(services: Services, change: str, id: int) -> list[tuple[int, str]]:
    """What is found while an operation is changed so."""
    with services.database._writer.connect() as connection:
        assert connection.exec_driver_sql(f"UPDATE operation SET {change} WHERE id = {id}").rowcount == 1
        found = operations.unlike_history(connection)
        connection.rollback()
    return found


def test_an_operation_that_is_not_what_the_history_has_there_is_found(told: Services) -> None:
    for change in CHANGES:
        assert unlike(told, change, 1) == [(1, "Deactivate")], change
    for undone_or_redone in (2, 3):
        assert unlike(told, "role = 'done'", undone_or_redone)
    with told.database.write() as connection:
        connection.exec_driver_sql("UPDATE operation SET who = 'bob' WHERE id = 1")
    assert check(told.database) == ("Operation 1 (Deactivate) is not what the history has in its place.",)


def test_an_account_that_the_history_does_not_tell_of_is_found(told: Services) -> None:
    fault = "Technician {} (Person {}) has an account that is not what the history says."
    for number, statement in enumerate(("UPDATE account SET state = 'accepted'", "DELETE FROM account")):
        with told.database.write() as connection:
            connection.exec_driver_sql(f"{statement} WHERE person = {number + 1}")
        assert fault.format(number + 1, number) in check(told.database)


def test_who_was_never_invited_by_an_action_may_have_any_account(services: Services) -> None:
    """Accounts that are made with the profile are not in the history."""
    added(services, TECHNICIANS, account_setup="invite")
    assert check(services.database) == ()


def test_a_status_that_does_not_exist_is_named(services: Services) -> None:
    added(services, TECHNICIANS)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE technician SET status = 'x'")
    assert any("has a status that the account has not" in fault for fault in check(services.database))
