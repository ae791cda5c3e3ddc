"""A mailbox as people write it: `Depot North <fleet@example.com>`, or the address alone.

The program reads and checks mailboxes itself. Python's `email` package reads the same text differently from one patch
version to the next.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"')
_NAME_AND_ADDRESS = re.compile(rf"(?P<name>{_QUOTED.pattern}\s*|[^<>]*)<(?P<address>[^<>]*)>")
_ATOM = r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)*")


class Mailbox(NamedTuple):
    """A name, which may be empty, and an address."""

    name: str
    address: str


def read_mailbox(text: str) -> Mailbox:
    """Split the text into its name and its address. Neither is checked: see `is_address`."""
    text = text.strip()
    found = _NAME_AND_ADDRESS.fullmatch(text)
    if found is None:
        return Mailbox("", text)
    name = found["name"].strip()
    quoted = _QUOTED.fullmatch(name)
    return Mailbox(re.sub(r"\\(.)", r"\1", quoted["text"]) if quoted else name, found["address"].strip())


def is_address(text: str) -> bool:
    """Whether the text is one address of a mailbox (RFC 5322 and 6531, without quoted and bracketed forms)."""
    local, _, domain = text.rpartition("@")
    return bool(text.isprintable() and "=?" not in text and _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(domain))
