"""System › Mail: messages to people, with the state of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from fleet_tui.domain.access.permissions import SEE_MAIL, SEND_INVITES, SEND_RESETS
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.mail import wording
from fleet_tui.domain.mail.messages import PURPOSES, Item
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING, DOING
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.screens.mail_view import MailView, MessageDetails


class MailScreen(GuardedScreen[None]):
    """All messages, newest first, under a line about how they are sent and how many wait."""

    MANUAL: ClassVar[str] = "accounts"

    entry = "mail"
    AUTO_FOCUS = "#messages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "stop", "Take back", id="mail.stop"),
        Binding("t", "again", "Try now", id="mail.again"),
        Binding("r", "reload", "Reload", id="mail.reload"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | d | Take back a message that waits. |
    | t | Try a message now that waits or could not be sent. |
    | r | Ask the database again. |
    """
    NEEDS: ClassVar = {"stop": (SEE_MAIL,), "again": (SEND_INVITES, SEND_RESETS)}

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.grants = services.grants
        self._mail = services.mail
        self._now = services.context.clock
        self._head = Static(self._words(), id="mail-head", markup=False)
        self._view = MailView(self._mail.page, self._now)

    def compose_body(self) -> ComposeResult:
        yield self._head
        yield self._view

    def on_mount(self) -> None:
        self._count()

    def returned(self) -> None:
        self.action_reload()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    def action_reload(self) -> None:
        self._view.reload()
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        try:
            self._head.update(self._words(wording.counted(await run_in_thread(self._mail.waiting))))
        except Refusal:  # the table says why
            self._head.update(self._words())

    def _words(self, counts: str = "") -> str:
        how = self._mail.how()
        return "\n".join(displayable(line) for line in (f"Messages go this way: {how}." if how else "", counts) if line)

    @on(MailView.Opened)
    def _opened(self, event: MailView.Opened) -> None:
        self.app.push_screen(MessageDetails(event.item, self._now()))

    @work(exclusive=True, group=ASKING)
    async def action_stop(self) -> None:
        item = self._view.current
        if item is None or not item.can_be_stopped:
            self.say("Only a message that still waits can be taken back.")
            return
        what = PURPOSES[item.purpose].lower()
        text = f"The {what} is not sent, and its code is worth nothing any more."
        if await self.app.push_screen_wait(Confirm(f"Take back the message to {item.name}?", text, "Take back")):
            await self._do(self._mail.stop, item)

    @work(exclusive=True, group=DOING)
    async def action_again(self) -> None:
        item = self._view.current
        if item is None or not item.can_be_tried:
            self.say("Only a message that waits or could not be sent can be tried now.")
            return
        await self._do(self._mail.again, item)

    async def _do(self, call: Callable[[int], Item], item: Item) -> None:
        changed = await self.run_or_say(call, item.id)
        if changed is None:
            self.action_reload()
            return
        if not self._view.show_instead(changed):
            self._view.reload()
        self._count()
        self.say(f"{changed.name}: {wording.state(changed, self._now())}.")
