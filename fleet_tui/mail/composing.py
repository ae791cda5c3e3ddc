"""A letter as an e-mail message. What people typed never becomes a header of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from fleet_tui.domain.mail.delivery import OutgoingMessage
from fleet_tui.domain.mail.mailbox import Mailbox, is_address, read_mailbox
from fleet_tui.domain.text import displayable
from fleet_tui.mail.headers import WouldSplit, mailbox_header, text_header

_TOKEN = re.compile(r"[0-9a-z]{1,64}")
_REPLACEMENT = "\ufffd"


class Unsendable(ValueError):
    """A letter of which no message can be made; the words say why, and quote no secret."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message, and the sender of its envelope. `utf8`: an address needs a server that knows SMTPUTF8 (RFC 6531)."""

    content: bytes = field(repr=False)
    sender: str
    recipient: str
    utf8: bool


def compose(letter: OutgoingMessage, sender: str, at: datetime) -> Composed:
    """The message, from `sender` (like "Depot North <fleet@example.com>"), at a moment.

    Raises:
        Unsendable: an address cannot be one.
    """
    from_, to = read_mailbox(sender), Mailbox(letter.name, letter.address)
    sender_address, recipient = _checked_address(from_.address), _checked_address(to.address)
    utf8 = not (sender_address.isascii() and recipient.isascii())
    try:
        headers = [
            mailbox_header("From", one_line(from_.name), sender_address, utf8=utf8),
            mailbox_header("To", one_line(to.name), recipient, utf8=utf8),
            text_header("Subject", one_line(letter.subject)),
            text_header("Date", format_datetime(at)),
            f"Message-ID: <{checked_token(letter)}@{sender_address.rpartition('@')[2]}>\r\n",
            text_header("Auto-Submitted", "auto-generated"),
        ]
    except WouldSplit:
        raise Unsendable("something in the message would be read as a header of its own") from None
    return Composed("".join(headers).encode() + _body(letter.text), sender_address, recipient, utf8)


def _body(text: str) -> bytes:
    """The headers that say how the text is written, and the text. It goes in seven bits, which every server takes."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message.set_content(f"{text.rstrip()}\n", charset="utf-8")
    return message.as_bytes()


def checked_token(letter: OutgoingMessage) -> str:
    """What tells the message from every other.

    Raises:
        Unsendable: it is none that this program made.
    """
    if not _TOKEN.fullmatch(letter.token):
        raise Unsendable("the message has no token that a Message-ID can be made of")
    return letter.token


def one_line(text: str) -> str:
    """The text as a header can have it: on one line, without what could act on a reader.

    A typed encoded word (RFC 2047) is taken apart: a reader would decode it, line breaks and all.
    """
    return displayable(" ".join(text.split())).replace(_REPLACEMENT, "").replace("=?", "= ?")


def _checked_address(address: str) -> str:
    """The address with its domain as mail knows it.

    Raises:
        Unsendable: mail cannot go to it.
    """
    if not is_address(address):
        raise Unsendable("the address is not one that mail can go to")
    local, _, domain = address.rpartition("@")
    checked = f"{local}@{_ascii(domain)}"
    if not is_address(checked):
        raise Unsendable("the address is not one that mail can go to")
    return checked


def _ascii(domain: str) -> str:
    """The domain as the mail knows it: in punycode where it is not ASCII."""
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise Unsendable("the domain of the address cannot be in the internet") from None
