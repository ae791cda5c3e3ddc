"""Workers beside each other, workers that died, undo beside a worker, and a clock that is set back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.accounts.codes import hashed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.mail.delivery import PermanentFailure, TemporaryFailure
from fleet_tui.domain.mail.messages import MessageState
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import codes
from tests.support.outbox import HOLD, Clock, Postman, at_clock, invite, worker
from tests.support.people import NOON, TECHNICIANS
from tests.support.undo_driving import do, invited, outbox, told, undo

pytestmark = pytest.mark.usefixtures("good_file")


class Killed(BaseException):
    """The program is killed while it sends."""


@pytest.fixture
def clock() -> Clock:
    """The time in these tests."""
    return Clock()


@pytest.fixture
def tester(services: Services, clock: Clock) -> Services:
    """Whoever invites people."""
    return at_clock(services, clock)


def die() -> None:
    raise Killed


def test_two_workers_at_once_send_each_message_once(tester: Services, clock: Clock) -> None:
    invite(tester, 4)
    clock.now += HOLD
    ones, others = Postman(), Postman()
    other = worker(tester, others, "other")
    ones.meanwhile = other.step
    one = worker(tester, ones, "one")
    assert one.step()
    others.meanwhile = one.step
    assert other.step()
    assert one.step() is None
    assert other.step() is None
    assert sorted(letter.address for letter in ones.letters + others.letters) == [f"{n}@x.org" for n in range(4)]
    assert (len(ones.letters), len(others.letters)) == (2, 2)


def test_a_message_of_a_worker_that_died_is_sent_again_when_its_lease_is_over(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    first, second = Postman(meanwhile=die), Postman()
    with pytest.raises(Killed):
        worker(tester, first, "one").step()
    other = worker(tester, second, "other")
    (item,) = tester.mail.messages()
    assert (item.state, item.can_be_stopped) == (MessageState.SENDING, False)
    clock.now += first.longest  # the lease lasts longer than a sender takes
    assert other.step() is None
    clock.forward(minutes=1)
    item_after = other.step()
    assert item_after
    assert (item_after.state, item_after.tries) == (MessageState.SENT, 2)
    assert second.letters == first.letters


def test_a_worker_whose_lease_is_over_takes_nothing_back(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    slow, quick = Postman([TemporaryFailure("too slow")]), Postman()
    other = worker(tester, quick, "other")

    def overtaken() -> None:
        clock.forward(minutes=5)
        assert other.step()

    slow.meanwhile = overtaken
    item = worker(tester, slow, "one").step()
    assert item
    assert (item.state, item.trouble) == (MessageState.SENT, "")


def test_a_worker_whose_lease_is_over_says_nothing_of_what_another_has_taken(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    slow, quick = Postman([PermanentFailure("too slow")]), Postman([TemporaryFailure("busy")])
    other = worker(tester, quick, "other")

    def overtaken() -> None:
        clock.forward(minutes=5)
        assert other.step()

    slow.meanwhile = overtaken
    item = worker(tester, slow, "one").step()
    assert item
    assert (item.state, item.trouble) == (MessageState.RETRYING, "busy")


def test_undo_within_the_hold_stops_a_message_and_its_code(tester: Services, clock: Clock) -> None:
    ids = invite(tester, 2)
    clock.now += HOLD - timedelta(seconds=1)
    undo(tester)
    assert outbox(tester) == [(id, "invitation", "cancelled") for id in ids]
    clock.forward(hours=1)
    postman = Postman()
    assert worker(tester, postman).step() is None
    with tester.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code WHERE revoked IS NULL").scalar() == 0


def test_undo_leaves_a_message_that_is_being_sent(tester: Services, clock: Clock) -> None:
    invite(tester, 2)
    clock.now += HOLD
    outcomes = []
    postman = Postman(meanwhile=lambda: outcomes.append(told(undo(tester))))
    worker(tester, postman).step()
    assert outcomes == [[("Person 0", "cannot", "the message has been sent"), ("Person 1", "changes", "")]]
    assert [state for _, _, state in outbox(tester)] == ["sent", "cancelled"]
    assert invited(tester) == [1]
    with tester.database.read() as connection:
        row = codes.by_hash(connection, hashed(postman.codes[0]))
        assert row
        assert row["revoked"] is None


def test_an_older_message_that_waits_again_brings_a_code_that_works(tester: Services, clock: Clock) -> None:
    invite(tester)
    do(tester, Send(Purpose.INVITE), [1])
    undo(tester)
    clock.now += HOLD
    postman = Postman()
    item = worker(tester, postman).step()
    assert item
    assert (item.id, item.state) == (1, MessageState.SENT)
    with tester.database.read() as connection:
        row = codes.by_hash(connection, hashed(postman.codes[0]))
        assert row
        assert row["id"] == codes.newest(connection, TECHNICIANS, 1, Purpose.INVITE)


def test_a_clock_that_was_set_back_keeps_no_message_for_good_and_brings_no_code_back(
    tester: Services, clock: Clock
) -> None:
    invite(tester)
    clock.now = NOON - timedelta(days=365)
    postman = Postman([TemporaryFailure("busy")])
    one = worker(tester, postman)
    item = one.step()
    assert item
    assert item.state is MessageState.RETRYING
    assert one.step() is None
    clock.forward(minutes=1)
    assert one.step()
    assert len(set(postman.codes)) == 1


def test_a_code_that_expired_stays_so_when_the_clock_is_set_back(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.forward(days=8)
    tester.company.save(1, {"payroll": True})  # the file has seen that moment
    clock.now = NOON + HOLD
    item = worker(tester, Postman()).step()
    assert item
    assert (item.state, item.trouble) == (MessageState.STOPPED, "its code has expired")


def test_a_message_queued_after_the_clock_was_set_back_has_its_whole_time(tester: Services, clock: Clock) -> None:
    clock.forward(days=30)
    tester.company.save(1, {"payroll": True})
    clock.now = NOON
    invite(tester)
    clock.forward(days=6)
    item = worker(tester, Postman()).step()
    assert item
    assert item.state is MessageState.SENT
