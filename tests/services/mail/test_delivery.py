"""Messages are sent once they are due, with the same code at each try, and not at all when it is worth nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.codes import hashed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send, SetActive
from fleet_tui.domain.errors import Busy
from fleet_tui.domain.mail.delivery import PermanentFailure, TemporaryFailure
from fleet_tui.domain.mail.messages import EMAIL, SMS, Item, MessageState
from fleet_tui.services.mail.delivery import is_due
from fleet_tui.services.mail.messages import reason_unusable
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.mail import outbox_writes
from tests.support.outbox import HOLD, Clock, Postman, at_clock, invite, worker
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, with_passwords
from tests.support.undo_driving import do, outbox, save


@pytest.fixture
def clock() -> Clock:
    """The time in these tests."""
    return Clock()


@pytest.fixture
def tester(services: Services, clock: Clock) -> Services:
    """Whoever invites people."""
    return at_clock(services, clock)


def told(services: Services, action: str) -> list[dict[str, str]]:
    """What the history says of messages with that word."""
    events = [event for event in services.history.events() if event.action == action]
    assert all(event.subject_kind == "technicians account" for event in events)
    return [{change.label: change.after for change in event.changes} for event in events]


def worth(services: Services, code: str) -> str:
    """Why a code is worth nothing."""
    with services.database.read() as connection:
        row = codes.by_hash(connection, hashed(code))
        assert row
        return reason_unusable(
            connection, row, outbox_writes.addressee(connection, TECHNICIANS, 1), services.context.clock()
        )


def test_a_message_is_held_and_then_sent_once(tester: Services, clock: Clock) -> None:
    invite(tester)
    postman = Postman()
    one = worker(tester, postman)
    clock.now += HOLD - timedelta(seconds=1)
    assert one.step() is None
    clock.forward(seconds=1)
    assert is_due(tester.context)
    item = one.step()
    assert item
    assert (item.state, item.name, item.address, item.sent, item.tries) == (
        MessageState.SENT,
        "Person 0",
        "0@x.org",
        NOON + HOLD,
        1,
    )
    assert one.step() is None
    (letter,) = postman.letters
    assert (letter.subject, letter.channel) == ("Your account at My company", "email")
    assert letter.text.startswith("Hello Person 0,\n")
    assert worth(tester, postman.codes[0]) == ""
    assert [set(entry.values()) for entry in told(tester, "sent")] in (
        [{"invitation", "0@x.org"}],
        [{"Invitation", "0@x.org"}],
    )


def test_the_first_that_is_due_is_the_first_that_is_sent(tester: Services, clock: Clock) -> None:
    invite(tester, 3)
    clock.now += HOLD
    postman = Postman([TemporaryFailure("busy")])
    one = worker(tester, postman)
    assert [item.person for item in iter(one.step, None) if isinstance(item, Item)] == [1, 2, 3]
    clock.forward(minutes=1)
    assert [item.person for item in iter(one.step, None) if isinstance(item, Item)] == [1]


def test_a_try_in_vain_is_repeated_with_the_same_code_and_token_until_the_code_expires(
    tester: Services, clock: Clock
) -> None:
    with_passwords(tester)
    load(tester.database, [new_person(EMPLOYEES, {"name": "Eve", "email": "e@x.org"}, account=AccountState.ACCEPTED)])
    do(tester, Send(Purpose.RESET), [1], EMPLOYEES)
    clock.now += HOLD
    postman = Postman([TemporaryFailure("450 come\nback")] * 9)
    one = worker(tester, postman)
    waited = []
    while True:
        item = one.step()
        assert item
        assert one.step() is None
        if item.state is MessageState.FAILED:
            break
        assert (item.state, item.trouble) == (MessageState.RETRYING, "450 come back")
        waited.append(item.due - clock.now)
        clock.now = item.due
    assert waited == [timedelta(minutes=minutes) for minutes in (1, 5, 15)]
    assert item.trouble == "450 come back; its code expires before it would be tried again"
    assert len({(letter.token, letter.text) for letter in postman.letters}) == 1
    (event,) = [event for event in tester.history.events() if event.action == "not sent"]
    assert item.trouble in {change.after for change in event.changes}


def test_where_nothing_is_taken_at_all_one_message_asks_and_the_others_wait(tester: Services, clock: Clock) -> None:
    invite(tester, 3)
    clock.now += HOLD
    postman = Postman([TemporaryFailure("wrong password", all_of_them=True)] * 2)
    one = worker(tester, postman)
    for _ in range(2):
        assert one.step()
        assert one.step() is None
        clock.forward(minutes=1)
    assert sum(item.tries for item in tester.mail.messages()) == 2
    states = {item.state for item in iter(one.step, None) if isinstance(item, Item)}
    assert states == {MessageState.SENT}


def test_a_mail_server_that_takes_nothing_keeps_no_text_message(tester: Services, clock: Clock) -> None:
    invite(tester)
    added(tester, TECHNICIANS, account_setup="invite")
    clock.now += HOLD
    one = worker(tester, Postman([TemporaryFailure("connection refused", all_of_them=True)]))
    states = {item.channel: item.state for item in iter(one.step, None) if isinstance(item, Item)}
    assert states == {EMAIL: MessageState.RETRYING, SMS: MessageState.SENT}


def test_what_is_refused_is_not_tried_again(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    one = worker(tester, Postman([PermanentFailure("550 no such box\x1b[2J")]))
    item = one.step()
    assert item
    assert (item.state, item.trouble) == (MessageState.FAILED, "550 no such box\ufffd[2J")
    clock.forward(days=1)
    assert one.step() is None
    assert len(told(tester, "not sent")) == 1


def test_what_a_server_quotes_of_a_code_is_not_kept(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    postman = Postman()
    postman.meanwhile = lambda: postman.answers.append(PermanentFailure(f"554 spam: {postman.codes[0]}"))
    item = worker(tester, postman).step()
    assert item
    assert item.trouble == "554 spam: …"


@pytest.mark.of_a_file
def test_no_code_is_in_any_file(tester: Services, clock: Clock) -> None:
    invite(tester, 3)
    clock.now += HOLD
    postman = Postman([PermanentFailure("no"), TemporaryFailure("later")])
    one = worker(tester, postman)
    while one.step():
        pass
    folder = tester.database.path.parent
    files = [path for path in folder.glob("*") if path.is_file()]
    assert {path.name for path in files} >= {"fleet.db", "fleet.db-key"}
    kept = b"".join(path.read_bytes() for path in files)
    assert b"Person 0" in kept
    for code in postman.codes:
        for spelling in (code, code.replace("-", ""), code.lower()):
            assert spelling.encode() not in kept


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE code SET used = '2026-06-01T12:00:01Z'", "its code has been used"),
        ("UPDATE code SET revoked = '2026-06-01T12:00:01Z'", "its code was withdrawn"),
        ("UPDATE code SET expires = '2026-06-01T12:00:30Z'", "its code has expired"),
        ("UPDATE clock SET latest = '2026-07-01T12:00:00Z'", "its code has expired"),
        ("UPDATE code SET address = 'other@x.org'", "the address has been changed"),
        ("UPDATE technician SET active = false", "the profile is inactive"),
        (
            "UPDATE code SET purpose = 'reset'; UPDATE company SET sign_in = 'operating_system'",
            "people sign in as users of the operating system",
        ),
        (
            "INSERT INTO code SELECT 2, 'h', nonce, kind, person, purpose, address, created, expires, NULL, NULL, NULL "
            "FROM code",
            "a newer one has followed",
        ),
    ],
)
def test_a_message_whose_code_is_worth_nothing_is_not_sent(
    services: Services, clock: Clock, change: str, reason: str
) -> None:
    tester = at_clock(services, clock)
    invite(tester)
    with services.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO clock VALUES (1, '2026-06-01T12:00:00Z')")
        for statement in change.split("; "):
            connection.exec_driver_sql(statement)
    clock.now += HOLD
    postman = Postman()
    item = worker(tester, postman).step()
    assert item
    assert (item.state, item.trouble) == (MessageState.STOPPED, reason)
    assert postman.letters == []
    assert [entry.get("trouble", "") for entry in told(tester, "not sent")] == [reason]
    with services.database.read() as connection:
        live = "SELECT count(*) FROM code WHERE id = 1 AND used IS NULL AND revoked IS NULL"
        assert connection.exec_driver_sql(live).scalar() == 0


def test_deactivation_and_another_address_end_what_waits(tester: Services, clock: Clock) -> None:
    for n in range(3):
        added(tester, TECHNICIANS, mobile=f"201 555 010{n}", email=f"{n}@x.org", account_setup="invite")
    do(tester, SetActive(False), [1])
    save(tester, 2, email="new@x.org")
    clock.now += HOLD
    postman = Postman()
    one = worker(tester, postman)
    states = {item.person: item.state for item in iter(one.step, None)}  # type: ignore[union-attr]
    assert states == {1: MessageState.STOPPED, 2: MessageState.STOPPED, 3: MessageState.SENT}
    assert [letter.address for letter in postman.letters] == ["2@x.org"]


def test_a_newer_invitation_is_the_only_one_that_is_sent(tester: Services, clock: Clock) -> None:
    invite(tester)
    do(tester, Send(Purpose.INVITE), [1])
    clock.now += HOLD
    postman = Postman()
    one = worker(tester, postman)
    assert one.step()
    assert one.step() is None
    assert [state for _, _, state in outbox(tester)] == ["replaced", "sent"]
    assert worth(tester, postman.codes[0]) == ""


def test_who_may_have_got_a_newer_code_has_no_older_one_whatever_becomes_of_the_newer(
    tester: Services, clock: Clock
) -> None:
    invite(tester)
    clock.now += HOLD
    postman = Postman()
    one = worker(tester, postman)
    one.step()
    for take_back in (lambda: tester.mail.stop(2), lambda: tester.undo.run(tester.undo.plan())):
        do(tester, Send(Purpose.INVITE), [1])
        clock.now += HOLD
        postman.answers.append(TemporaryFailure("dropped after the last line"))
        one.step()
        tester.mail.again(len(outbox(tester)))
        take_back()
        assert [worth(tester, code) for code in postman.codes] == ["its code was withdrawn"] * len(postman.codes)
    assert [state for _, _, state in outbox(tester)] == ["sent", "cancelled", "cancelled"]


def test_an_older_invitation_that_waits_again_brings_a_code_that_opens_something(
    tester: Services, clock: Clock
) -> None:
    invite(tester)
    do(tester, Send(Purpose.INVITE), [1])
    clock.now += HOLD
    postman = Postman([TemporaryFailure("dropped after the last line")])
    one = worker(tester, postman)
    one.step()
    tester.undo.run(tester.undo.plan())
    one.step()
    assert [state for _, _, state in outbox(tester)] == ["sent", "cancelled"]
    assert [worth(tester, code) for code in postman.codes] == ["its code was withdrawn", ""]


def test_an_invitation_that_was_replaced_while_it_was_sent_is_sent(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    postman = Postman(meanwhile=lambda: do(tester, Send(Purpose.INVITE), [1]))
    worker(tester, postman).step()
    assert [state for _, _, state in outbox(tester)] == ["sent", "queued"]
    assert worth(tester, postman.codes[0]) == "a newer one has followed"


def test_a_fault_of_the_sender_is_no_end_of_the_message(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    postman = Postman([ZeroDivisionError("x")])
    one = worker(tester, postman)
    with pytest.raises(ZeroDivisionError):
        one.step()
    (item,) = tester.mail.messages()
    assert (item.state, item.trouble) == (MessageState.RETRYING, "a fault of the program (ZeroDivisionError)")
    clock.forward(minutes=1)
    assert one.step()
    assert len(set(postman.codes)) == 1


def test_what_was_sent_is_written_down_however_long_others_write(
    tester: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(tester)
    clock.now += HOLD
    kind = type(tester.database)
    write, refused = kind.write, [Busy("busy")] * 3

    def busy(database: Database) -> AbstractContextManager[Connection]:
        if refused:
            raise refused.pop()
        return write(database)

    postman = Postman(meanwhile=lambda: monkeypatch.setattr(kind, "write", busy))
    item = worker(tester, postman).step()
    assert item
    assert (item.state, refused) == (MessageState.SENT, [])
