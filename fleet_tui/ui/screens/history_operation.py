"""The people of a bulk action, or of its undo, each with what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.history.query import HistoryRow
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.paging import LogPage, PageQuery
from fleet_tui.services.history.pages import HistoryPages
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME
from fleet_tui.ui.dialogs.key_hints import KeyHints
from fleet_tui.ui.screens.history_view import Changes, change_in_words
from fleet_tui.ui.screens.paged_log import PagedLog
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn

_LEAST, _WIDEST = 50, 96
"""The fewest and the most cells inside the box: its sentences need the fewest."""
_NAME = 24


def _words(row: HistoryRow, key: str) -> str:
    return row.subject if key == "whom" else change_in_words(row.event.changes if row.event else ())


@dataclass(frozen=True, slots=True)
class OperationPart:
    """An operation, how many of its entries a filter finds, and the first of those."""

    row: HistoryRow
    filter: Filter
    matching: int
    first: tuple[HistoryRow, ...]

    @classmethod
    def read(cls, pages: HistoryPages, row: HistoryRow, filter: Filter) -> OperationPart:
        """The part that the filter finds.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        first = pages.entries(row, filter, PageQuery())
        return cls(row, filter, pages.matching(row, filter), first.rows)


class OperationView(PagedLog[HistoryRow]):
    """The entries of an operation."""

    def on_resize(self) -> None:
        change = max(_NAME, self.size.width - GUTTER - _NAME - GAP)
        self.show_columns((GridColumn("whom", "Whom", _NAME), GridColumn("change", "Change", change)))
        super().on_resize()


class OperationEntries(DialogScreen[None]):
    """The people that the filter finds, or all of them; Enter shows one of them whole."""

    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "What changed", id="operation.open"),
        Binding("F", "show_all", "All of them", id="operation.all"),
        Binding("q", "cancel", "Back", id="operation.back", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | What was changed of the person at the cursor. |
    | F | All people of the action, not only those whom the filter finds. |
    | q | Back. |
    """

    def __init__(self, pages: HistoryPages, part: OperationPart) -> None:
        """The box is as wide as the first entries need."""
        change = max((cell_len(_words(row, "change")) for row in part.first), default=0)
        width = FRAME.width + max(_LEAST, min(_WIDEST, GUTTER + _NAME + GAP + change))
        super().__init__(part.row.heading, width=width)
        self._pages, self._row, self._filter, self._matching = pages, part.row, part.filter, part.matching
        self._view = OperationView((GridColumn("whom", "Whom", _NAME),), _words, self._read, id="entries")
        self._view.add_class("fills")
        self._found = Static(markup=False)

    def compose_box(self) -> ComposeResult:
        yield Static(f"{show_moment(self._row.at)} by {self._row.who}", markup=False)
        yield self._found
        yield self._view
        yield KeyHints("Enter shows one whole · Esc closes this")

    def on_mount(self) -> None:
        self._say()

    def _say(self) -> None:
        entries = self._row.entries
        self._found.display = self._matching < entries
        self._found.update(f"{self._matching:,} of {entries:,} match the filter: F shows all of them.")
        self._make_room(self.app.size)

    def _make_room(self, size: Size) -> None:
        self._view.styles.height = 1 + min(self._matching, max(2, size.height - 8))
        super()._make_room(size)

    def _read(self, query: PageQuery) -> LogPage[HistoryRow]:
        return self._pages.entries(self._row, self._filter, query)

    def action_show_all(self) -> None:
        self._filter, self._matching = Filter(), self._row.entries
        self._say()
        self._view.reload()

    def action_open(self) -> None:
        row = self._view.current
        if row is not None and row.event is not None:
            self.app.push_screen(Changes(row.event))
