"""Messages reach a real mail server, and whatever it says or does instead is told apart: later, or never."""

from __future__ import annotations

import itertools
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sent, TemporaryFailure
from fleet_tui.mail import smtp
from fleet_tui.mail.smtp import Server, SmtpSender
from tests.support.people import NOON
from tests.support.smtp_server import CERTIFICATE, MailServer, serving
from tests.support.tables import for_each

CODE = "K7QF-2M9X-0000-1111-2222-3333"
LETTER = OutgoingMessage(
    "0123abcd", "email", "Ann Porter", "ann@example.com", "Your account", f"Hello Ann,\n.\n  {CODE}\n."
)
PASSWORD = "correct horse"


def sender(port: int, security: str = "none", **server: object) -> SmtpSender:
    """A sender to this computer, who trusts the certificate of the tests."""
    facts: dict[str, object] = {"timeout": 5.0} | server
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))
    to = Server("127.0.0.1", port, security, **facts)  # type: ignore[arg-type]
    return SmtpSender(to, "Depot North <fleet@depot.example>", lambda: NOON, trust)


def sent(to: MailServer, letter: OutgoingMessage = LETTER, **server: object) -> Answer:
    return sender(to.port, **server).send(letter)  # type: ignore[arg-type]


@for_each("security", ["none", "starttls", "tls"])
def test_a_message_arrives_whole(security: str) -> None:
    with serving(security) as server:
        assert sent(server, security=security) == Sent()
    (received,) = server.box
    assert received.sender == "fleet@depot.example"
    assert received.recipients == ("ann@example.com",)
    assert received.protected is (security != "none")
    message = received.message
    assert message["To"] == "Ann Porter <ann@example.com>"
    assert message["Message-ID"] == "<0123abcd@depot.example>"
    assert message.get_content().splitlines() == ["Hello Ann,", ".", f"  {CODE}", "."]


def test_who_has_a_name_there_signs_in_over_a_protected_line() -> None:
    with serving("starttls", user="fleet", password=PASSWORD) as server:
        assert sent(server, security="starttls", username="fleet", password=PASSWORD) == Sent()
        assert [received.user for received in server.box] == ["fleet"]
        wrong = sent(server, security="starttls", username="fleet", password="battery staple")
    assert isinstance(wrong, TemporaryFailure)
    assert wrong.all_of_them
    assert "does not accept the username and password (535" in wrong.reason
    assert len(server.box) == 1


def test_no_password_is_told_whatever_a_server_says_back() -> None:
    with serving(user="fleet", password="other") as server:
        told = sent(server, username="fleet", password=PASSWORD)
    assert isinstance(told, TemporaryFailure)
    assert "535 wrong: … …" in told.reason
    of_server = Server("h", 25, "none", 1.0, "fleet", PASSWORD)
    assert PASSWORD not in repr(of_server) + repr(SmtpSender(of_server, "a@b", lambda: NOON))


def test_a_certificate_that_nobody_vouches_for_gets_nothing() -> None:
    for security in ("starttls", "tls"):
        with serving(security) as server:
            told = SmtpSender(Server("127.0.0.1", server.port, security, 5.0), "a@b.example", lambda: NOON).send(LETTER)
        assert isinstance(told, TemporaryFailure)
        assert "its certificate is not trusted (self" in told.reason
        assert server.box == []


def test_nothing_goes_unprotected_to_a_server_without_starttls() -> None:
    with serving("none") as server:
        told = sent(server, security="starttls")
    assert isinstance(told, TemporaryFailure)
    assert "offers no STARTTLS" in told.reason
    assert server.box == []


@for_each(
    "phase, said, answer",
    [
        ("mail", "451 busy", TemporaryFailure),
        ("mail", "553 not with that sender", TemporaryFailure),
        ("ann@example.com", "450 greylisted", TemporaryFailure),
        ("ann@example.com", "421 closing", TemporaryFailure),
        ("ann@example.com", "550 no such box", PermanentFailure),
        ("bob@example.com", "550 no such box", Sent),
        ("data", "452 disk full", TemporaryFailure),
        ("data", "554 looks like spam", PermanentFailure),
    ],
)
def test_what_the_server_says_counts_by_what_it_is_about(phase: str, said: str, answer: type) -> None:
    with serving() as server:
        server.says[phase] = said
        told = sent(server)
    assert type(told) is answer
    assert isinstance(told, Sent) or said in told.reason
    # What is said of the sender holds for every message.
    assert getattr(told, "all_of_them", False) is (phase == "mail")
    assert len(server.box) == (answer is Sent)


@for_each("phase", ["ehlo", "mail", "ann@example.com", "data"])
def test_a_server_that_drops_the_line_gets_the_same_message_later(phase: str) -> None:
    with serving() as server:
        server.drops = phase
        told = sent(server)
        assert isinstance(told, TemporaryFailure)
        assert told.all_of_them is (phase in ("ehlo", "mail"))
        server.drops = ""
        assert sent(server) == Sent()
    ids = {str(received.message["Message-ID"]) for received in server.box}
    assert ids == {"<0123abcd@depot.example>"}
    assert len(server.box) == (2 if phase == "data" else 1)


@for_each("phase", ["ehlo", "ann@example.com", "data"])
def test_a_server_that_does_not_answer_is_left(phase: str) -> None:
    with serving() as server:
        server.waits = phase
        told = sent(server, timeout=0.1)
    assert told == TemporaryFailure("127.0.0.1: no answer in time", all_of_them=phase == "ehlo")


def test_the_silence_of_a_server_is_waited_for_ten_seconds_at_most() -> None:
    assert sender(25, timeout=300.0)._server.silence == 10
    assert sender(25, timeout=3.0)._server.silence == 3


def test_all_addresses_of_a_server_share_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server, socket.create_server(("127.0.0.1", 0)) as closed:
        refusing = closed.getsockname()
        closed.close()
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 0, "", address) for address in (refusing, ("127.0.0.1", server.port))
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert sent(server) == Sent()
        clock = itertools.count(step=6.0)
        monkeypatch.setattr(smtp, "time", SimpleNamespace(monotonic=lambda: next(clock)))
        told = sender(server.port, timeout=10.0).send(LETTER)
    assert told == TemporaryFailure("127.0.0.1: no answer in time", all_of_them=True)


@contextmanager
def listening(say: bytes, times: int = 1) -> Iterator[int]:
    """A port where somebody says the same again and again, slowly enough not to end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def talk() -> None:
            line, _ = server.accept()
            with line:
                for _ in range(times):
                    try:
                        line.sendall(say)
                    except OSError:
                        return
                    if ended.wait(0.01):
                        return
                ended.wait(10)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join()


def test_a_server_that_dawdles_is_left_at_the_end_of_the_time_for_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sender(25, timeout=2.0).longest == timedelta(seconds=16)
    monkeypatch.setattr("fleet_tui.mail.smtp._ANSWERS", 0.05)
    with listening(b"2", times=100) as port:
        told = sender(port, timeout=2.0).send(LETTER)
    assert isinstance(told, TemporaryFailure)
    assert "no answer in time" not in told.reason  # each of them came in time


@for_each("words", [b"nonsense\r\n", b"554 go away\r\n", b"\xff\x1b[31m\r\n" * 3])
def test_a_server_that_greets_with_something_else_is_asked_later(words: bytes) -> None:
    with listening(words) as port:
        told = sender(port).send(LETTER)
    assert isinstance(told, TemporaryFailure)
    assert told.reason.isprintable()


def test_a_server_that_is_down_is_asked_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert sender(port).send(LETTER) == TemporaryFailure("127.0.0.1: Connection refused", all_of_them=True)


def test_an_address_with_letters_beyond_ascii_takes_a_server_that_knows_them() -> None:
    letter = OutgoingMessage("0123abcd", "email", "Jörg", "jörg@bücher.example", "Größe", "Grüße")
    with serving(utf8=False) as server:
        told = sent(server, letter)
        assert isinstance(told, PermanentFailure)
        assert "addresses with letters beyond ASCII (SMTPUTF8)" in told.reason
        # A domain has a spelling that every server knows.
        assert sent(server, OutgoingMessage("1", "email", "Jörg", "joerg@bücher.example", "Größe", "Grüße")) == Sent()
    (received,) = server.box
    assert received.recipients == ("joerg@xn--bcher-kva.example",)
    assert (received.message["Subject"], received.message.get_content()) == ("Größe", "Grüße\r\n")
    with serving(utf8=True) as server:
        assert sent(server, letter) == Sent()
    (received,) = server.box
    assert received.recipients == ("jörg@xn--bcher-kva.example",)
    assert "jörg@xn--bcher-kva.example" in received.content.decode()


def test_what_no_message_can_be_made_of_is_refused_before_anybody_is_asked() -> None:
    told = sender(9).send(OutgoingMessage("0123abcd", "email", "Ann", "ann@example.com>\r\nRCPT TO:<bob@x.org", "", ""))
    assert told == PermanentFailure("the address is not one that mail can go to")
