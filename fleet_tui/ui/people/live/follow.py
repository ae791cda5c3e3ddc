"""What keeps an open list up to date, and the pane beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.app import ComposeResult

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Revision
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.screen import FleetScreen

if TYPE_CHECKING:
    from fleet_tui.domain.people.presence import OpenProfile
    from fleet_tui.ui.people.live.pane import PersonPane

FOLLOWS = 3.0
"""Seconds between two looks at what has changed (product.md, "Lists")."""
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

    def show_open(self, people: frozenset[int]) -> None:
        """Show which people's profiles others have open."""


class LiveList:
    """Shows what others change and have open, and the pane with the person at the cursor."""

    def __init__(self, screen: FleetScreen[None], table: FollowedTable, services: Services, kind: PersonKind) -> None:
        self._screen = screen
        self._table = table
        self._services = services
        self._kind = kind
        self._open: Mapping[int, Sequence[OpenProfile]] = {}
        self._pane: PersonPane | None = None

    # What others do

    async def look(self) -> None:
        """Show the rows again when the database has changed since they were read; the cursor stays on its person."""
        if not self._may_reload:
            return
        try:
            now, self._open = await run_in_thread(self._ask)
        except Refusal:
            return  # the next action of the user says it
        self._table.show_open(frozenset(self._open))
        if self._pane is not None:
            self._pane.show_note(self._note)
        if self._table.window.revision not in (None, now) and self._may_reload:
            self._table.reload()

    def _ask(self) -> tuple[Revision, Mapping[int, Sequence[OpenProfile]]]:
        return self._services.people.revision(), self._services.presence.others(self._kind)

    @property
    def _may_reload(self) -> bool:
        return self._screen.is_current and self._table.settled

    # The pane

    def compose(self) -> ComposeResult:
        """The pane, if the user had it open last: it is in the first picture then."""
        if self._services.remembered.screen.pane_shown:
            yield self._new_pane()

    def returned(self) -> None:
        """Show the pane, or not, as the other list does."""
        if self._services.remembered.screen.pane_shown != (self._pane is not None):
            self._change_pane()

    def follow(self) -> None:
        """Show the person at the cursor in the pane, as they are now: the cursor or the rows have changed."""
        if self._pane is not None:
            self._pane.look_at(self._person, self._note)

    def toggle_pane(self) -> None:
        """Show the pane or take it away; say how much room it needs where there is too little."""
        width = self._screen.size.width
        if width < PANE_FROM:
            self._screen.say(f"The person beside the list needs {PANE_FROM} columns; this terminal has {width}.")
            return
        self._services.remembered.keep_screen(pane_shown=self._pane is None)
        self._change_pane()

    def _change_pane(self) -> None:
        if self._pane is not None:
            self._pane.remove()
            self._pane = None
        else:
            self._screen.query_one("#body").mount(self._new_pane())
            self.follow()

    def _new_pane(self) -> PersonPane:
        from fleet_tui.ui.people.live.pane import PersonPane  # not needed for the first picture of most users

        profile = partial(self._services.people.profile, self._kind)
        self._pane = PersonPane(profile, lambda *asked: self._services.photos.drawn(*asked))
        return self._pane

    @property
    def _person(self) -> int | None:
        return self._table.person_at(self._table.cursor)

    @property
    def _note(self) -> str:
        """Who else has the profile at the cursor open."""
        from fleet_tui.domain.people.presence import open_in_words  # not needed for the first picture of most users

        person = self._person
        return "" if person is None else open_in_words(self._open.get(person, ()), self._services.context.clock())
