"""Messages to people as they are shown: recipient, purpose and state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.fields import PersonKind

PURPOSES = {Purpose.INVITE: "Invitation", Purpose.RESET: "Password reset"}
"""Labels of the purposes."""

EMAIL, SMS = "email", "sms"
CHANNELS = {EMAIL: "E-mail", SMS: "Text message"}
"""Labels of the channels."""


class MessageState(Enum):
    """What has become of a message; the value is the word for it."""

    HELD = "held"
    """It waits until `due`, in case it is taken back."""
    WAITING = "waits"
    """It is due, and has not been tried yet."""
    SENDING = "being sent"
    RETRYING = "tried again"
    """It could not be sent yet, why is in `trouble`; it is tried again when it is `due`."""
    SENT = "sent"
    STOPPED = "stopped"
    """It was taken back, or what it brings was worth nothing any more (`trouble`)."""
    REPLACED = "replaced"
    """A newer message for the same took its place."""
    FAILED = "not sent"
    """It cannot be sent; why is in `trouble`."""


_STOPPABLE = frozenset({MessageState.HELD, MessageState.WAITING, MessageState.RETRYING})


@dataclass(frozen=True, slots=True)
class Item:
    """A message. `address` is the e-mail address, or the mobile in E.164; what it brings is in no Item."""

    id: int
    person: int
    kind: PersonKind
    name: str
    purpose: Purpose
    channel: str
    address: str
    state: MessageState
    queued: datetime
    due: datetime
    sent: datetime | None
    tries: int
    trouble: str

    @property
    def can_be_stopped(self) -> bool:
        """Whether it still waits and is not being sent."""
        return self.state in _STOPPABLE

    @property
    def can_be_tried(self) -> bool:
        """Whether it can be tried at once: it waits, or could not be sent."""
        return self.can_be_stopped or self.state is MessageState.FAILED


@dataclass(frozen=True, slots=True)
class MessageCounts:
    """How many messages wait in all; how many of those are held, and how many were tried in vain; how many failed."""

    waiting: int
    held: int
    in_trouble: int
    failed: int
