"""The Mail screen's service: what has become of messages, taking one back, and trying one at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.access.session import NotAllowed, Session, SignedOut
from fleet_tui.domain.accounts.codes import hashed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send, SetActive
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.mail.delivery import PermanentFailure, TemporaryFailure
from fleet_tui.domain.mail.messages import MessageCounts, MessageState
from fleet_tui.domain.paging import PageQuery, Way
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import codes
from tests.support.actors import EVERYTHING, signed_in
from tests.support.outbox import HOLD, Clock, Postman, at_clock, invite, worker
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, with_passwords
from tests.support.undo_driving import do


@pytest.fixture
def clock() -> Clock:
    """The time in these tests."""
    return Clock()


@pytest.fixture
def tester(services: Services, clock: Clock) -> Services:
    """Whoever looks at the messages."""
    return at_clock(services, clock)


def revoked(services: Services, id: int) -> bool:
    """Whether that code was withdrawn."""
    with services.database.read() as connection:
        row = connection.exec_driver_sql(f"SELECT revoked FROM code WHERE id = {id}").one()
    return row[0] is not None


def test_messages_are_told_newest_first_a_page_at_a_time(tester: Services, clock: Clock) -> None:
    invite(tester, 5)
    assert [item.id for item in tester.mail.messages()] == [5, 4, 3, 2, 1]
    assert [item.id for item in tester.mail.messages(before=4, limit=2)] == [3, 2]
    for way, at, ids, more in (
        (Way.OLDER, None, [5, 4], 4),
        (Way.OLDER, 4, [3, 2], 2),
        (Way.OLDER, 2, [1], None),
        (Way.NEWER, None, [2, 1], 2),
        (Way.NEWER, 2, [4, 3], 4),
        (Way.NEWER, 4, [5], None),
    ):
        page = tester.mail.page(PageQuery(way, at, 2))
        assert ([item.id for item in page.rows], page.more) == (ids, more)
    (last,) = tester.mail.messages(before=2)
    assert (last.name, last.kind, last.purpose, last.address) == ("Person 0", TECHNICIANS, Purpose.INVITE, "0@x.org")
    assert (last.state, last.queued, last.due, last.sent) == (MessageState.HELD, NOON, NOON + HOLD, None)
    tester.mail.stop(3)
    assert [item.id for item in tester.mail.messages(waiting=True)] == [5, 4, 2, 1]


def test_people_of_both_kinds_are_called_by_their_own_names(tester: Services) -> None:
    with_passwords(tester)
    invite(tester)
    load(tester.database, [new_person(EMPLOYEES, {"name": "Eve", "email": "e@x.org"}, account=AccountState.ACCEPTED)])
    do(tester, Send(Purpose.RESET), [1], EMPLOYEES)
    assert [(item.kind, item.name) for item in tester.mail.messages()] == [
        (EMPLOYEES, "Eve"),
        (TECHNICIANS, "Person 0"),
    ]


def test_states_and_counts_tell_what_waits_and_why(tester: Services, clock: Clock) -> None:
    assert tester.mail.waiting() == MessageCounts(0, 0, 0, 0)
    invite(tester, 5)
    assert tester.mail.waiting() == MessageCounts(5, 5, 0, 0)
    clock.now += HOLD
    assert {item.state for item in tester.mail.messages()} == {MessageState.WAITING}
    tester.mail.stop(5)
    one = worker(tester, Postman([TemporaryFailure("busy"), PermanentFailure("no"), TemporaryFailure("busy")]))
    for _ in range(3):
        one.step()
    seen = {item.id: (item.state, item.trouble) for item in tester.mail.messages()}
    assert seen == {
        1: (MessageState.RETRYING, "busy"),
        2: (MessageState.FAILED, "no"),
        3: (MessageState.RETRYING, "busy"),
        4: (MessageState.WAITING, ""),
        5: (MessageState.STOPPED, ""),
    }
    assert tester.mail.waiting() == MessageCounts(waiting=3, held=0, in_trouble=2, failed=1)


def test_a_message_that_is_stopped_is_not_sent_and_its_code_is_worth_nothing(tester: Services, clock: Clock) -> None:
    invite(tester)
    item = tester.mail.stop(1)
    assert item.state is MessageState.STOPPED
    assert revoked(tester, 1)
    clock.now += HOLD
    assert worker(tester, Postman()).step() is None
    event = tester.history.events()[0]
    assert (event.who, event.action, event.subject, event.person) == ("tester", "stopped", "Person 0", 1)
    with pytest.raises(Refusal, match="was stopped already"):
        tester.mail.stop(1)
    with pytest.raises(Refusal, match=r"was stopped\. Send another one"):
        tester.mail.again(1)


def test_what_is_being_sent_or_was_sent_cannot_be_stopped(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    refusals: list[str] = []

    def stop() -> None:
        for call in (tester.mail.stop, tester.mail.again):
            with pytest.raises(Refusal) as refusal:
                call(1)
            refusals.append(str(refusal.value))

    postman = Postman(meanwhile=stop)
    worker(tester, postman).step()
    assert refusals == ["This message is being sent right now: look again in a moment."] * 2
    stop()
    assert ["has been sent" in refusal for refusal in refusals[2:]] == [True, True]
    assert not revoked(tester, 1)


def test_a_message_that_waits_is_tried_at_once(tester: Services, clock: Clock) -> None:
    invite(tester)
    assert tester.mail.again(1).state is MessageState.WAITING
    postman = Postman([TemporaryFailure("busy")])
    one = worker(tester, postman)
    one.step()
    assert one.step() is None
    item = tester.mail.again(1)
    assert (item.state, item.tries, item.trouble) == (MessageState.WAITING, 0, "")
    one.step()
    assert len({(letter.token, letter.text) for letter in postman.letters}) == 1


def test_a_message_that_failed_is_sent_with_its_code_or_with_a_fresh_one(tester: Services, clock: Clock) -> None:
    added(tester, TECHNICIANS, email="old@x.org", account_setup="invite")
    clock.now += HOLD
    postman = Postman([PermanentFailure("no such box"), PermanentFailure("no such box")])
    one = worker(tester, postman)
    one.step()
    tester.mail.again(1)
    one.step()
    assert len(set(postman.codes)) == 1
    profile = tester.people.profile(TECHNICIANS, 1)
    tester.people.save(TECHNICIANS, 1, profile.version, {"email": "new@x.org"})
    item = tester.mail.again(1)
    assert (item.address, item.state) == ("new@x.org", MessageState.WAITING)
    one.step()
    assert [letter.address for letter in postman.letters] == ["old@x.org", "old@x.org", "new@x.org"]
    assert len(set(postman.codes)) == 2
    assert len({letter.token for letter in postman.letters}) == 2
    with tester.database.read() as connection:
        row = codes.by_hash(connection, hashed(postman.codes[-1]))
        assert row
        assert row["expires"] == clock.now + timedelta(days=7)


def test_a_message_that_cannot_be_sent_any_more_says_why(tester: Services, clock: Clock) -> None:
    invite(tester, 2)
    clock.now += HOLD
    one = worker(tester, Postman([PermanentFailure("no"), PermanentFailure("no")]))
    one.step()
    one.step()
    do(tester, SetActive(False), [1])
    with pytest.raises(Refusal, match="This message cannot be sent any more: inactive"):
        tester.mail.again(1)
    do(tester, Send(Purpose.INVITE), [2])
    with pytest.raises(Refusal, match="A newer message has followed"):
        tester.mail.again(2)
    assert {tester.mail.messages(before=3)[n].state for n in (0, 1)} == {MessageState.FAILED}
    with pytest.raises(Gone):
        tester.mail.again(9)


def as_eve(services: Services, role: str) -> Services:
    """Eve with that role, who is signed in."""
    id = added(services, EMPLOYEES).id
    with services.database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE employee SET role = (SELECT id FROM list_entry WHERE list = 'employee_roles' AND name = '{role}')"
        )
        connection.exec_driver_sql(
            "INSERT INTO account (kind, person, state, username, temporary, since, generation) "
            f"VALUES ('employees', {id}, 'accepted', 'eve', false, '2026-06-01T12:00:00Z', 0)"
        )
    return services.signed_in_as(
        SignedInUser(Session(EMPLOYEES, id, "Eve Stone", "eve", 0, NOON, services.company.get().sign_in))
    )


def test_who_may_not_see_messages_sees_and_does_nothing(tester: Services) -> None:
    invite(tester)
    office = as_eve(tester, "Office")
    for call in (
        office.mail.messages,
        office.mail.waiting,
        lambda: office.mail.stop(1),
        lambda: office.mail.again(1),
    ):
        with pytest.raises(NotAllowed, match="See the messages to people and stop them"):
            call()  # type: ignore[operator]
    with pytest.raises(SignedOut):
        tester.signed_in_as(Anonymous("root")).mail.messages()
    assert tester.mail.messages()[0].state is MessageState.HELD


def test_a_fresh_code_takes_the_permission_to_send_one(tester: Services, clock: Clock) -> None:
    invite(tester)
    dispatcher = as_eve(tester, "Dispatcher")
    clock.now += HOLD
    one = worker(tester, Postman([PermanentFailure("no"), PermanentFailure("no")]))
    one.step()
    with tester.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO permission_override VALUES ('employees', 1, 'send_invites', 'deny')")
    assert dispatcher.mail.again(1).state is MessageState.WAITING
    one.step()
    with tester.database.write() as connection:
        connection.exec_driver_sql("UPDATE code SET expires = '2026-06-01T12:00:00Z'")
    with pytest.raises(NotAllowed, match="Send account invitations"):
        dispatcher.mail.again(1)


def test_codes_of_those_who_may_do_more_are_left_to_those_who_change_roles(tester: Services, clock: Clock) -> None:
    with_passwords(tester)
    boss = {"name": "Boss", "email": "boss@x.org", "role": "Administrator", "positions": ("CSR",)}
    load(tester.database, [new_person(EMPLOYEES, boss, account=AccountState.ACCEPTED)])
    dispatcher = signed_in(tester, "see_people", "see_mail", "send_resets")
    do(tester, Send(Purpose.RESET), [1], EMPLOYEES)
    with pytest.raises(NotAllowed, match="Boss may do more than you"):
        dispatcher.mail.stop(1)
    assert not revoked(tester, 1)
    clock.now += HOLD
    worker(tester, Postman([PermanentFailure("no")])).step()
    with tester.database.write() as connection:
        connection.exec_driver_sql("UPDATE code SET expires = '2026-06-01T12:00:00Z'")
    with pytest.raises(NotAllowed, match="Boss may do more than you"):
        dispatcher.mail.again(1)
    assert signed_in(tester, *EVERYTHING, name="other").mail.again(1).state is MessageState.WAITING


def test_which_way_messages_go_is_said_by_the_program_and_kept_for_who_signs_in(tester: Services) -> None:
    told = Services(
        Context(tester.database, Anonymous("root")), tester.drafts_folder, mail_goes="SMTP: mail.example.com"
    )
    assert told.mail.how() == "SMTP: mail.example.com"
    assert as_eve(told.signed_in_as(tester.context.by), "Office").mail.how() == "SMTP: mail.example.com"
