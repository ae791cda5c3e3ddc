"""The history of one profile."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.history.changes import Event
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen

SHOWN = 200
"""The most changes that the dialog shows."""


class ProfileHistory(DialogScreen[None]):
    """The changes, newest first; the arrow keys scroll them."""

    def __init__(self, title: str, events: tuple[Event, ...]) -> None:
        super().__init__(title)
        self._events = events

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(id="events", classes="fills"):
            yield Static(_words(self._events))
        older = " Older changes: System › History." if len(self._events) == SHOWN else ""
        yield Static(f"Esc closes this.{older}", markup=False)


def _words(events: tuple[Event, ...]) -> Text:
    text = Text()
    for event in events:
        text.append(f"{show_moment(event.at)} {displayable(event.who)} {event.action}\n", "bold")
        for change in event.changes:
            line = displayable(f"{change.label}: {change.before} → {change.after}", lines=True)
            text.append(f"  {' '.join(line.split())}\n")
    return text
