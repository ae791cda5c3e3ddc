"""The table of messages to people, newest first, and the details of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.mail import wording
from fleet_tui.domain.mail.messages import Item
from fleet_tui.domain.mail.wording import facts
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.screens.paged_log import PagedLog, Read
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn

_WHEN, _WHAT = GridColumn("when", "When", 16), GridColumn("what", "What", 6)
_SHORT = {Purpose.INVITE: "invite", Purpose.RESET: "reset"}
_LEAST = 20
"""Cells of `waits until 04:15:30`."""
_SPACIOUS = 95
"""Cells that leave room for the address: a terminal of 120 columns with the sidebar."""


def columns(cells: int) -> tuple[GridColumn, ...]:
    """The columns that fit so many cells; the state takes all that the others leave.

    Where the state would not fit behind the others, it comes second and they are scrolled to.
    """
    who: tuple[GridColumn, ...] = (_WHEN, GridColumn("to", "To", 12), _WHAT)
    if cells >= _SPACIOUS:
        who = (_WHEN, GridColumn("to", "To", 16), _WHAT, GridColumn("address", "Address", 24))
    left = cells - GUTTER - sum(column.width + GAP for column in who)
    if left < _LEAST:
        first = who[1]
        return first, GridColumn("state", "State", max(_LEAST, cells - GUTTER - first.width - GAP)), _WHAT, _WHEN
    state = GridColumn("state", "State", left)
    return (*who[:3], state, *who[3:])


def _words(now: Callable[[], datetime], item: Item, key: str) -> str:
    match key:
        case "when":
            return show_moment(item.queued)
        case "to":
            return item.name
        case "state":
            return wording.state(item, now())
        case "what":
            return _SHORT[item.purpose]
        case _:
            return item.address


class MailView(PagedLog[Item]):
    """Each message with its recipient and state; its details are for the screen that hears `Opened`."""

    nothing = "There are no messages yet."

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Details", id="mail.open", key_display="Enter")]
    """
    | Key | Description |
    | :- | :- |
    | enter | All that is known about the message. |
    """

    class Opened(Message):
        """The details of a message are to be shown."""

        def __init__(self, item: Item) -> None:
            self.item = item
            super().__init__()

    def __init__(self, messages: Read[Item], now: Callable[[], datetime]) -> None:
        super().__init__(columns(80), partial(_words, now), messages, id="messages")

    def on_resize(self) -> None:
        self.show_columns(columns(self.size.width))
        super().on_resize()

    def show_instead(self, item: Item) -> bool:
        """Replace a message that is shown; whether it is."""
        here = any(item.id == shown.id for shown in self.window.rows)
        if here:
            rows = tuple(item if item.id == shown.id else shown for shown in self.window.rows)
            self.window = replace(self.window, rows=rows)
            self.fill(rows)
        return here

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))


class MessageDetails(DialogScreen[None]):
    """The details of a message; never the code in it."""

    AUTO_FOCUS = "#facts"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "cancel", "Back", id="message.back", show=False)]
    """
    | Key | Description |
    | :- | :- |
    | enter, q | Back. |
    """

    def __init__(self, item: Item, now: datetime) -> None:
        super().__init__(f"Message to {item.name}")
        self._facts = facts(item, now)

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(id="facts", classes="fills"):
            yield Static(self._words())
        yield Static("Esc closes this.", markup=False)

    def _words(self) -> Text:
        return Text("\n").join(
            Text.assemble((f"{displayable(name)}: ", "bold"), displayable(words)) for name, words in self._facts
        )
