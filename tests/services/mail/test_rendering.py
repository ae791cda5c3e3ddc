"""What a message says: the company's words, filled in once, with a code that the key beside the database gives."""

from __future__ import annotations

import pytest

from fleet_tui.domain.accounts.codes import hashed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.mail.delivery import TemporaryFailure
from fleet_tui.services.mail.messages import reason_unusable
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.db.secret_file import key_path
from fleet_tui.storage.mail import outbox_writes
from tests.support.outbox import HOLD, Clock, Postman, at_clock, code_in, invite, worker
from tests.support.people import TECHNICIANS, load, new_person, with_passwords
from tests.support.undo_driving import do


@pytest.fixture
def clock() -> Clock:
    """The time in these tests."""
    return Clock()


@pytest.fixture
def tester(services: Services, clock: Clock) -> Services:
    """Whoever invites people."""
    return at_clock(services, clock)


def worth(services: Services, code: str) -> str:
    """Why a code is worth nothing."""
    with services.database.read() as connection:
        row = codes.by_hash(connection, hashed(code))
        assert row
        return reason_unusable(
            connection, row, outbox_writes.addressee(connection, TECHNICIANS, 1), services.context.clock()
        )


def test_a_text_message_has_the_short_text(tester: Services, clock: Clock) -> None:
    load(tester.database, [new_person(TECHNICIANS, {"name": "Tom", "mobile": "+12015550123"})])
    do(tester, Send(Purpose.INVITE), [1])
    clock.now += HOLD
    postman = Postman()
    worker(tester, postman).step()
    (letter,) = postman.letters
    assert (letter.channel, letter.address, letter.subject) == ("sms", "+12015550123", "")
    assert letter.text.startswith("My company: your code for fleet-tui is ")


def test_the_company_s_own_words_are_filled_in_once(tester: Services, clock: Clock) -> None:
    with_passwords(tester)
    load(
        tester.database,
        [new_person(TECHNICIANS, {"name": "{code} {company}", "email": "a@x.org"}, account=AccountState.ACCEPTED)],
    )
    with tester.database.write() as connection:  # a text of an older program, which asks for what nobody knows
        connection.exec_driver_sql(
            "UPDATE company SET reset_subject = '{name} {code} {salary} {', "
            "reset_text = '{0} {name!r} {name} {username} {code}'"
        )
        connection.exec_driver_sql("UPDATE account SET username = 'tom'")
    do(tester, Send(Purpose.RESET), [1])
    clock.now += HOLD
    postman = Postman()
    worker(tester, postman).step()
    (letter,) = postman.letters
    assert letter.subject == "{code} {company} {code} {salary} {"
    assert letter.text == f"{{0}} {{name!r}} {{code}} {{company}} tom {postman.codes[0]}"


def test_a_message_of_an_older_file_gets_its_code_when_it_is_sent(tester: Services, clock: Clock) -> None:
    invite(tester)
    with tester.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET code = NULL")
        connection.exec_driver_sql("DELETE FROM code")
    clock.forward(days=90)
    postman = Postman([TemporaryFailure("busy")])
    one = worker(tester, postman)
    one.step()
    clock.forward(minutes=1)
    one.step()
    assert len(set(postman.codes)) == 1
    assert len({letter.token for letter in postman.letters}) == 1
    assert worth(tester, postman.codes[0]) == ""
    clock.forward(days=7)
    assert worth(tester, postman.codes[0]) == "its code has expired"


def test_without_the_key_that_it_was_made_with_a_code_is_sent_anew(tester: Services, clock: Clock) -> None:
    invite(tester)
    key_path(tester.database.path).unlink()
    clock.now += HOLD
    postman = Postman()
    later = at_clock(tester, clock)
    assert worker(later, postman).step()
    assert worth(later, postman.codes[0]) == ""
    with tester.database.read() as connection:
        revoked = "SELECT count(*) FROM code WHERE revoked IS NOT NULL"
        assert connection.exec_driver_sql(revoked).scalar() == 1


def test_a_letter_shows_no_code_in_its_repr(tester: Services, clock: Clock) -> None:
    invite(tester)
    clock.now += HOLD
    postman = Postman()
    worker(tester, postman).step()
    assert postman.codes[0] not in repr(postman.letters)
    assert code_in(postman.letters[0].text) == postman.codes[0]
