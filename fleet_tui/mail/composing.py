"""A letter as an e-mail message. What people typed never becomes a header of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from fleet_tui.domain.mailing import Letter
from fleet_tui.domain.text import displayable

_TOKEN = re.compile(r"[0-9a-z]{1,64}")
_REPLACEMENT = "\ufffd"


class Unsendable(ValueError):
    """A letter of which no message can be made; the words say why, and quote no secret."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message, and whose envelope it goes in. `utf8`: an address needs a server that knows SMTPUTF8 (RFC 6531)."""

    content: bytes = field(repr=False)
    sender: str
    recipient: str
    utf8: bool


def compose(letter: Letter, sender: str, at: datetime) -> Composed:
    """The message, from `sender` (like "Depot North <fleet@example.com>"), at a moment.

    Raises:
        Unsendable: an address cannot be one.
    """
    sender_name, sender_address = parseaddr(sender)
    from_ = _address(sender_name, sender_address)
    to = _address(letter.name, letter.address)
    utf8 = not (from_.username.isascii() and to.username.isascii())
    # Texts go in seven bits: nothing on the way needs to know more.
    message = EmailMessage(policy=(SMTPUTF8 if utf8 else SMTP).clone(cte_type="7bit"))
    message["From"] = from_
    message["To"] = to
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{checked_token(letter)}@{from_.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{letter.text.rstrip()}\n", charset="utf-8")
    content = message.as_bytes()
    if _header_names(content) != message.keys():
        raise Unsendable("something in the message would be read as a header of its own")
    return Composed(content, from_.addr_spec, to.addr_spec, utf8)


def _header_names(content: bytes) -> list[str]:
    """The headers that whoever receives it finds; none of the names that this program writes is folded."""
    head, _, _ = content.partition(b"\r\n\r\n")
    lines = re.split(rb"\r\n|\r|\n", head)
    return [line.partition(b":")[0].decode("ascii", "replace") for line in lines if line[:1] not in (b" ", b"\t")]


def checked_token(letter: Letter) -> str:
    """What tells the message from every other.

    Raises:
        Unsendable: it is none that this program made.
    """
    if not _TOKEN.fullmatch(letter.token):
        raise Unsendable("the message has no token that a Message-ID can be made of")
    return letter.token


def one_line(text: str) -> str:
    """The text as a header can have it: on one line, without what could act on whoever reads it.

    An encoded word (RFC 2047) that somebody typed is taken apart: Python's library would read it, line breaks and all.
    """
    return displayable(" ".join(text.split())).replace(_REPLACEMENT, "").replace("=?", "= ?")


def _address(name: str, address: str) -> Address:
    """The address as a header can have it. Python's library would read an encoded word in it, line breaks and all."""
    local, at, domain = address.rpartition("@")
    odd = not address.isprintable() or any(c in ' <>,;:\\"()[]' for c in address) or "=?" in address
    if odd or not (local and at and domain):
        raise Unsendable("the address is not one that mail can go to")
    return Address(one_line(name), local, _ascii(domain))


def _ascii(domain: str) -> str:
    """The domain as the mail knows it: in punycode where it is not ASCII."""
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise Unsendable("the domain of the address cannot be in the internet") from None
