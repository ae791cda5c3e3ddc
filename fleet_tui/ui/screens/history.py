"""System › History: every recorded change with its author."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from fleet_tui.domain.history.changes import Event
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.text import displayable
from fleet_tui.services.history.log import HistoryLog
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.frame.screen import FleetScreen
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
    """The history by author, record and moment; the changed fields are for the screen that hears `Opened`."""

    nothing = "Nothing has happened yet."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "What changed", id="history.open", key_display="Enter")
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | What was changed. |
    """

    class Opened(Message):
        """The changes of an event are to be shown."""

        def __init__(self, event: Event) -> None:
            self.event = event
            super().__init__()

    def __init__(self, events: Before[Event]) -> None:
        super().__init__(COLUMNS, _words, events, id="history")

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))


class Changes(DialogScreen[None]):
    """Each changed field of an event, before and after."""

    AUTO_FOCUS = "#changes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "cancel", "Back", id="changes.back", show=False)]
    """
    | Key | Description |
    | :- | :- |
    | enter, q | Back. |
    """

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event.subject}: {event.action}")
        self._event = event

    def compose_box(self) -> ComposeResult:
        yield Static(f"{show_moment(self._event.at)} by {self._event.who}", markup=False)
        with VerticalScroll(id="changes", classes="fills"):
            yield Static(self._fields())
        yield Static("Esc closes this.", markup=False)

    def _fields(self) -> Text:
        text = Text()
        for change in self._event.changes:
            text.append(f"{displayable(change.label)}\n", "underline")
            before, after = (displayable(words, lines=True) for words in (change.before, change.after))
            text.append(f"{before} → {after}\n")
        return text if text else Text("No field was changed.")


class HistoryScreen(FleetScreen[None]):
    """The whole history, newest first."""

    entry = "history"
    AUTO_FOCUS = "#history"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "reload", "Reload", id="history.reload")]
    """
    | Key | Description |
    | :- | :- |
    | r | Ask the database again. |
    """

    def __init__(self, history: HistoryLog) -> None:
        super().__init__()
        self._history = history

    def compose_body(self) -> ComposeResult:
        yield HistoryView(self._before)

    def _before(self, event: int | None, limit: int) -> tuple[Event, ...]:
        return self._history.events(before=event, limit=limit)

    def returned(self) -> None:
        self.action_reload()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    def action_reload(self) -> None:
        self.query_one(HistoryView).reload()

    @on(HistoryView.Opened)
    def _opened(self, event: HistoryView.Opened) -> None:
        self.app.push_screen(Changes(event.event))
