"""Undo cancels what waits to be sent, redo queues it again, and what was sent is sent."""

from __future__ import annotations

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.services.services import Services
from tests.support.bulk_driving import changes
from tests.support.people import EMPLOYEES, TECHNICIANS, added, load, new_person, with_passwords
from tests.support.undo_driving import do, field, invited, kept, outbox, save, some, told, undo

pytestmark = pytest.mark.usefixtures("good_file")


def test_an_invitation_that_waits_is_cancelled_and_queued_again(services: Services) -> None:
    people = some(services, 3)
    do(services, Send(Purpose.INVITE), people)
    assert field(services, people, "status") == ["pending"] * 3
    assert changes(services.undo.plan()) == ["Pending → Never logged in · invitation taken back"] * 3
    assert undo(services).notes == ("3 messages were taken out of the outbox.",)
    assert changes(services.undo.plan(redo=True)) == ["Never logged in → Pending · invitation waits again"] * 3
    assert outbox(services) == [(id, "invitation", "cancelled") for id in people]
    assert invited(services) == []
    assert field(services, people, "status") == ["never_logged_in"] * 3
    kept = services.history.events(kind=TECHNICIANS)[0].changes
    assert [(change.label, change.before, change.after) for change in kept] == [
        ("Account", "Invited", "—"),
        ("Message", "Invitation", "—"),
    ]
    redone = undo(services, redo=True)
    assert redone.notes == ("3 messages wait in the outbox.",)
    assert outbox(services)[3:] == [(id, "invitation", "queued") for id in people]
    with services.database.read() as connection:
        numbers = connection.exec_driver_sql("SELECT DISTINCT operation FROM outbox WHERE state = 'queued'").scalars()
        assert list(numbers) == [redone.operation]
        channels = connection.exec_driver_sql("SELECT channel, address FROM outbox WHERE state = 'queued' ORDER BY id")
        assert [tuple(row) for row in channels][:2] == [("sms", "+12015550100"), ("email", "1@x.org")]
    assert field(services, people, "status") == ["pending"] * 3
    undo(services)
    assert {state for _, _, state in outbox(services)} == {"cancelled"}
    assert invited(services) == []


def test_a_message_that_was_sent_cannot_be_taken_back(services: Services) -> None:
    people = some(services, 2)
    do(services, Send(Purpose.INVITE), people)
    with services.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE outbox SET state = 'sent' WHERE person = {people[0]}")
    undone = undo(services)
    assert told(undone) == [("Person 0", "cannot", "the message has been sent"), ("Person 1", "changes", "")]
    assert undone.notes == ("1 message was taken out of the outbox.",)
    assert outbox(services) == [(people[0], "invitation", "sent"), (people[1], "invitation", "cancelled")]
    assert invited(services) == people[:1]


def test_a_message_that_a_worker_has_counts_as_sent_until_the_lease_is_over(services: Services) -> None:
    (id,) = some(services, 1)
    do(services, Send(Purpose.INVITE), [id])
    change = "UPDATE outbox SET tries = 1, trouble = 'no answer', lease = 'one', leased = '{}'"
    for until, verdict in (("12:00:01", "cannot"), ("12:00:00", "changes")):
        with services.database.write() as connection:
            connection.exec_driver_sql(change.format(f"2026-06-01T{until}Z"))
        assert [verdict for _, verdict, _ in told(services.undo.plan())] == [verdict]
    assert told(undo(services)) == [("Person 0", "changes", "")]
    assert outbox(services) == [(id, "invitation", "cancelled")]
    assert [message.trouble for message in services.mail.messages()] == [""]


def test_an_invitation_sent_again_leaves_the_older_one_waiting(services: Services) -> None:
    """Pending from adding the profile: the newer message took the older one's place, and gives it back."""
    id = added(services, TECHNICIANS, account_setup="invite").id
    do(services, Send(Purpose.INVITE), [id])
    do(services, Send(Purpose.INVITE), [id])
    states = []
    for redo in (False, False, True, False, True, True):
        undo(services, redo=redo)
        states.append([state for _, _, state in outbox(services)])
        assert invited(services) == [id]
        assert kept(services, id)["status"] == "pending"
        assert states[-1].count("queued") == 1
    assert states[:3] == [
        ["replaced", "queued", "cancelled"],
        ["queued", "cancelled", "cancelled"],
        ["replaced", "cancelled", "cancelled", "queued"],
    ]


def test_the_invitation_of_somebody_who_is_added_is_taken_back_and_the_profile_stays(services: Services) -> None:
    profile = added(services, TECHNICIANS, account_setup="invite")
    assert profile.version == services.people.profile(TECHNICIANS, profile.id).version
    assert [event.action for event in services.history.events(kind=TECHNICIANS)] == ["invited", "added"]
    assert services.undo.plan().title.startswith("Undo: Send Account Invite, ")
    assert undo(services).notes == ("1 message was taken out of the outbox.",)
    assert outbox(services) == [(profile.id, "invitation", "cancelled")]
    assert invited(services) == []
    assert field(services, [profile.id], "status") == ["never_logged_in"]
    with services.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code WHERE revoked IS NULL").scalar_one() == 0
    undo(services, redo=True)
    assert [state for _, _, state in outbox(services)] == ["cancelled", "queued"]
    assert invited(services) == [profile.id]


def test_an_older_invitation_that_was_itself_taken_back_stays_so(services: Services) -> None:
    id = added(services, TECHNICIANS, account_setup="invite").id
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent'")
    for _ in range(2):
        do(services, Send(Purpose.INVITE), [id])
        undo(services)
        assert [state for _, _, state in outbox(services)] == ["sent"] + ["cancelled"] * (len(outbox(services)) - 1)


def test_an_invitation_is_not_taken_back_when_a_newer_one_was_sent(services: Services) -> None:
    (id,) = some(services, 1)
    do(services, Send(Purpose.INVITE), [id])
    do(services, Send(Purpose.INVITE), [id])
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent' WHERE state = 'queued'")
    assert told(undo(services)) == [("Person 0", "cannot", "the message has been sent")]
    assert told(undo(services)) == [("Person 0", "cannot", "another message has followed")]
    assert invited(services) == [id]


def test_a_reset_is_cancelled_and_queued_again_unless_it_no_longer_can_be(services: Services, bob: Services) -> None:
    with_passwords(services)
    load(services.database, [new_person(EMPLOYEES, {"name": "Eve", "email": "e@x.org"}, account=AccountState.ACCEPTED)])
    id = 1
    do(services, Send(Purpose.RESET), [id], EMPLOYEES)
    assert changes(services.undo.plan()) == ["password reset taken back"]
    undo(services)
    assert outbox(services) == [(id, "reset", "cancelled")]
    undo(services, redo=True)
    assert [state for _, _, state in outbox(services)] == ["cancelled", "queued"]
    actions = [event.action for event in services.history.events(kind=EMPLOYEES)]
    assert actions == ["redone", "undone", "sent a reset", "added"]
    undo(services)
    with services.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM account")
        connection.exec_driver_sql("UPDATE employee SET status = 'never_logged_in', status_key = '5'")
    assert told(undo(services, redo=True)) == [
        ("Eve", "cannot", "no account: send an account invite instead"),
    ]


def test_the_message_of_somebody_who_was_left_alone_waits_again_too(services: Services, bob: Services) -> None:
    (id,) = some(services, 1)
    do(services, Send(Purpose.INVITE), [id])
    save(bob, id, memo="x")
    assert [verdict for _, verdict, _ in told(undo(services))] == ["cannot"]
    do(services, Send(Purpose.INVITE), [id])
    undo(services)
    assert [state for _, _, state in outbox(services)] == ["queued", "cancelled"]


def test_an_account_that_has_been_made_since_stays(services: Services) -> None:
    (id,) = some(services, 1)
    do(services, Send(Purpose.INVITE), [id])
    change = "UPDATE account SET state = '{}'"
    with services.database.write() as connection:
        connection.exec_driver_sql(change.format("accepted"))
    assert told(services.undo.plan()) == [("Person 0", "cannot", "the account has been changed since")]
    with services.database.write() as connection:
        connection.exec_driver_sql(change.format("invited"))
    assert told(undo(services)) == [("Person 0", "changes", "")]


def test_nothing_is_left_to_do_when_the_only_thing_done_was_cancelled_elsewhere(services: Services) -> None:
    with_passwords(services)
    load(services.database, [new_person(EMPLOYEES, {"name": "Eve", "email": "e@x.org"}, account=AccountState.ACCEPTED)])
    do(services, Send(Purpose.RESET), [1], EMPLOYEES)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'cancelled'")
    assert told(undo(services)) == [("Eve", "already", "already as before")]


def test_the_other_kind_of_people_with_the_same_ids_is_left_as_it_is(services: Services, bob: Services) -> None:
    (id,) = some(services, 1)
    assert added(services, EMPLOYEES).id == id
    do(services, Send(Purpose.INVITE), [id])
    do(bob, Send(Purpose.INVITE), [id], EMPLOYEES)
    assert told(undo(services)) == [("Person 0", "changes", "")]
    assert outbox(services) == [(id, "invitation", "cancelled"), (id, "invitation", "queued")]
    assert invited(services) == [id]
    assert services.people.profile(EMPLOYEES, id).values["status"] == "pending"
