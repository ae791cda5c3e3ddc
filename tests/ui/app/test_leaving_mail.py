"""q asks about messages that no other open program sends, sends them beside the app and says what became of them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.mail.messages import Item, MessageState
from fleet_tui.services.services import Services
from fleet_tui.ui.app import outgoing as module
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.outgoing import LeaveMail, MailLeft
from fleet_tui.ui.dialogs.progress import ProgressDialog
from tests.support.outbox import invite
from tests.support.screens.list_driving import Driven, Pages


@dataclass
class Left:
    """Messages that wait; the sending goes on when it is let."""

    items: list[Item]
    can_send: bool = True
    let: threading.Event = field(default_factory=threading.Event)
    listener: Callable[[str], object] = print
    refusal: Exception | None = None
    sent: bool = False
    became: dict[str, object] = field(default_factory=lambda: {"state": MessageState.SENT})

    def listen(self, listener: Callable[[str], object]) -> None:
        self.listener = listener

    def waiting(self) -> int:
        if self.refusal:
            raise self.refusal
        return 0 if self.sent else len(self.items)

    def begin_to_send(self, tell: Callable[[Item | str | None], object]) -> None:
        threading.Thread(target=self._send, args=(tell,), daemon=True).start()

    def _send(self, tell: Callable[[Item | str | None], object]) -> None:
        assert self.let.wait(20)
        for item in self.items:
            tell(replace(item, **self.became))  # type: ignore[arg-type]
        self.sent = True
        tell(None)


@asynccontextmanager
async def open_with(services: Services, left: Left) -> AsyncIterator[Driven]:
    pages = Pages(services.people.page)
    pages.open.set()
    app = FleetApp(services, outgoing=left)
    async with app.run_test(size=(80, 24)) as pilot:
        driven = Driven(app, pilot, pages)
        await driven.settled()
        yield driven
        left.let.set()


@pytest.fixture
def left(services: Services) -> Left:
    invite(services, 2)
    return Left(list(services.mail.messages()))


async def test_q_asks_sends_says_and_ends(services: Services, left: Left) -> None:
    async with open_with(services, left) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        await driven.shows("2 messages wait, and no other open program sends them.", "s  Send now", "l  Leave")
        await driven.pilot.press("s")
        await driven.until(lambda: isinstance(driven.screen, ProgressDialog))
        assert driven.app.is_running
        left.let.set()
        await driven.until(lambda: isinstance(driven.screen, MailLeft))
        await driven.shows("2 messages sent.")
        await driven.pilot.press("q")
        await driven.until(lambda: driven.app._exit)


async def test_a_servers_answer_is_shown_in_its_own_letters(services: Services, left: Left) -> None:
    left.became = {"state": MessageState.FAILED, "trouble": "550 5.1.1 No Mailbox HERE"}
    left.let.set()
    async with open_with(services, left) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        await driven.pilot.press("s")
        await driven.until(lambda: isinstance(driven.screen, MailLeft))
        await driven.shows("2 messages not sent", "550 5.1.1 No Mailbox HERE")


@pytest.mark.parametrize(("keys", "ends"), [("l", True), ("t", False), ("escape", False)])
async def test_leave_it_and_stay(services: Services, left: Left, keys: str, ends: bool) -> None:
    async with open_with(services, left) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        await driven.pilot.press(keys)
        await driven.until(lambda: driven.app._exit or not isinstance(driven.screen, LeaveMail))
        await driven.pilot.pause()
        assert driven.app._exit is ends
        assert services.mail.waiting().waiting == 2


async def test_esc_while_messages_are_sent_stays(services: Services, left: Left) -> None:
    async with open_with(services, left) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        await driven.pilot.press("s")
        await driven.until(lambda: isinstance(driven.screen, ProgressDialog))
        await driven.pilot.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)
        assert not driven.app._exit


async def test_a_server_without_an_answer_is_left_to_itself(
    services: Services, left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 2 * module._LOOK)
    async with open_with(services, left) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        await driven.pilot.press("s")
        await driven.until(lambda: isinstance(driven.screen, MailLeft))
        await driven.shows("No message sent. 2 wait for the next start.")


async def test_quitting_asks_nothing_without_messages_or_with_a_busy_database(services: Services, left: Left) -> None:
    for change in ({"sent": True}, {"refusal": Busy("busy")}):
        async with open_with(services, replace(left, **change)) as driven:  # type: ignore[arg-type]
            await driven.pilot.press("q")
            await driven.until(lambda: driven.app._exit)


async def test_without_sending_the_question_is_whether_to_leave_the_messages(services: Services, left: Left) -> None:
    async with open_with(services, replace(left, can_send=False)) as driven:
        await driven.pilot.press("q")
        await driven.until(lambda: isinstance(driven.screen, LeaveMail))
        assert "Send now" not in driven.picture
        await driven.pilot.press("s", "l")
        await driven.until(lambda: driven.app._exit)


async def test_what_the_start_sent_is_said_in_the_status_line(services: Services, left: Left) -> None:
    async with open_with(services, replace(left, sent=True)) as driven:
        listener = driven.app._outgoing.listener  # type: ignore[union-attr]
        thread = threading.Thread(target=listener, args=("From before this start: 2 messages sent.",))
        thread.start()
        await driven.until(lambda: driven.said == "From before this start: 2 messages sent.")
        thread.join()
