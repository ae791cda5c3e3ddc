"""What processes do that send messages to a mail server of the test and are killed while they do."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage
from fleet_tui.mail.smtp import Server, SmtpSender
from fleet_tui.services.mail.delivery import Delivery, worker_name
from tests.support.outbox import Clock, at_clock, worker
from tests.support.people import services_on

_TIMEOUT = 60.0


class Deadly:
    """Sends a message to the server, and is killed before it can say so."""

    longest = timedelta(seconds=_TIMEOUT)

    def __init__(self, sender: SmtpSender) -> None:
        self._sender = sender

    def send(self, letter: OutgoingMessage) -> Answer:
        """Send it, and never return."""
        self._sender.send(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def smtp_to(port: int, at: datetime) -> SmtpSender:
    """What sends to the server of the test."""
    return SmtpSender(Server("127.0.0.1", port, "none", _TIMEOUT), "fleet@depot.example", lambda: at)


def _worker(path: Path, at: datetime, sender: SmtpSender | Deadly) -> Delivery:
    return worker(at_clock(services_on(path), Clock(at)), sender, worker_name())  # type: ignore[arg-type]


def send_until_killed(path: Path, port: int, at: datetime, acknowledge: Connection) -> None:
    """Send what is due at that moment, and say each that was sent."""
    one = _worker(path, at, smtp_to(port, at))
    while True:
        item = one.step()
        acknowledge.send(item.person if item else 0)
        if item is None:
            time.sleep(0.001)


def send_and_die(path: Path, port: int, at: datetime) -> None:
    """Be killed between the server's yes and the word of it in the database."""
    _worker(path, at, Deadly(smtp_to(port, at))).step()
