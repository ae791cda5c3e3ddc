"""The history as a table: newest first, older events as the cursor comes to the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.history import Event
from fleet_tui.domain.moments import show_moment
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.rows import Rows
from fleet_tui.ui.widgets.told import Told
from fleet_tui.ui.work import off_ui

COLUMNS = (
    GridColumn("when", "When", 16),
    GridColumn("who", "Who", 10),
    GridColumn("what", "What", 11),
    GridColumn("whom", "Whom", 40),
)
PAGE = 50
"""How many events are asked for at a time."""

EventsBefore = Callable[[int | None, int], tuple[Event, ...]]
"""The newest events before the one with that id, as many as asked for."""


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


class HistoryView(Rows[Event]):
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

    def __init__(self, events: EventsBefore) -> None:
        super().__init__(COLUMNS, _words, empty="Nothing has happened yet.", id="history")
        self._events = events
        self._all_here = False
        self._loading = False

    def on_mount(self) -> None:
        """Ask for the newest events."""
        self.reload()

    def reload(self) -> None:
        """Show the newest events as they are now."""
        self._all_here, self._loading = False, True
        self._load(again=True)

    def go(self, cursor: int, top: int) -> None:
        """Move, and ask for older events when the end comes near."""
        super().go(cursor, top)
        if self.cursor + self.height >= len(self.values) and not (self._all_here or self._loading):
            self._loading = True
            self._load(again=False)

    @work(exclusive=True, group="events")
    async def _load(self, *, again: bool) -> None:
        known = () if again else tuple(self.values)
        try:
            more = await off_ui(self._events, known[-1].id if known else None, PAGE)
        except Refusal as refusal:
            self.post_message(Told(str(refusal), problem=True))
        else:
            self._all_here = len(more) < PAGE
            self.fill((*known, *more), 0 if again else None)
        self._loading = False

    def action_open(self) -> None:
        """Tell that somebody wants to see what the event at the cursor changed."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
