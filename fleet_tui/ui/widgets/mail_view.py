"""Messages to people as a table, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from fleet_tui.domain import message_words
from fleet_tui.domain.messages import PURPOSES, Item
from fleet_tui.domain.moments import show_moment
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.newest_first import Before, NewestFirst

COLUMNS = (
    GridColumn("when", "When", 16),
    GridColumn("to", "To", 14),
    GridColumn("state", "State", 25),
    GridColumn("what", "What", 14),
    GridColumn("address", "Address", 40),
)
"""The state before what never changes: at 80 columns it is in sight."""


def _words(now: Callable[[], datetime], item: Item, key: str) -> str:
    match key:
        case "when":
            return show_moment(item.queued)
        case "to":
            return item.name
        case "state":
            return message_words.state(item, now())
        case "what":
            return PURPOSES[item.purpose]
        case _:
            return item.address


class MailView(NewestFirst[Item]):
    """What was sent to whom and what has become of it; all about one is told by whoever hears `Opened`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Details", id="mail.open", key_display="Enter")]
    """
    | Key | Description |
    | :- | :- |
    | enter | All that is known about the message. |
    """

    class Opened(Message):
        """Somebody wants to see all about a message."""

        def __init__(self, item: Item) -> None:
            self.item = item
            super().__init__()

    def __init__(self, messages: Before[Item], now: Callable[[], datetime]) -> None:
        super().__init__(COLUMNS, partial(_words, now), messages, empty="There are no messages yet.", id="messages")

    def show_instead(self, item: Item) -> bool:
        """Show a message as it is now, if it is here."""
        values = tuple(item if item.id == shown.id else shown for shown in self.values)
        here = any(item is shown for shown in values)
        if here:
            self.fill(values)
        return here

    def action_open(self) -> None:
        """Tell that somebody wants to see all about the message at the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
