"""Who is at the screen: lets people in, looks whether they may stay, and locks when they may not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.queries import Page
from fleet_tui.domain.session import Session, SignedOut
from fleet_tui.services.access import Nobody, Person
from fleet_tui.services.services import Services
from fleet_tui.ui.destinations import closed, door_screen, first_screen
from fleet_tui.ui.door import DOOR
from fleet_tui.ui.screens.base import FleetScreen
from fleet_tui.ui.typeahead import LEAVING
from fleet_tui.ui.widgets.sidebar import DESTINATIONS
from fleet_tui.ui.work import off_ui

if TYPE_CHECKING:
    from fleet_tui.domain.entrance import Threshold

LOOKS = 3.0
"""Seconds between two looks: who is deactivated is locked out within 5 (reliability.md)."""
WATCH = "watch"
"""The group of the workers that look and lock; keys do not wait for them."""
MOVING = "moving"
"""The group of the workers that let in and lock; they go on when the screens that asked for it are gone."""
UNTIL_KNOWN = timedelta(minutes=30)
"""After how long without a key somebody is signed out whose company's setting cannot be read yet."""
CHANGED = "What you are allowed has been changed."


class Staying:
    """The modes of the app: those of the destinations in the name of one person, or the door.

    Screens are never asked when somebody has to go: what is typed on them is kept as drafts, as when the line drops.
    """

    def __init__(
        self, app: App[None], services: Services, elapsed: Callable[[], float], forget: Callable[[], None]
    ) -> None:
        """`elapsed` gives seconds that never go backwards, `forget` drops keys that wait to act.

        It reads the database: it is made before the event loop runs.
        """
        self._app = app
        self._elapsed = elapsed
        self._forget = forget
        self._touched = elapsed()
        self._idle: timedelta | None = None
        self._looking = False
        self._moving = asyncio.Lock()
        self._why = ""
        self.services = services
        self.closed: frozenset[str] = frozenset()
        self._stay_or_not()

    def _stay_or_not(self) -> None:
        if isinstance(self.services.context.by, Person):
            try:
                self.services.grants.look()
            except Refusal as refusal:
                self._why = str(refusal)
                self.services = _outside(self.services)
        self.closed = closed(self.services.grants)

    @property
    def inside(self) -> bool:
        """Whether somebody is signed in who may go about."""
        by = self.services.context.by
        return self.services.signed_in and not (isinstance(by, Person) and by.session.must_change)

    @property
    def is_person(self) -> bool:
        """Whether somebody is signed in who can sign out."""
        return isinstance(self.services.context.by, Person)

    @property
    def start(self) -> str:
        """The mode to start with: the first destination that is allowed, or the door."""
        return next(entry.id for entry in DESTINATIONS if entry.id not in self.closed) if self.inside else DOOR

    def furnish(self, first: Page | None = None) -> None:
        """Add the modes for whoever is here; `first` is the first page of the list that one starts with."""
        if not self.inside:
            threshold = self.services.entrance.threshold()
            at_once = not self._why
            self._app.add_mode(DOOR, partial(door_screen, self.services, threshold, self.enter, at_once=at_once))
            return
        for entry in DESTINATIONS:
            page = first if entry.id == self.start else None
            self._app.add_mode(entry.id, partial(first_screen, self.services, entry.id, self.enter, page))

    def begin(self) -> None:
        """Look from time to time; and at once when the program goes on that a shell had stopped."""
        self._app.set_interval(LOOKS, self.look)
        self._app.app_resume_signal.subscribe(self._app, lambda _: self.look())
        if self._why:
            self._say(self._why)

    # Coming in

    async def enter(self, session: Session) -> str:
        """Let somebody in who has signed in, or who has another session now; why not, if not."""
        return await self._moved(self._enter(session))

    async def _moved(self, move: Coroutine[Any, Any, str]) -> str:
        """The answer of what moves people; it goes on when the screen that waits for it is gone, and its workers."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def moving() -> None:
            answer.set_result(await move)

        self._app.run_worker(moving(), group=MOVING)
        return await asyncio.shield(answer)

    async def _enter(self, session: Session) -> str:
        async with self._moving:
            services = self.services.signed_in_as(Person(session))
            if session.must_change:
                await self._ask_password(services, session)
                return ""
            again = self.inside
            try:
                await off_ui(services.grants.look)
                await self._move_in(services, DESTINATIONS[-1].id if again else "")
            except Refusal as refusal:
                return str(refusal)
            if again:
                self._say("Your password is changed. Wherever else you were signed in, you are not any more.")
            return ""

    async def _ask_password(self, services: Services, session: Session) -> None:
        from fleet_tui.ui.screens.change_password import ChangePassword

        self.services = services
        self._idle = UNTIL_KNOWN
        self.touch()
        await self._app.push_screen(ChangePassword(services.own, self.enter, session.must_change))

    async def _move_in(self, services: Services, start: str = "") -> None:
        """Put up the destinations in somebody's name, and show `start` or the first that is allowed."""
        from fleet_tui.ui.screens.list_filtering import opening_query

        shut = closed(services.grants)
        start = start or next(entry.id for entry in DESTINATIONS if entry.id not in shut)
        people = start in [kind.value for kind in PersonKind]
        first = await off_ui(services.people.page, opening_query(PersonKind(start))) if people else None
        with self._app.batch_update():
            if self._app.current_mode != DOOR:
                await self._move_out(self.services, Screen)
            self.services, self.closed = services, shut
            self.touch()
            self.furnish(first)
            await self._app.switch_mode(start)
        self._app.screen.refresh()  # Textual forgets what it would have painted meanwhile
        self._app.remove_mode(DOOR)

    # Going

    async def sign_out(self) -> None:
        """Go, as whoever is signed in wishes."""
        await self._moved(self._leave("You are signed out."))

    def _lock(self, why: str) -> None:
        """Show the door at once; keys that wait were meant for what is gone, and so were questions."""
        self._forget()
        self._touched = self._elapsed()
        self._app.workers.cancel_group(self._app, LEAVING)
        self._app.run_worker(self._leave(why), group=MOVING)

    async def _leave(self, why: str) -> str:
        async with self._moving:
            left = self.services
            if not left.signed_in:
                return why
            self.services = _outside(left)
            if self._app.current_mode == DOOR:  # the password was to be changed first
                while len(self._app.screen_stack) > 1:
                    await self._app.pop_screen()
            else:
                threshold = await _threshold(self.services)
                await self._move_out(left, partial(door_screen, self.services, threshold, self.enter, at_once=False))
            self._say(why)
        with contextlib.suppress(
            Refusal
        ):  # it is for the history only, and who is signed out already has no more to say
            await off_ui(left.own.sign_out)
        return why

    async def _move_out(self, left: Services, door: Callable[[], Screen[Any]]) -> None:
        """Show the door in the place of all destinations. Their screens keep what is typed as they go."""
        self._app.add_mode(DOOR, door)
        await self._app.switch_mode(DOOR)
        for entry in DESTINATIONS:
            await self._app.remove_mode(entry.id)
        left.drafts.give_back()
        left.marks.give_back()

    # Staying

    def touch(self) -> bool:
        """Somebody is there: a key was pressed; false when it comes too late, from whom we do not know."""
        if self._away():
            self.look()
            return False
        self._touched = self._elapsed()
        return True

    def _away(self) -> bool:
        idle = self._idle
        return idle is not None and self.services.signed_in and self._elapsed() - self._touched >= idle.total_seconds()

    def look(self) -> None:
        """Look whether who is here may stay."""
        if self._away() and self._idle is not None:
            minutes = int(self._idle.total_seconds() / 60)
            self._lock(f"You were away for {minutes} minutes: sign in again.")
        elif isinstance(self.services.context.by, Person) and not self._looking:
            self._looking = True
            self._app.run_worker(self._look(self.services), group=WATCH)

    async def _look(self, services: Services) -> None:
        try:
            changed = await off_ui(services.grants.look)
            company = await off_ui(services.company.get)
        except SignedOut as over:
            if services is self.services:
                self._lock(str(over))
        except Refusal:
            pass  # the database has no time for us, or the password has to be changed first: nobody has to go for that
        else:
            self._idle = company.idle if company.sign_in == PASSWORD else None
            if changed and services is self.services:
                await self._regrant(services)
        finally:
            self._looking = False

    async def _regrant(self, services: Services) -> None:
        """Show what is allowed now; who looks at what is not allowed any more is led away from it."""
        self.closed = closed(services.grants)
        if self._app.current_mode in self.closed:
            async with self._moving:
                await self._move_in(services)
            self._say(CHANGED)
            return
        for stack in self._app._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, FleetScreen):
                    screen.granted_anew()

    def _say(self, sentence: str) -> None:
        if isinstance(self._app.screen, FleetScreen):
            self._app.screen.say(sentence)


def _outside(services: Services) -> Services:
    """The services of nobody: of the operating system's user, who has the same name where the company signs in so."""
    return services.signed_in_as(Nobody(services.context.actor))


async def _threshold(services: Services) -> Threshold:
    """How people come in, also when the database cannot be asked: then whoever tries is told."""
    from fleet_tui.domain.entrance import Door, Threshold

    try:
        return await off_ui(services.entrance.threshold)
    except Refusal:
        return Threshold(Door.PASSWORD, "", services.context.actor)
