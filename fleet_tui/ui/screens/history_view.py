"""The rows of the history as a table, and the changes of one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from fleet_tui.domain.history.changes import Event, FieldChange
from fleet_tui.domain.history.query import HistoryRow
from fleet_tui.domain.local_time import moment_in_short, show_moment
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.screens.paged_log import PagedLog, Read
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn

_WHEN, _WHO, _WHAT = GridColumn("when", "When", 12), GridColumn("who", "Who", 10), GridColumn("what", "What", 11)
_WHOM, _CHANGE = 22, 60
"""Cells of the subject and of the change; where there is room for both the change takes all that is left."""

_REPEATS = frozenset(("when", "who", "what"))
"""The columns in which neighbouring rows are often the same."""


def columns(cells: int) -> tuple[GridColumn, ...]:
    """The columns that use so many cells; the change is scrolled to where it has no room."""
    left = cells - GUTTER - sum(column.width + GAP for column in (_WHEN, _WHO, _WHAT))
    change = left - _WHOM - GAP
    if change < _WHOM:
        return _WHEN, _WHO, _WHAT, GridColumn("whom", "Whom", max(_WHOM, left)), GridColumn("change", "Change", _CHANGE)
    return _WHEN, _WHO, _WHAT, GridColumn("whom", "Whom", _WHOM), GridColumn("change", "Change", change)


def change_in_words(changes: Iterable[FieldChange]) -> str:
    """The changed fields on one line, each before and after."""
    return "; ".join(" ".join(f"{change.label}: {change.before} → {change.after}".split()) for change in changes)


def words(now: Callable[[], datetime], row: HistoryRow, key: str) -> str:
    """The words of a row in a column."""
    match key:
        case "when":
            return moment_in_short(row.at, now().astimezone().date())
        case "who":
            return row.who
        case "what":
            return row.action
        case "whom":
            return row.subject
        case _:
            return change_in_words(row.event.changes) if row.event else row.heading


class HistoryView(PagedLog[HistoryRow]):
    """The history by time, author and subject; what a row stands for is for the screen that hears `Opened`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open", id="history.open", key_display="Enter")]
    """
    | Key | Description |
    | :- | :- |
    | enter | What was changed; of a bulk action, its people. |
    """

    class Opened(Message):
        """A row is to be opened."""

        def __init__(self, row: HistoryRow) -> None:
            self.row = row
            super().__init__()

    def __init__(self, read: Read[HistoryRow], now: Callable[[], datetime], *, id: str) -> None:
        super().__init__(columns(80), partial(words, now), read, id=id)

    def on_resize(self) -> None:
        self.show_columns(columns(self.size.width))
        super().on_resize()

    def meaning(self, place: int, key: str) -> str:
        """Dim what repeats the row above, if that is in sight: the eye finds where something else begins."""
        repeats = place > self.top and key in _REPEATS and self.cell(place, key) == self.cell(place - 1, key)
        return "dim" if repeats else ""

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
