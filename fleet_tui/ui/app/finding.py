"""Leads to what is chosen: in the palette an action, a person or a view, on the overview what a number counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.app import App
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, get_current_worker

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.overview.values import HistoryOf, PeopleOf, Target
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import AWAITED, LOOK_AGAIN, KeyQueue, processed, wait_until_mounted
from fleet_tui.ui.base.known_bindings import known_bindings
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.dialogs.sequence import PATIENCE, DialogSequence
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.palette.choices import Choice, Lead, Offer, Person, Run, ShowView, Tell
from fleet_tui.ui.palette.offers import Places, elsewhere, here, of_views
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.people.list_screen import PeopleListScreen

_LISTS = {kind.value for kind in PersonKind}
"""The destinations that show people; a profile opened over one leads back to it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """The palette over an app, and what its choices do. `services` are None before sign-in.

    `go` begins to go to a destination. `people` is the list that actions on people belong to, `closed` says why
    destinations are not allowed.
    """

    app: App[None]
    key_queue: KeyQueue
    services: Services | None
    go: Callable[[str], Worker[None]]
    people: str
    closed: Mapping[str, str]

    async def ask(self) -> None:
        """Ask for something in the palette, and do it; keys pressed ahead wait for what it opens."""
        offers = here(self.app, self.app.screen)
        more = partial(self._more, self.services, offers) if self.services is not None else None
        find = self.services.people.find if self.services is not None and not self._unseen else None
        with DialogSequence(self.app) as dialogs:
            choice = await dialogs.ask(Palette(offers, find, more))
            if choice is not None:
                await self.key_queue.act(partial(self._do, choice))
                await self._opened(tuple(self.app.screen_stack))

    async def _opened(self, stack: tuple[Screen[object], ...]) -> None:
        """Wait a moment for a screen that is about to open: what lies behind the palette need not be painted."""
        own, looks = get_current_worker(), int(PATIENCE / LOOK_AGAIN)
        begun = [each for each in self.app.workers if each.group in AWAITED and each is not own]
        while looks and tuple(self.app.screen_stack) == stack and not all(each.is_finished for each in begun):
            looks -= 1
            await asyncio.sleep(LOOK_AGAIN)

    async def lead(self, target: Target) -> None:
        """Show what a number counts, and say how to come back to the number."""
        here = self.app.current_mode
        await self.key_queue.act(partial(self._show, target))
        if self.app.current_mode != here:
            key, place = next((key, each) for key, each in enumerate(DESTINATIONS, start=1) if each.id == here)
            self._say(f"{key} leads back to {place.label}.")

    async def _show(self, target: Target) -> None:
        match target:
            case PeopleOf(kind, filter, sort):
                if (people := await self._list(kind.value)) is not None:
                    people.filter.show(filter, sort)
            case HistoryOf(filter):
                if await self._gone_to("history"):
                    self.app.screen.show(filter)  # type: ignore[attr-defined]  # it is imported only when it is opened
            case _:
                await self._gone_to("mail")

    @property
    def _unseen(self) -> bool:
        """Whether the user may not see people."""
        return self.people in self.closed

    async def _more(self, services: Services, offers: Sequence[Offer]) -> list[Offer]:
        """The views, and what other screens offer. Importing the screens takes longer than a key may."""
        known = await run_in_thread(known_bindings)
        found = elsewhere(self.app, known.values(), offers, Places(self.people, self.closed))
        if self._unseen:
            return found
        try:
            views = await run_in_thread(lambda: services.views.seen())  # the service is imported there too
            return [*of_views(views), *found]
        except Refusal:
            return found  # the next action of the user says it

    async def _do(self, choice: Choice) -> None:
        match choice:
            case Run(action, node):
                await self.app.run_action(action, node)
            case Lead(destination, action, sentence):
                if await self._gone_to(destination):
                    await self._act(action) if action else self._say(sentence)
            case Person(kind, id, listed=True):
                if (people := await self._list(kind.value)) is not None:
                    people.show_person(id)
            case Person(kind, id):
                here = self.app.current_mode if self.app.current_mode in _LISTS else kind.value
                if (people := await self._list(here)) is not None:
                    people.open_person(kind, id)
            case ShowView(view):
                if (people := await self._list(view.kind.value)) is not None:
                    people.filter.show_view(view)
            case Tell(sentence):
                self._say(sentence)

    async def _gone_to(self, destination: str) -> bool:
        """Go to a destination; false when the user stays with unsaved typing, or may not go there."""
        if self.app.current_mode != destination or len(self.app.screen_stack) > 1:
            try:
                await self.go(destination).wait()
            except WorkerCancelled:
                return False
        if self.app.current_mode != destination or len(self.app.screen_stack) > 1:
            return False
        await wait_until_mounted(self.app)
        await processed(self.app.focused or self.app.screen)
        return True

    async def _list(self, destination: str) -> PeopleListScreen | None:
        gone = await self._gone_to(destination)
        return self.app.screen if gone and isinstance(self.app.screen, PeopleListScreen) else None

    async def _act(self, action: str) -> None:
        """Run an action of the screen on top, or say which permission it takes."""
        screen: Screen[object] = self.app.screen
        name = action.partition("(")[0]
        refused = screen.why_not(name) if isinstance(screen, GuardedScreen) else ""
        if refused:
            self._say(refused, problem=True)
            return
        active = (each for each in screen.active_bindings.values() if each.binding.action == action)
        await self.app.run_action(action, next((each.node for each in active), screen))

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        if isinstance(self.app.screen, FleetScreen):
            self.app.screen.say(sentence, problem=problem)
