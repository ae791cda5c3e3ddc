"""Sending messages from this program: the sender that the settings say, and a worker while the app is open."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.messages import EMAIL, SMS
from fleet_tui.mail_settings import MailSettings
from fleet_tui.services.access import House

if TYPE_CHECKING:
    from pathlib import Path

    from fleet_tui.domain.mailing import Sender
    from fleet_tui.services.context import Context
    from fleet_tui.services.delivering import Delivery
    from fleet_tui.services.services import Services

POLL = 5.0
"""Seconds between two looks at the outbox."""
AFTER_FAULT = 60.0
"""Seconds until a worker goes on after a fault of the program."""

_FIRST = 3.0
"""Seconds until the first look: the first list has the computer to itself."""


def how(settings: MailSettings, database: Path | None = None) -> str:
    """Which way messages go, in a line for the Mail screen, `doctor` and `outbox`.

    With the database: which way they go from an app that is open on it.
    """
    others = database is not None and not _keeps(database)
    files = "left to whoever keeps the database" if others else f"files in {settings.folder}"
    mail = f"SMTP: {settings.host}" if settings.host else f"{files}: no SMTP server is set"
    if settings.sms_command:
        return f"{mail}; text messages: {settings.sms_command[0]}"
    return f"{mail}; text messages: {files}" if settings.host else mail


def _keeps(database: Path) -> bool:
    """Whether the database is this user's own file.

    Several people may open one database, each with settings of their own. An app whose settings name no server leaves
    the messages to the others, unless it is the one that keeps the file: else they would lie in a folder in which
    nobody looks.
    """
    try:
        return not hasattr(os, "getuid") or database.stat().st_uid == os.getuid()
    except OSError:
        return True  # the file is about to be made


def sender_of(settings: MailSettings) -> Sender:
    """Who takes the messages.

    Raises:
        Refusal: the password cannot be read.
    """
    from fleet_tui.mail.channels import Channels
    from fleet_tui.mail.folder import FolderSender
    from fleet_tui.services.context import now
    from fleet_tui.settings import PASSWORD_VARIABLE

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


@contextlib.contextmanager
def delivering(services: Services, settings: MailSettings) -> Iterator[None]:
    """Send what is due meanwhile, beside the app and unseen by it.

    The end does not wait for a message that is being sent: whoever comes next finds out when its lease is over.
    """
    ended = threading.Event()
    keeps = _keeps(services.database.path)
    channels = {EMAIL: keeps or settings.host, SMS: keeps or settings.sms_command}
    ours = tuple(channel for channel, sent in channels.items() if sent)
    context = dataclasses.replace(services.context, by=House("outbox"))
    threading.Thread(target=_work, args=(context, settings, ours, ended), name="mail", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _work(context: Context, settings: MailSettings, channels: tuple[str, ...], ended: threading.Event) -> None:
    pause, delivery = _FIRST, None
    while not ended.wait(pause):
        pause = POLL
        try:
            delivery = delivery or _delivery(context, settings, channels)
            while delivery and not ended.is_set() and delivery.step():
                pass
        except Refusal:
            continue  # another program writes, or the file is gone, which the app says where it is seen
        except Exception as fault:  # noqa: BLE001  # a fault in sending a message never ends the app
            if ended.is_set():
                return  # what it stood on is being cleared away
            from fleet_tui import crash
            from fleet_tui.settings import report_folder

            with contextlib.suppress(OSError):
                crash.keep(fault, report_folder())
            pause = AFTER_FAULT


def _delivery(context: Context, settings: MailSettings, channels: tuple[str, ...]) -> Delivery | None:
    """Who sends, once there is something to send: until then nothing of it is imported."""
    from fleet_tui.services.delivering import Delivery, is_due, worker_name

    if not is_due(context, channels):
        return None
    return Delivery(context, sender_of(settings), worker_name(), channels)
