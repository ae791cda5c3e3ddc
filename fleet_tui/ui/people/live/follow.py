"""What keeps an open list up to date, and the pane beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Revision
from fleet_tui.services.people.profiles import People
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.screen import FleetScreen

if TYPE_CHECKING:
    from fleet_tui.ui.people.live.pane import PersonPane

PANE_FROM = 120
"""The least width with room for the pane, as the breakpoint of the list (list.tcss)."""


class Loaded(Protocol):
    """The rows of a list."""

    @property
    def revision(self) -> Revision | None:
        """The revision of the database when they were read."""


class FollowedTable(Protocol):
    """What following needs of the table."""

    cursor: int

    @property
    def window(self) -> Loaded:
        """The rows that are loaded."""

    @property
    def settled(self) -> bool:
        """Whether all keys are followed and no rows are awaited."""

    def person_at(self, place: int) -> int | None:
        """The id of the person of a row, if it is loaded."""

    def reload(self) -> None:
        """Read the rows again; the cursor stays on its person."""


class LiveList:
    """Shows what others change, and the pane with the person at the cursor."""

    def __init__(self, screen: FleetScreen[None], table: FollowedTable, people: People, kind: PersonKind) -> None:
        self._screen = screen
        self._table = table
        self._people = people
        self._kind = kind
        self._pane: PersonPane | None = None

    async def look(self) -> None:
        """Show the rows again when the database has changed since they were read; the cursor stays on its person."""
        if not self._may_reload:
            return
        try:
            now = await run_in_thread(self._people.revision)
        except Refusal:
            return  # the next action of the user says it
        if self._table.window.revision not in (None, now) and self._may_reload:
            self._table.reload()

    @property
    def _may_reload(self) -> bool:
        return self._screen.is_current and self._table.settled

    # The pane

    def follow(self) -> None:
        """Show the person at the cursor in the pane, as they are now: the cursor or the rows have changed."""
        if self._pane is not None:
            self._pane.look_at(self._table.person_at(self._table.cursor))

    def toggle_pane(self) -> None:
        """Show the pane or take it away; say how much room it needs where there is too little."""
        width = self._screen.size.width
        if width < PANE_FROM:
            self._screen.say(f"The person beside the list needs {PANE_FROM} columns; this terminal has {width}.")
        elif self._pane is not None:
            self._pane.remove()
            self._pane = None
        else:
            self._show_pane()

    def _show_pane(self) -> None:
        from fleet_tui.ui.people.live.pane import PersonPane  # not needed for the first picture

        self._pane = PersonPane(partial(self._people.profile, self._kind))
        self._screen.query_one("#body").mount(self._pane)
        self.follow()
