"""What one event of the history changed."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.history.changes import Event
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen


class Changes(DialogScreen[None]):
    """Each field of an event, before and after."""

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
        """The fields; the arrows scroll them."""
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
