"""What a message with a code is for."""

from __future__ import annotations

from enum import Enum


class Purpose(Enum):
    """What a message to a person is for; the value names it in the outbox."""

    INVITE = "invitation"
    RESET = "reset"
