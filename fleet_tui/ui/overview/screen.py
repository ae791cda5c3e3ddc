"""System › Overview: the company in numbers, each a way to what it counts."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from fleet_tui.domain.access.permissions import SEE_HISTORY
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.overview.values import BilledOn, Overview
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING, drop_until_seen
from fleet_tui.ui.base.navigation import LeadTo
from fleet_tui.ui.charts.bars import ASCII, BLOCK
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.overview.arrangement import arranged
from fleet_tui.ui.overview.board import Board
from fleet_tui.ui.overview.picture import Picture

FOLLOWS = 3.0
"""Seconds between two looks at what has changed."""
PATIENCE = 0.5
"""Seconds after which a screen without numbers says that they are being counted."""
SHARE = 10
"""A look that took a second is followed by the next after so many seconds: a large company is not counted all day."""


class OverviewScreen(GuardedScreen[None]):
    """The numbers that the user may see; they follow what others do."""

    MANUAL: ClassVar[str] = "history"

    entry = "overview"
    AUTO_FOCUS = "#overview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Show them", id="overview.open", key_display="Enter"),
        Binding("B", "billed", "Billed on a day", id="overview.billed"),
        Binding("r", "reload", "Reload", id="overview.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | Enter | The people, the changes or the messages that the number counts. |
    | B | The technicians who were billed on a day. |
    | r | Count again. |
    """

    SIGNS: ClassVar = {
        "0!": "In the cover: nobody has that skill in that zone",
        "1!": "One has it: when they are deactivated, nobody has",
        "9+": "Nine or more have it",
    }
    NEEDS: ClassVar = {"billed": (SEE_HISTORY,)}

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.grants = services.grants
        self._overview: Overview | None = None
        self._revision: object = None
        self._next = 0.0
        """When what has changed may be counted next, by the monotonic clock."""
        self._counting = self._wanted = False
        """Whether numbers are being counted, and whether they are to be counted again."""
        self._head = Static("Overview", id="overview-head", markup=False)
        self._board = Board(self._draw, id="overview")

    def compose_body(self) -> ComposeResult:
        yield self._head
        yield self._board

    def on_mount(self) -> None:
        self.action_reload()
        self.set_interval(FOLLOWS, self._follow)

    def returned(self) -> None:
        self._follow()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    def _draw(self, width: int) -> Picture:
        if self._overview is None:
            return Picture()
        return arranged(self._overview, width, BLOCK if self.app.has_class("-rich") else ASCII)

    # What is shown

    @work(group="look")
    async def action_reload(self) -> None:
        """Count again; once more behind a count that is under way, which may have begun too early."""
        self._wanted = True
        if self._counting:
            return
        self._counting = True
        try:
            while self._wanted:
                self._wanted = False
                await self._count()
        except Refusal as refusal:
            self._overview = None  # what may not be seen is not left in sight
            self.say(str(refusal), problem=True)
            self._board.draw()
        finally:
            self._counting = False

    @work(group="follow")
    async def _follow(self) -> None:
        if not self.is_current or self._counting or monotonic() < self._next:
            return
        self._counting = True
        try:
            if await run_in_thread(self._services.people.revision) != self._revision:
                await self._count()
        except Refusal:
            pass  # the next action of the user says it
        finally:
            self._counting = False
        if self._wanted:
            self.action_reload()

    async def _count(self) -> None:
        began = monotonic()
        patience = self.set_timer(PATIENCE, self._say_counting)
        try:
            await self._counted()
        finally:
            patience.stop()
        self._next = monotonic() + SHARE * (monotonic() - began)
        self._board.draw()

    def _say_counting(self) -> None:
        if self._overview is None:
            self._head.update("Overview · counting…")

    async def _counted(self) -> None:
        revision = await run_in_thread(self._services.people.revision)
        self._overview = await run_in_thread(self._services.overview.look)
        self._revision = revision

    @on(Board.Moved)
    def _moved(self) -> None:
        spot = self._board.current
        words = displayable(spot.words) if spot else ""
        both = f"Overview · {words}" if words else "Overview"
        self._head.update(both if cell_len(both) <= self._head.size.width else words or both)

    # What the keys do

    def action_open(self) -> None:
        """Show what the number at the cursor counts."""
        spot = self._board.current
        if spot is None:
            drop_until_seen(self.app)
        elif isinstance(spot.target, BilledOn):
            self._open_billed(spot.target)
        else:
            self.post_message(LeadTo(spot.target))

    @work(exclusive=True, group=ASKING)
    async def _open_billed(self, target: BilledOn) -> None:
        from fleet_tui.ui.screens.billed import Billed

        billed = await self.run_or_say(self._services.billing.on, target.day)
        if billed is not None:
            await self.app.push_screen_wait(Billed(self._services, billed))

    @work(exclusive=True, group=ASKING)
    async def action_billed(self) -> None:
        from fleet_tui.ui.screens.billed import ask_billed

        with DialogSequence(self.app) as dialogs:
            await ask_billed(dialogs, self._services)
