"""A letter becomes one message: nothing that anybody typed is a header, another recipient or another address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.mail.delivery import OutgoingMessage
from fleet_tui.mail.composing import Unsendable, compose, one_line
from fleet_tui.storage.mail.outbox import QueueOptions
from tests.support.people import NOON
from tests.support.tables import for_each

LETTER = OutgoingMessage("0123abcd", "email", "Ann Porter", "ann@example.com", "Your account", "Hello Ann")
FROM = "Depot North <fleet@depot.example>"
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
INJECTED = "Ann\r\nBcc: eve@example.com\r\n\r\nSomething else"


def read(letter: OutgoingMessage, sender: str = FROM) -> EmailMessage:
    """The message as whoever receives it reads it."""
    composed = compose(letter, sender, NOON)
    message = BytesParser(policy=SMTP).parsebytes(composed.content)
    assert message.keys() == HEADERS
    assert not message.defects
    return message  # type: ignore[return-value]


def test_a_message_says_who_what_and_when_and_that_no_human_wrote_it() -> None:
    message = read(LETTER)
    assert {name: str(message[name]) for name in HEADERS[:6]} == {
        "From": "Depot North <fleet@depot.example>",
        "To": "Ann Porter <ann@example.com>",
        "Subject": "Your account",
        "Date": "Mon, 01 Jun 2026 12:00:00 +0000",
        "Message-ID": "<0123abcd@depot.example>",
        "Auto-Submitted": "auto-generated",
    }
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == "Hello Ann\r\n"


def test_no_text_or_key_of_a_code_is_in_what_a_traceback_shows() -> None:
    assert "Hello" not in repr(compose(LETTER, FROM, NOON))
    assert "secret" not in repr(QueueOptions(Purpose.INVITE, NOON, b"secret", bytes, timedelta(), timedelta()))


def test_a_message_is_the_same_at_each_try() -> None:
    assert compose(LETTER, FROM, NOON) == compose(LETTER, FROM, NOON)


@pytest.mark.parametrize("field", ["name", "subject"])
def test_a_line_break_in_a_name_or_subject_begins_no_header(field: str) -> None:
    message = read(replace(LETTER, **{field: INJECTED}), f"{INJECTED} <fleet@depot.example>")
    assert "eve@example.com" not in {address.addr_spec for address in message["To"].addresses}
    assert message.get_content() == "Hello Ann\r\n"
    assert read(replace(LETTER, subject=" one\r\n two\tthree\x07 "))["Subject"] == "one two three"


@for_each(
    "address",
    [
        "ann@example.com\r\nBcc: eve@example.com",
        "ann@example.com>\r\nRCPT TO:<eve@example.com",
        "ann@example.com, eve@example.com",
        "ann@exam\nple.com",
        "ann\0@example.com",
        '"a b"@example.com',
        "ann",
        "@example.com",
        "ann@",
        "",
        "ann@-\u00fc-.example",
        "=?utf-8?q?x=40x=2Ey=3E=0D=0ABcc=3A=20b=40evil.test=0D=0AX=3A?=@example.com",
        "ann@=?utf-8?q?x=0D=0ABcc=3A=20b=40evil.test?=",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Unsendable):
        compose(replace(LETTER, address=address), FROM, NOON)


def test_a_message_with_a_header_that_nobody_meant_to_write_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever way there may be past the other checks."""
    monkeypatch.setattr("fleet_tui.mail.composing.one_line", str)
    for line_break in ("\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"):
        injected = f"Ann{line_break}Bcc: eve@example.com"
        for letter, sender in (
            (replace(LETTER, name=injected), FROM),
            (replace(LETTER, subject=injected), FROM),
            (LETTER, f"{injected} <fleet@depot.example>"),
        ):
            with pytest.raises(Unsendable, match="header"):
                compose(letter, sender, NOON)
    assert read(replace(LETTER, name="=?utf-8?q?x=0D=0ABcc=3A=20b=40evil.test=0D=0AX=3A?="))["Bcc"] is None


def test_a_typed_encoded_word_is_taken_apart() -> None:
    assert "=?" not in one_line("=?utf-8?q?Hello?= and =?utf-8?b?SGk=?=")


@for_each("token", ["", "a@b", "a b", "a>\r\nX: y", "../a", "A" * 3])
def test_a_token_that_this_program_did_not_make_is_refused(token: str) -> None:
    with pytest.raises(Unsendable):
        compose(replace(LETTER, token=token), FROM, NOON)


def mailboxes(header: bytes) -> list[tuple[str, str]]:
    """The mailboxes that a reader without Python's newer header classes finds in a header."""
    unfolded = header.decode().partition(":")[2].replace("\r\n", "")
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([unfolded])]


@settings(max_examples=60)
@given(name=st.text(max_size=300), subject=st.text(max_size=150))
@example(name="Smith, Bob <x@y.example>, Größe " * 3, subject="=?utf-8?q?=0D=0ABcc:_x=40y?=")
@example(name="=?utf-8?q?=0D=0ABcc:_x=40y?=", subject="")
@example(name="", subject="=\r?utf-8?q?=0D=0ABcc:_x=40y?=")
@example(name='O"Brien\\', subject="\u202ecba")
@example(name="Porter, Ann, " * 12, subject="Your account at the depot, " * 9)
@example(name="Porter,Ann@depot.example," * 8, subject="x" * 150)
@example(name='"' * 76 + ",a@b.example", subject="ü" * 99)
def test_whatever_stands_in_a_name_or_subject_is_read_as_one(name: str, subject: str) -> None:
    letter = replace(LETTER, name=name, subject=subject)
    quoted = one_line(name).replace("\\", "\\\\").replace('"', '\\"')
    message = read(letter, f'"{quoted}" <fleet@depot.example>')
    (to,) = message["To"].addresses
    assert to.addr_spec == "ann@example.com"
    assert len(message["From"].addresses) == 1
    assert message["Bcc"] is None
    head, _, _ = compose(letter, FROM, NOON).content.partition(b"\r\nDate:")
    to_header = head[head.index(b"\r\nTo:") : head.index(b"\r\nSubject:")]
    assert [address for _, address in mailboxes(to_header)] == ["ann@example.com"]
    assert max(map(len, head.split(b"\r\n"))) <= 76


def test_a_name_with_commas_is_one_mailbox_however_long_it_is() -> None:
    for name in (
        text[:length].strip() for text in ("Porter, Ann, " * 8, "P,r@x.io," * 12) for length in range(60, 101)
    ):
        content = compose(replace(LETTER, name=name), FROM, NOON).content
        head, _, _ = content.partition(b"\r\nSubject:")
        assert mailboxes(head[head.index(b"\r\nTo:") :]) == [(name, "ann@example.com")]


@for_each("name", ["Smith [Bob]", "O'Brien", "Porter, Ann", "أحمد", "李小龍", "Zoë 🚚"])
def test_names_arrive_as_they_are_written(name: str) -> None:
    (to,) = read(replace(LETTER, name=name))["To"].addresses
    assert to.display_name == name


def test_texts_of_any_script_and_length_arrive() -> None:
    text = "Grüße\n.\nFrom here\n" + "أ" * 1_500 + "\n" + "x" * 2_000
    message = read(replace(LETTER, text=text))
    assert message.get_content().replace("\r\n", "\n") == text + "\n"
    assert all(len(line) < 998 for line in compose(replace(LETTER, text=text), FROM, NOON).content.split(b"\r\n"))
    assert compose(replace(LETTER, text=text), FROM, NOON).content.isascii()


def test_a_short_text_goes_in_seven_bits_too() -> None:
    assert compose(replace(LETTER, text="Grüße", name="Zoë"), FROM, NOON).content.isascii()


def test_a_domain_beyond_ascii_goes_in_its_ascii_spelling() -> None:
    composed = compose(replace(LETTER, address="ann@bücher.example"), "fleet@dépôt.example", NOON)
    assert (composed.recipient, composed.sender) == ("ann@xn--bcher-kva.example", "fleet@xn--dpt-bma0d.example")
    assert not composed.utf8
    assert b"@xn--dpt-bma0d.example>" in composed.content


def test_a_mailbox_beyond_ascii_takes_a_server_that_knows_it() -> None:
    composed = compose(replace(LETTER, address="jörg@example.com", name="Jörg"), FROM, NOON)
    assert composed.utf8
    assert "To: Jörg <jörg@example.com>\r\n" in composed.content.decode()
