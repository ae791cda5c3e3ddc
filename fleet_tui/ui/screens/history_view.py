"""The history as a table: newest first, older events as the cursor comes to the end."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from fleet_tui.domain.history.changes import Event
from fleet_tui.domain.local_time import show_moment
from fleet_tui.ui.screens.paged_log import Before, PagedLog
from fleet_tui.ui.widgets.grid_columns import GridColumn

COLUMNS = (
    GridColumn("when", "When", 16),
    GridColumn("who", "Who", 10),
    GridColumn("what", "What", 11),
    GridColumn("whom", "Whom", 40),
)


def _words(event: Event, key: str) -> str:
    match key:
        case "when":
            return show_moment(event.at)
        case "who":
            return event.who
        case "what":
            return event.action
        case _:
            return event.subject


class HistoryView(PagedLog[Event]):
    """Who changed whom, when; which fields is told by whoever hears `Opened`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "What changed", id="history.open", key_display="Enter")
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | What was changed. |
    """

    class Opened(Message):
        """Somebody wants to see what an event changed."""

        def __init__(self, event: Event) -> None:
            self.event = event
            super().__init__()

    def __init__(self, events: Before[Event]) -> None:
        super().__init__(COLUMNS, _words, events, empty="Nothing has happened yet.", id="history")

    def action_open(self) -> None:
        """Tell that somebody wants to see what the event at the cursor changed."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
