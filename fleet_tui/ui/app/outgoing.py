"""Messages that wait when the program ends: the question about them, sending them, and how that ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, Protocol

from textual.app import App
from textual.binding import BindingType

from fleet_tui.domain.access.permissions import SEE_MAIL, SEND_INVITES, SEND_RESETS
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.mail.messages import Item
from fleet_tui.domain.mail.wording import ended_words
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.dialogs.menu import Question, entry
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog

PATIENCE = 12.0
"""Seconds without news after which the dialog stops waiting, a little longer than the timeout of a silent server."""
_ASKED = (SEE_MAIL, SEND_INVITES, SEND_RESETS)
"""Whoever has one of these permissions is asked."""
_LOOK = 0.2
"""Seconds between two looks at whether the user pressed Esc."""


class OutgoingMail(Protocol):
    """Sends messages beside the app. Every call may block, so it is made off the event loop."""

    def listen(self, listener: Callable[[str], object]) -> None:
        """Call the listener with a sentence on how sending messages of an earlier start ended."""

    def waiting(self) -> int:
        """How many messages wait that no other open program sends."""
        ...

    @property
    def can_send(self) -> bool:
        """Whether this program sends any of them."""
        ...

    def begin_to_send(self, tell: Callable[[Item | str | None], object]) -> None:
        """Send what waits on a daemon thread, which the end of the program does not wait for.

        The thread calls `tell` with each message's result, with the reason if the rest is not sent, and with None last.
        """


class LeaveMail(Question):
    """Asks what to do with messages that no other program would send."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("s", "send", "Send now, then quit", id="leave_mail.send"),
        entry("l", "leave", "Leave it for the next start, and quit", id="leave_mail.leave"),
        entry("t", "stay", "Stay", id="leave_mail.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | s | Send now, then quit. |
    | l | Leave it for the next start, and quit. |
    | t | Stay. |
    """


class MailLeft(Question):
    """Says how sending ended, before the program ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("q", "quit", "Quit", id="mail_left.quit"),
        entry("t", "stay", "Stay", id="mail_left.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | q | Quit. |
    | t | Stay. |
    """


async def may_quit(app: App[None], outgoing: OutgoingMail, grants: PermissionCache) -> bool:
    """Ask about messages that no other open program sends, if the user may see or send any; whether the app may end."""
    if not any(map(grants.may, _ASKED)):
        return True
    try:
        waiting = await run_in_thread(outgoing.waiting)
        can_send = await run_in_thread(lambda: outgoing.can_send)
    except Refusal:
        return True  # the file cannot be read: nothing is lost by quitting
    if not waiting:
        return True
    which, them = ("1 message waits", "it") if waiting == 1 else (f"{waiting:,} messages wait", "them")
    question = LeaveMail(f"{which}, and no other open program sends {them}.", without=() if can_send else ("send",))
    answer = await app.push_screen_wait(question)
    if answer != "send":
        return answer == "leave"
    said = await _send(app, outgoing, waiting)
    return bool(said) and await app.push_screen_wait(MailLeft(said)) == "quit"


async def _send(app: App[None], outgoing: OutgoingMail, waiting: int) -> str:
    """Send and return the sentence on how it ended; empty after Esc."""
    ended: list[Item] = []
    progress = Progress(effect="Esc stays; the sending goes on.")
    dialog = ProgressDialog("Sending", progress)
    await app.push_screen(dialog)
    sentence = ""
    news = _News(outgoing)
    while not progress.stopped and (item := await news.next(lambda: progress.stopped)) is not None:
        if isinstance(item, str):
            sentence = item
            break
        ended.append(item)
        progress.done, progress.all = len(ended), max(waiting, len(ended))
    stopped = progress.stopped
    if dialog in app.screen_stack:
        await dialog.dismiss(None)
    left = await run_in_thread(lambda: _waiting(outgoing))
    rest = f" {left:,} {'waits' if left == 1 else 'wait'} for the next start." if left else ""
    words = ended_words(ended)
    return "" if stopped else f"{words[:1].upper()}{words[1:]}.{rest} {sentence}".rstrip()


def _waiting(outgoing: OutgoingMail) -> int:
    try:
        return outgoing.waiting()
    except Refusal:
        return 0


class _News:
    """Results from the thread that sends."""

    def __init__(self, outgoing: OutgoingMail) -> None:
        self._loop = asyncio.get_running_loop()
        self._items: asyncio.Queue[Item | str | None] = asyncio.Queue()
        outgoing.begin_to_send(self._put)

    def _put(self, item: Item | str | None) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._loop.call_soon_threadsafe(self._items.put_nowait, item)

    async def next(self, stopped: Callable[[], bool]) -> Item | str | None:
        """The next result, or why no other follows; None at the end and after Esc."""
        for _ in range(int(PATIENCE / _LOOK)):
            if stopped():
                return None
            try:
                return await asyncio.wait_for(self._items.get(), _LOOK)
            except TimeoutError:
                continue
        return "A message is still being sent."
