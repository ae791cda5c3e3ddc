"""While the app is open its program sends messages beside it: unseen, and keeping nothing waiting."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from fleet_tui.bootstrap import mail_worker
from fleet_tui.bootstrap.mail_settings import MailSettings
from fleet_tui.domain.mail.delivery import TemporaryFailure
from fleet_tui.domain.mail.messages import Item, MessageState
from fleet_tui.services.base.context import Context
from fleet_tui.services.mail import delivery
from fleet_tui.services.services import Services
from tests.support.outbox import Postman, invite
from tests.support.people import services_on

PATIENCE = 20


@pytest.fixture
def services(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services on a database where three messages are due, and a worker that looks at once."""
    for name in ("_FIRST", "POLL", "AFTER_FAULT"):
        monkeypatch.setattr(mail_worker, name, 0.001)
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
    with mail_worker.running_mail_worker(services, MailSettings(folder=tmp_path / "mail")):
        thread = worker()
        while services.mail.waiting().waiting:
            thread.join(0.005)
    thread.join(PATIENCE)
    assert {item.state for item in services.mail.messages()} == {MessageState.SENT}
    assert {event.who for event in services.history.events(limit=3)} == {"outbox"}
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 3
    assert capfd.readouterr() == ("", "")


def test_without_a_server_what_is_in_somebody_elses_file_is_left_to_them(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getuid", lambda: services.database.path.stat().st_uid + 1)
    path, folder = services.database.path, tmp_path / "mail"
    assert (
        mail_worker.delivery_words(MailSettings(folder=folder), path)
        == "left to whoever keeps the database: no SMTP server is set"
    )
    with_sms = MailSettings(folder=folder, sms_command=("/bin/true",))
    looked = threading.Semaphore(0)
    is_due = delivery.is_due

    def counted(context: Context, channels: Collection[str]) -> bool:
        looked.release()
        return is_due(context, channels)

    monkeypatch.setattr(delivery, "is_due", counted)
    with mail_worker.running_mail_worker(services, with_sms):
        for _ in range(2):
            assert looked.acquire(timeout=PATIENCE)
        assert services.mail.waiting().waiting == 3
        with services.database.write() as connection:
            connection.exec_driver_sql("UPDATE outbox SET channel = 'sms' WHERE id = 2")
            connection.exec_driver_sql("UPDATE technician SET email = NULL, mobile = '+12015550123' WHERE id = 2")
            connection.exec_driver_sql("UPDATE code SET address = '+12015550123' WHERE id = 2")
            connection.exec_driver_sql("UPDATE outbox SET address = '+12015550123' WHERE id = 2")
        thread = worker()
        while services.mail.waiting().waiting == 3:
            thread.join(0.005)
    thread.join(PATIENCE)
    assert [item.state for item in services.mail.messages()] == [
        MessageState.WAITING,
        MessageState.SENT,
        MessageState.WAITING,
    ]
    assert not folder.exists()


def test_a_server_that_takes_nothing_is_left_alone_between_two_looks(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postman = Postman([TemporaryFailure("wrong password", all_of_them=True)] * 3)
    monkeypatch.setattr(mail_worker, "sender_of", lambda settings: postman)
    looked = threading.Semaphore(0)
    step = delivery.Delivery.step

    def counted(self: delivery.Delivery) -> Item | None:
        looked.release()
        return step(self)

    monkeypatch.setattr(delivery.Delivery, "step", counted)
    with mail_worker.running_mail_worker(services, MailSettings(folder=tmp_path)):
        for _ in range(5):
            assert looked.acquire(timeout=PATIENCE)
        thread = worker()
    thread.join(PATIENCE)
    assert len(postman.letters) == 1


def test_the_end_waits_for_no_message(services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def slowly() -> None:
        asked.set()
        answered.wait(PATIENCE)

    postman = Postman(meanwhile=slowly)
    monkeypatch.setattr(mail_worker, "sender_of", lambda settings: postman)
    with mail_worker.running_mail_worker(services, MailSettings(folder=tmp_path)):
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
    monkeypatch.setattr(mail_worker, "sender_of", lambda settings: postman)
    with mail_worker.running_mail_worker(services, MailSettings(folder=home)):
        thread = worker()
        while len(postman.letters) < 3:
            thread.join(0.005)
    thread.join(PATIENCE)
    (report,) = (home / ".local/state/fleet-tui/log").glob("fault-*.txt")
    assert "ValueError" in report.read_text()
    assert "secret" not in report.read_text()
    assert capfd.readouterr() == ("", "")
