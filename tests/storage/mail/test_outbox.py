"""Messages that wait: found by whom they are for and by what queued them, never by looking through all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import accounts
from tests.support.outbox import HOLD, Clock, Postman, at_clock, invite, worker
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person, raw
from tests.support.undo_driving import do, undo

PEOPLE = range(1, 21)


@contextmanager
def about_messages(services: Services) -> Iterator[dict[str, object]]:
    """The statements about messages meanwhile, with the parameters of one time."""
    seen: dict[str, object] = {}

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if "outbox" in statement:
            seen[statement] = parameters

    for engine in (services.database._reader, services.database._writer):
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in (services.database._reader, services.database._writer):
        event.remove(engine, "before_cursor_execute", note)


def test_no_message_is_looked_for_among_all_of_them(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "a", "email": f"{n}@x.org"}) for n in PEOPLE])
    with about_messages(services) as seen:
        do(services, Send(Purpose.INVITE), PEOPLE)
        do(services, Send(Purpose.INVITE), PEOPLE)
        undo(services)
        undo(services, redo=True)
        services.people.add(TECHNICIANS, raw(services, TECHNICIANS, account_setup="invite"))
    assert len(seen) >= 6
    for statement, steps in plans(services, seen):
        assert not [step for step in steps if step.startswith("SCAN outbox")], (statement, steps)
        # What an action of 100,000 people queued is many messages too.
        whole_actions = [step for step in steps if step.endswith("(operation=?)")]
        assert not whole_actions or "EXISTS" in statement, (statement, steps)


def plans(services: Services, seen: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Each of those statements, and the steps in which SQLite would answer it."""
    for statement, parameters in seen.items():
        with services.database.read() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
        yield statement, [row[3] for row in rows]


def test_a_worker_finds_what_is_due_among_any_number_that_is_not(services: Services) -> None:
    clock = Clock()
    tester = at_clock(services, clock)
    invite(tester, len(PEOPLE))
    clock.now += HOLD
    with about_messages(services) as seen:
        assert worker(tester, Postman()).step()
        clock.forward(days=-1)  # asks for what a clock has made due that was set back
        assert worker(tester, Postman()).step()
    found = dict(plans(services, seen))
    assert len(found) == 5
    for statement, steps in found.items():
        whole = [
            step for step in steps if step.startswith("SCAN outbox") or step.endswith("(state=?)") or "TEMP" in step
        ]
        assert not whole, (statement, steps)


def test_accounts_of_any_number_of_people_are_read_at_once(services: Services) -> None:
    load(services.database, [new_person(EMPLOYEES, {"name": "a"}, account=AccountState.ACCEPTED)])
    with services.database.read() as connection:
        assert accounts.states(connection, EMPLOYEES, range(300_000)) == {1: AccountState.ACCEPTED}
