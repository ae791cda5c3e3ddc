"""Messages that wait: found by whom they are for and by what queued them, never by looking through all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from making import EMPLOYEES, TECHNICIANS, load, new_person, raw
from sqlalchemy import event
from undoing import do, undo

from fleet_tui.domain.actions import Purpose, Send
from fleet_tui.domain.status import AccountState
from fleet_tui.services.services import Services
from fleet_tui.storage import accounts

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
    for statement, parameters in seen.items():
        with services.database.read() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()  # type: ignore[arg-type]
        steps = [row[3] for row in rows]
        assert not [step for step in steps if step.startswith("SCAN outbox")], (statement, steps)
        # What an action of 100,000 people queued is many messages too.
        whole_actions = [step for step in steps if step.endswith("(operation=?)")]
        assert not whole_actions or "EXISTS" in statement, (statement, steps)


def test_accounts_of_any_number_of_people_are_read_at_once(services: Services) -> None:
    load(services.database, [new_person(EMPLOYEES, {"name": "a"}, account=AccountState.ACCEPTED)])
    with services.database.read() as connection:
        assert accounts.states(connection, EMPLOYEES, range(300_000)) == {1: AccountState.ACCEPTED}
