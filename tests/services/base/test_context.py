"""A transaction checks the actor before anything is done in it, and writes with the actor's name and its own time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed, SignedOut
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.base.context import Context, Subject
from fleet_tui.services.services import Services
from fleet_tui.storage.history import log, operations
from tests.support.actors import signed_in
from tests.support.people import NOON, TECHNICIANS, added


def test_both_transactions_require_the_permissions(services: Services) -> None:
    context = signed_in(services, SEE_PEOPLE).context
    for opened in (context.transaction, context.reading):
        with opened(SEE_PEOPLE) as tx:
            assert tx.granted == {SEE_PEOPLE}
            with pytest.raises(NotAllowed):
                tx.require(MANAGE_PEOPLE)
        with pytest.raises(NotAllowed), opened(SEE_PEOPLE, MANAGE_PEOPLE):
            pytest.fail("nothing is done in it")


def test_without_permissions_they_require_a_session(services: Services) -> None:
    context = Context(services.database, Anonymous("root"))
    for opened in (context.transaction, context.reading):
        with pytest.raises(SignedOut), opened():
            pytest.fail("nothing is done in it")
    for opened in (context.unchecked_transaction, context.unchecked_reading):
        with opened() as tx, pytest.raises(SignedOut):
            tx.require()


def test_all_that_it_writes_has_the_time_of_its_beginning(services: Services) -> None:
    profile = added(services, TECHNICIANS)
    times = (NOON + timedelta(hours=hours) for hours in range(9))
    context = Context(services.database, services.context.by, clock=lambda: next(times))
    subject = Subject(TECHNICIANS.value, profile.name, profile.id)
    with context.transaction() as tx:
        entry = tx.record("changed", subject, {"memo": [None, "x"]})
        operation = tx.record_operation("Save", TECHNICIANS, (entry, entry))
    with context.reading() as tx:
        newest = log.newest(tx.connection, 1)[0]
        kept = operations.to_undo(tx.connection, tx.author)
    assert (newest["id"], newest["at"], newest["who"]) == (entry, NOON, context.author.name)
    assert kept is not None
    assert (kept.id, kept.at, kept.people, kept.role) == (operation, NOON, 1, operations.DONE)


def test_a_transaction_that_raises_writes_nothing(services: Services) -> None:
    def fail() -> None:
        with services.context.transaction() as tx:
            tx.record("changed", Subject("company", "x"), {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with services.context.reading() as tx:
        assert log.newest(tx.connection, 1) == []
