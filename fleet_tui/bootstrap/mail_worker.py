"""Sends messages from this program: the sender that the settings name, and a worker while the app is open."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fleet_tui.bootstrap.mail_settings import PASSWORD_VARIABLE, MailSettings
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.mail.messages import CHANNELS, EMAIL, SMS, Item
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.storage.db.database import ADDRESS_FILE
from fleet_tui.storage.mail.senders import Senders

if TYPE_CHECKING:
    from pathlib import Path

    from fleet_tui.domain.mail.delivery import Sender
    from fleet_tui.services.base.context import Context
    from fleet_tui.services.mail.delivery import Delivery
    from fleet_tui.services.services import Services

POLL = 5.0
"""Seconds between two reads of the outbox."""
AFTER_FAULT = 60.0
"""Seconds that a worker pauses after a fault of the program."""
AT_THE_END = 10.0
"""Seconds that the end of the program waits for a silent server."""

_FIRST = 3.0
"""Seconds until the first read: the first list has the computer to itself."""


def delivery_words(settings: MailSettings, database: Path | None = None) -> str:
    """How messages are sent, in a line for the Mail screen, `doctor` and `outbox`.

    With a database: how an app that is open on it sends them.
    """
    others = database is not None and not _keeps(database)
    files = "left to whoever keeps the database" if others else f"files in {settings.folder}"
    mail = f"SMTP: {settings.host}" if settings.host else f"{files}: no SMTP server is set"
    if settings.sms_command:
        return f"{mail}; text messages: {settings.sms_command[0]}"
    return f"{mail}; text messages: {files}" if settings.host else mail


def _keeps(database: Path) -> bool:
    """Whether this user owns the database file; nobody owns a database on a server.

    Several users may open one database, each with different settings. Without a server in its settings an app leaves
    the messages to the other users, unless its user owns the file: else they would lie in a folder unread.
    """
    try:
        if database.name == ADDRESS_FILE:
            return False
        return not hasattr(os, "getuid") or database.stat().st_uid == os.getuid()
    except OSError:
        return True  # the file is about to be made


def sender_of(settings: MailSettings) -> Sender:
    """The sender of each channel, as the settings say.

    Raises:
        Refusal: the password cannot be read.
    """
    from fleet_tui.mail.channels import Channels
    from fleet_tui.mail.folder import FolderSender
    from fleet_tui.services.base.context import now

    files = FolderSender(settings.folder, settings.sender, now)
    senders: dict[str, Sender] = {EMAIL: files, SMS: files}
    if settings.host:
        from fleet_tui.mail.smtp import Server, SmtpSender

        server = Server(
            settings.host,
            settings.port,
            settings.security,
            settings.timeout,
            settings.username,
            settings.secret() if settings.username else "",
        )
        senders[EMAIL] = SmtpSender(server, settings.sender, now)
    if settings.sms_command:
        from fleet_tui.mail.sms import CommandSender

        senders[SMS] = CommandSender(settings.sms_command, settings.timeout, {PASSWORD_VARIABLE})
    return Channels(senders)


def waiting_mail_words(services: Services) -> str:
    """A sentence on how waiting messages will be sent; empty when none waits."""
    from fleet_tui.services.mail.delivery import waiting

    senders = Senders(services.database.path)
    try:
        channels = set(CHANNELS) - senders.others()
    finally:
        senders.close()
    if not waiting(services.context, set(CHANNELS)):
        return ""
    if not waiting(services.context, channels):
        return "An open program sends what waits."
    return "No open program sends what waits: fleet-tui outbox send does, once it is due, or the next start of the app."


class MailWorker:
    """Messages of the open database in the channels that this program sends; `ui.outgoing` has its interface."""

    def __init__(self, services: Services, settings: MailSettings, senders: Senders) -> None:
        self.context = dataclasses.replace(services.context, by=SystemActor("outbox"))
        self._settings = settings
        self._senders = senders
        keeps = _keeps(services.database.path)
        channels = {EMAIL: keeps or settings.host, SMS: keeps or settings.sms_command}
        self.channels = tuple(channel for channel, sent in channels.items() if sent)
        self._listener: Callable[[str], object] = lambda sentence: None

    def listen(self, listener: Callable[[str], object]) -> None:
        """Sets the listener, which is called from any thread: how messages from before this start were sent."""
        self._listener = listener

    def tell(self, sentence: str) -> None:
        """Calls the listener."""
        self._listener(sentence)

    def waiting(self) -> int:
        """The number of waiting messages that no other open program sends."""
        from fleet_tui.services.mail.delivery import waiting

        return waiting(self.context, set(CHANNELS) - self._senders.others())

    @property
    def can_send(self) -> bool:
        """Whether this program sends any channel."""
        return bool(set(self.channels) - self._senders.others())

    def send(self) -> Iterator[Item]:
        """Sends what waits and yields each message after its attempt; gives a silent server `AT_THE_END` seconds."""
        from fleet_tui.services.mail.delivery import send_now

        settings = dataclasses.replace(self._settings, timeout=min(self._settings.timeout, AT_THE_END))
        channels = tuple(set(self.channels) - self._senders.others())
        yield from send_now(self.context, sender_of(settings), channels)

    def begin_to_send(self, tell: Callable[[Item | str | None], object]) -> None:
        """Sends what waits, in a thread of its own; the end of the program does not wait for it.

        The thread calls `tell` with each message after its attempt, with why the rest is not sent, and with None last.
        """
        threading.Thread(target=self._send, args=(tell,), name="send now", daemon=True).start()

    def _send(self, tell: Callable[[Item | str | None], object]) -> None:
        try:
            for item in self.send():
                tell(item)
        except Refusal as refusal:
            tell(str(refusal))
        except Exception as fault:  # noqa: BLE001  # a fault in sending must not keep the program open
            tell(f"A fault of the program kept the rest from being sent ({type(fault).__name__}).")
        tell(None)


@contextlib.contextmanager
def running_mail_worker(services: Services, settings: MailSettings) -> Iterator[MailWorker]:
    """Sends due messages in the background while the app runs.

    The end does not wait for a message that is being sent: the next sender takes it up when its lease is over.
    """
    ended = threading.Event()
    senders = Senders(services.database.path)
    outgoing = MailWorker(services, settings, senders)
    senders.begin(outgoing.channels)
    threading.Thread(target=_work, args=(outgoing, settings, ended), name="mail", daemon=True).start()
    try:
        yield outgoing
    finally:
        ended.set()
        senders.close()


def _work(outgoing: MailWorker, settings: MailSettings, ended: threading.Event) -> None:
    context, channels = outgoing.context, outgoing.channels
    begun, pause, delivery = context.clock(), _FIRST, None
    while not ended.wait(pause):
        pause = POLL
        before: list[Item] = []
        try:
            delivery = delivery or _delivery(context, settings, channels)
            while delivery and not ended.is_set() and (item := delivery.step()):
                before += [item] if item.queued < begun else []
        except Refusal:
            pass  # another program writes, or the file is gone, which the app reports itself
        except Exception as fault:  # noqa: BLE001  # a fault in sending a message never ends the app
            if ended.is_set():
                return  # the database is closing
            from fleet_tui.bootstrap import crash
            from fleet_tui.bootstrap.settings import report_folder

            with contextlib.suppress(OSError):
                crash.keep(fault, report_folder())
            pause = AFTER_FAULT
        if before and not ended.is_set():
            from fleet_tui.domain.mail.wording import ended_words

            outgoing.tell(f"From before this start: {ended_words(before)}.")


def _delivery(context: Context, settings: MailSettings, channels: tuple[str, ...]) -> Delivery | None:
    """The delivery, once a message is due: until then nothing of it is imported."""
    from fleet_tui.services.mail.delivery import Delivery, is_due, worker_name

    if not is_due(context, channels):
        return None
    return Delivery(context, sender_of(settings), worker_name(), channels)
