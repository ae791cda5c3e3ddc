"""An outgoing message, the sender that takes it, and the answers of a sender."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from fleet_tui.domain.accounts import codes
from fleet_tui.domain.text import displayable

_LONGEST_REASON = 200
"""Characters that are kept of what a server says."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message with everything filled in. `token` is the same at every try; the text holds a code, so no repr has it.

    `channel` is one of `domain.mail.messages`; a text message has no subject.
    """

    token: str
    channel: str
    name: str
    address: str
    subject: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The message was handed over; the other side delivers it or says why not."""


@dataclass(frozen=True, slots=True)
class TemporaryFailure:
    """Not taken this time; a later try may succeed. It may have arrived all the same, when the line dropped.

    `all_of_them`: no other message would have been taken either, so that there is no sense in trying one right now.
    """

    reason: str
    all_of_them: bool = False


@dataclass(frozen=True, slots=True)
class PermanentFailure:
    """Not taken, and no later try will succeed."""

    reason: str


Answer = Sent | TemporaryFailure | PermanentFailure


class Sender(Protocol):
    """Sends messages; from any thread, one at a time."""

    @property
    def longest(self) -> timedelta:
        """How long one message can take before the sender gives up."""
        ...

    def send(self, letter: OutgoingMessage) -> Answer:
        """Hand the message over; what goes wrong outside of the program is an answer and no exception."""
        ...


def said(words: str | bytes, *secrets: str) -> str:
    """The words of another program on one line, without those secrets. They may hold the message's code."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return displayable(" ".join(text.split()))


def reason(words: str, code: str) -> str:
    """The same, short and without that code or anything that looks like one, as it can be shown and kept.

    It is cut last: of a code that is cut first, what is left is not found.
    """
    text = codes.redact_codes(said(words), code)
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"
