"""Messages at the end of a program and at the next start: sent at once, counted, and said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.bootstrap import mail_worker
from fleet_tui.bootstrap.mail_settings import MailSettings
from fleet_tui.domain.mail.delivery import PermanentFailure, Sent, TemporaryFailure
from fleet_tui.domain.mail.messages import EMAIL, SMS, Item, MessageState
from fleet_tui.domain.mail.wording import ended_words
from fleet_tui.services.services import Services
from fleet_tui.storage.mail.senders import Senders
from tests.support.outbox import Postman, invite
from tests.support.people import services_on

PATIENCE = 20


@pytest.fixture
def services(tmp_path: Path, empty_file: Path) -> Iterator[Services]:
    """Services on a database where three messages are held."""
    path = tmp_path / "fleet.db"
    path.write_bytes(empty_file.read_bytes())
    services = services_on(path)
    invite(services, 3)
    yield services
    services.database.close()


def outgoing(services: Services, settings: MailSettings) -> mail_worker.MailWorker:
    return mail_worker.MailWorker(services, settings, Senders(services.database.path))


def test_held_messages_are_sent_at_once(services: Services, tmp_path: Path) -> None:
    ours = outgoing(services, MailSettings(folder=tmp_path / "mail"))
    assert (ours.waiting(), ours.can_send) == (3, True)
    ended = list(ours.send())
    assert {item.state for item in ended} == {MessageState.SENT}
    assert ended_words(ended) == "3 messages sent"
    assert ours.waiting() == 0


@pytest.mark.parametrize(
    ("answer", "tried", "words", "left"),
    [
        (
            TemporaryFailure("host: no answer in time", all_of_them=True),
            1,
            "1 message not sent: host: no answer in time",
            3,
        ),
        (TemporaryFailure("451 later"), 3, "2 messages sent, 1 not sent: 451 later", 1),
        (PermanentFailure("550 no such box"), 3, "2 messages sent, 1 not sent: 550 no such box", 0),
    ],
)
def test_what_cannot_be_sent_is_said_and_a_silent_server_is_asked_once(
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    answer: TemporaryFailure | PermanentFailure,
    tried: int,
    words: str,
    left: int,
) -> None:
    postman, timeouts = Postman([answer]), list[float]()
    monkeypatch.setattr(mail_worker, "sender_of", lambda settings: timeouts.append(settings.timeout) or postman)
    ours = outgoing(services, MailSettings(folder=Path(), host="mail.x.org", timeout=60.0))
    ended = list(ours.send())
    assert (len(postman.letters), ended_words(ended), ours.waiting()) == (tried, words, left)
    assert timeouts == [mail_worker.AT_THE_END]


def test_what_another_program_sends_or_this_one_leaves_to_others_is_left(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = MailSettings(folder=tmp_path / "mail")
    ours = outgoing(services, folder)
    with monkeypatch.context() as patched:
        patched.setattr(Senders, "others", lambda self: frozenset({EMAIL}))
        assert (ours.waiting(), list(ours.send())) == (0, [])
        patched.setattr(Senders, "others", lambda self: frozenset({SMS}))
        assert (ours.waiting(), ours.can_send) == (3, True)
    monkeypatch.setattr("os.getuid", lambda: services.database.path.stat().st_uid + 1)
    theirs = outgoing(services, folder)
    assert (theirs.waiting(), theirs.can_send) == (3, False)


def test_the_next_start_sends_what_waited_before_it_and_says_so(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_FIRST", "POLL"):
        monkeypatch.setattr(mail_worker, name, 0.001)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET queued = '2026-01-01T00:00:00Z', due = '2026-01-01T00:00:30Z'")
    said, told = list[str](), threading.Event()
    monkeypatch.setattr(mail_worker.MailWorker, "tell", lambda self, sentence: (said.append(sentence), told.set()))
    with mail_worker.running_mail_worker(services, MailSettings(folder=tmp_path / "mail")):
        assert told.wait(PATIENCE)
    assert said == ["From before this start: 3 messages sent."]


def test_a_command_says_who_sends(services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert mail_worker.waiting_mail_words(services).startswith(
        "No open program sends what waits: fleet-tui outbox send does"
    )
    with monkeypatch.context() as patched:
        patched.setattr(Senders, "others", lambda self: frozenset({EMAIL, SMS}))
        assert mail_worker.waiting_mail_words(services) == "An open program sends what waits."
    list(outgoing(services, MailSettings(folder=tmp_path / "mail")).send())
    assert mail_worker.waiting_mail_words(services) == ""


def test_sending_beside_the_screen_tells_each_message_a_fault_and_the_end(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    postman = Postman([Sent(), ValueError("a secret")])
    monkeypatch.setattr(mail_worker, "sender_of", lambda settings: postman)
    told: list[Item | str | None] = []
    ended = threading.Event()

    def tell(item: Item | str | None) -> None:
        told.append(item)
        if item is None:
            ended.set()

    outgoing(services, MailSettings(folder=Path())).begin_to_send(tell)
    assert ended.wait(PATIENCE)
    first, fault, end = told
    assert isinstance(first, Item)
    assert (fault, end) == ("A fault of the program kept the rest from being sent (ValueError).", None)
