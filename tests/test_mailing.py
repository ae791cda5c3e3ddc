"""While the app is open its program sends messages beside it: unseen, and keeping nothing waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import services_on
from posting import Postman, invite

from fleet_tui.commands import mailing
from fleet_tui.domain.messages import State
from fleet_tui.mail_settings import MailSettings
from fleet_tui.services.services import Services

PATIENCE = 20


@pytest.fixture
def services(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services on a database where three messages are due, and a worker that looks at once."""
    for name in ("_FIRST", "POLL", "AFTER_FAULT"):
        monkeypatch.setattr(mailing, name, 0.001)
    path = tmp_path / "fleet.db"
    path.write_bytes(empty_file.read_bytes())
    services = services_on(path)
    services.company.save(1, {"hold_seconds": "0"})
    invite(services, 3)
    yield services
    services.database.close()


def worker() -> threading.Thread:
    """The thread that sends."""
    return next(thread for thread in threading.enumerate() if thread.name == "mail")


def test_what_is_due_is_sent_beside_the_app(
    services: Services, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with mailing.delivering(services, MailSettings(folder=tmp_path / "mail")):
        thread = worker()
        while services.mail.waiting().waiting:
            thread.join(0.005)
    thread.join(PATIENCE)
    assert {item.state for item in services.mail.messages()} == {State.SENT}
    assert {event.who for event in services.history.events(limit=3)} == {"outbox"}
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 3
    assert capfd.readouterr() == ("", "")


def test_the_end_waits_for_no_message(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slowly() -> None:
        asked.set()
        answered.wait(PATIENCE)

    postman = Postman(meanwhile=slowly)
    monkeypatch.setattr(mailing, "sender_of", lambda settings: postman)
    with mailing.delivering(services, MailSettings(folder=tmp_path)):
        assert asked.wait(PATIENCE)
        thread = worker()
    assert thread.is_alive()
    assert thread.daemon
    answered.set()
    thread.join(PATIENCE)
    assert len(postman.letters) == 1


def test_a_fault_in_sending_is_reported_and_ends_nothing(
    services: Services, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    postman = Postman([ValueError("a secret")])
    monkeypatch.setattr(mailing, "sender_of", lambda settings: postman)
    with mailing.delivering(services, MailSettings(folder=home)):
        thread = worker()
        while len(postman.letters) < 3:
            thread.join(0.005)
    thread.join(PATIENCE)
    (report,) = (home / ".local/state/fleet-tui/log").glob("fault-*.txt")
    assert "ValueError" in report.read_text()
    assert "secret" not in report.read_text()
    assert capfd.readouterr() == ("", "")
