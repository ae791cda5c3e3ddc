"""`fleet-tui outbox send`: sends what is due, and with `--watch` what becomes due."""

from __future__ import annotations

import contextlib
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from types import FrameType

from fleet_tui.bootstrap import signals
from fleet_tui.bootstrap.mail_settings import MailSettings
from fleet_tui.bootstrap.mail_worker import POLL, delivery_words, sender_of
from fleet_tui.bootstrap.output import data_out, say
from fleet_tui.cli.arguments import DONE, REFUSED
from fleet_tui.domain.errors import Busy
from fleet_tui.domain.mail.messages import CHANNELS, Item, MessageState
from fleet_tui.domain.tables_as_text import of_message
from fleet_tui.services.mail.delivery import Delivery, worker_name
from fleet_tui.services.services import Services
from fleet_tui.storage.mail.senders import Senders


def send(services: Services, settings: MailSettings, *, watch: bool) -> int:
    """Prints each message after its attempt; gives 1 when one could not be sent.

    A watch ends with 0 on a signal, after the message that is being sent; a second signal ends it at once.
    """
    delivery = Delivery(services.context, sender_of(settings), worker_name())
    say(f"{delivery_words(settings)}.")
    with data_out():
        if not watch:
            return _send_due(delivery.step, lambda: False)
        with _until_a_signal() as wait, closing(Senders(services.database.path)) as senders:
            senders.begin(CHANNELS)
            while not wait(0):
                try:
                    _send_due(delivery.step, lambda: wait(0))
                except Busy as busy:
                    say(str(busy))
                wait(POLL)
    return DONE


def _send_due(step: Callable[[], Item | None], ended: Callable[[], bool]) -> int:
    code = DONE
    while not ended() and (item := step()):
        print(of_message(item), flush=True)
        if item.state is not MessageState.SENT:
            code = REFUSED
            say(f"{item.name}, {item.address}: {item.state.value}: {item.trouble}.")
    return code


@contextlib.contextmanager
def _until_a_signal() -> Iterator[Callable[[float], bool]]:
    """A function that waits some seconds or until a signal, and gives whether one was received."""
    received: list[int] = []
    ours, theirs = socket.socketpair()

    def note(number: int, frame: FrameType | None) -> None:
        if received:
            signals.unwind(number)
        received.append(number)

    def wait(seconds: float) -> bool:
        if not received:
            select.select([ours], [], [], seconds)
        return bool(received)

    with ours, theirs:
        theirs.setblocking(False)
        woken = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        before = {number: signal.signal(number, note) for number in signals.NUMBERS}
        try:
            yield wait
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(woken)
