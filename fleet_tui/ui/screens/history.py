"""System › History: who changed what, for everything that is kept."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from fleet_tui.domain.history.changes import Event
from fleet_tui.services.history.log import HistoryLog
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.screens.history_changes import Changes
from fleet_tui.ui.screens.history_view import HistoryView


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
        """The events."""
        yield HistoryView(self._before)

    def _before(self, event: int | None, limit: int) -> tuple[Event, ...]:
        return self._history.events(before=event, limit=limit)

    def returned(self) -> None:
        """Show what has happened meanwhile."""
        self.action_reload()

    def granted_anew(self) -> None:
        """Show it to whom it may be shown now."""
        super().granted_anew()
        self.action_reload()

    def action_reload(self) -> None:
        """Ask the database again."""
        self.query_one(HistoryView).reload()

    @on(HistoryView.Opened)
    def _opened(self, event: HistoryView.Opened) -> None:
        self.app.push_screen(Changes(event.event))
