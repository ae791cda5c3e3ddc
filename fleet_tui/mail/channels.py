"""One sender of several: each message goes the way that it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sender


class Channels:
    """A sender for each channel."""

    def __init__(self, senders: Mapping[str, Sender]) -> None:
        self._senders = dict(senders)

    @property
    def longest(self) -> timedelta:
        """What the slowest of them may take."""
        return max(sender.longest for sender in self._senders.values())

    def send(self, letter: OutgoingMessage) -> Answer:
        """Hand it to the sender of its channel."""
        sender = self._senders.get(letter.channel)
        return sender.send(letter) if sender else PermanentFailure("messages do not go this way")
