"""The technicians who were billed on a day: the question for the day, and the list, which can be copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.domain.billed import BilledDay, BilledTechnician, as_text
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME
from fleet_tui.ui.dialogs.copying import CopySource, to_clipboard, to_file
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.prompt import Prompt
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.screens.history_days import local_day, typed_day
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

_COLUMNS = (GridColumn("name", "Name", 26), GridColumn("team", "Team", 14), GridColumn("today", "Today", 11))
_WIDTH = FRAME.width + GUTTER + sum(column.width + GAP for column in _COLUMNS)
_HINT = "A day like 2026-01-31, or 7d for seven days ago. Enter alone is today."
_EVERY = 1_000
"""Lines that are copied between two reports of progress."""


async def ask_billed(dialogs: DialogSequence, services: Services) -> None:
    """Ask for a day, and show who was billed on it; a day that is none is explained beside what was typed."""
    found: list[BilledDay] = []

    async def attempt(typed: str) -> str:
        day = typed_day(typed) if typed.strip() else local_day(services.context.clock())
        found[:] = [await run_in_thread(services.billing.on, day)]
        return ""

    if await dialogs.ask(Prompt("Who was billed on which day?", "", attempt, hint=_HINT)):
        await dialogs.ask(Billed(services, found[0]))


def _words(technician: BilledTechnician, key: str) -> str:
    return str(getattr(technician, key))


class Billed(DialogScreen[None]):
    """The technicians billed on a day, by name."""

    AUTO_FOCUS = "#billed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="billed.copy"),
        Binding("enter,q", "cancel", "Back", id="billed.back", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | y | Copy the list as text, or write it to a file where the line is too slow for that. |
    | enter, q | Back. |
    """

    def __init__(self, services: Services, billed: BilledDay) -> None:
        super().__init__(billed.heading, width=_WIDTH)
        self._services, self._billed = services, billed
        self._said = Static(billed.note, markup=False)
        self._grid = ListGrid[BilledTechnician](_COLUMNS, _words, empty="Nobody was billed on that day.", id="billed")
        self._grid.add_class("fills")

    def compose_box(self) -> ComposeResult:
        yield self._said
        yield self._grid
        yield Static("y copies · Esc closes this", markup=False)

    def on_mount(self) -> None:
        self._grid.fill(self._billed.technicians)
        self._say(self._billed.note)

    def _say(self, words: str) -> None:
        self._said.update(words)
        self._said.display = bool(words)
        self._make_room(self.app.size)

    def _make_room(self, size: Size) -> None:
        self._grid.styles.height = 1 + max(2, min(len(self._billed.technicians), size.height - 7))
        super()._make_room(size)

    def _lines(self, progress: Progress) -> Iterator[str]:
        billed = self._services.billing.on(self._billed.day, export=True)
        for place, line in enumerate(as_text(billed)):
            if place % _EVERY == 0:
                progress(place, len(billed.technicians))
            yield line

    @work(exclusive=True, group=DOING)
    async def action_copy(self) -> None:
        source = CopySource(f"billed-{self._billed.day}", self._lines)
        with DialogSequence(self.app) as dialogs:
            try:
                why_not = await to_clipboard(dialogs, "Copy", source)
                title = f"{why_not}: write it to a file"
                said = await to_file(dialogs, title, source, self._services.files) if why_not else "Copied."
            except Refusal as refusal:
                said = str(refusal)
        self._say(said or self._billed.note)
