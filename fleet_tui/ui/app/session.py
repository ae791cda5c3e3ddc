"""The session at the screen: the destinations of a signed-in user, or sign-in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import closed, first_screen, sign_in_screen
from fleet_tui.ui.app.remembering import Remembering, destination, open_first
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import LEAVING, drop_until_seen, pause_keys, wait_until_mounted
from fleet_tui.ui.base.navigation import ACCOUNT, DESTINATIONS, SIGN_IN
from fleet_tui.ui.base.textual_compat import empty_clipboard, modes, screens
from fleet_tui.ui.frame.screen import FleetScreen

if TYPE_CHECKING:
    from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
    from fleet_tui.ui.people.opening import Opening

BETWEEN = "between"
"""An empty mode, for the moment in which one sign-in screen replaces another."""
MOVING = "moving"
"""The group of workers that start and end sessions; they go on when the screen that started them is gone."""
PATIENCE = 1.0
"""Seconds that the end of the app waits for a change of session."""
CHANGED = "What you are allowed has been changed."


class UserSession:
    """The modes of the app: the destinations for one session, or sign-in.

    A session that ends asks no screen: unsaved typing is kept as drafts, as when the line drops.
    """

    def __init__(self, app: App[None], services: Services, forget: Callable[[], None]) -> None:
        """`forget` drops keys that wait to act. Reads the database, so make it before the event loop runs."""
        self._app = app
        self._forget = forget
        self._moving = asyncio.Lock()
        self._remembering = Remembering(app)
        self._why = ""
        self.leaving = False
        """Whether the session is being ended: keys are dropped."""
        self._shown_mode: SignInMode | None = None
        self.services = services
        self._outside = services.signed_out() if services.signed_in else services
        self.closed: frozenset[str] = frozenset()
        self._check_session()

    def _check_session(self) -> None:
        if isinstance(self.services.context.by, SignedInUser) and not self.services.grants.looked:
            try:
                self.services.grants.refresh()
            except Refusal as refusal:
                self._why = str(refusal)
                self.services = self._outside
        self.closed = closed(self.services.grants)

    @property
    def inside(self) -> bool:
        """Whether a user is signed in and may use the destinations."""
        return self.services.signed_in and not self.must_change

    @property
    def must_change(self) -> bool:
        """Whether the user has to change the password before anything else."""
        by = self.services.context.by
        return isinstance(by, SignedInUser) and bool(by.session.must_change)

    @property
    def is_person(self) -> bool:
        """Whether a user is signed in, and so can sign out."""
        return isinstance(self.services.context.by, SignedInUser)

    @property
    def sending(self) -> bool:
        """Whether a screen is about to start another session, which may end the present one."""
        return any(isinstance(screen, FleetScreen) and screen.sending for screen in screens(self._app))

    @property
    def start(self) -> str:
        """The mode to start with: the destination where the user left off, or sign-in."""
        return destination(self.services)[0] if self.inside else SIGN_IN

    def add_modes(self, first: Opening | None = None) -> None:
        """Add the modes of the present session; `first` is what the list to start with opens with."""
        if not self.inside:
            self._app.add_mode(SIGN_IN, self._sign_in_with(self.services.sessions.options(), at_once=not self._why))
            return
        self._remembering.follow(self.services.remembered)
        start = self.start
        for entry in DESTINATIONS:
            opening = first if entry.id == start else None
            self._app.add_mode(entry.id, partial(first_screen, self.services, entry.id, self.enter, opening))

    def _sign_in_with(self, options: SignInOptions, *, at_once: bool = False) -> Callable[[], Screen[Any]]:
        self._shown_mode = options.mode
        return partial(sign_in_screen, self._outside, options, self.enter, at_once=at_once)

    def begin(self) -> None:
        """Say why the session that the app was started with is refused, or starts elsewhere than it was left."""
        if why := self._why or (destination(self.services)[1] if self.inside else ""):
            self._say(why)

    async def shut_down(self) -> None:
        """Finish a change of session that is running and allow no other: the app ends."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._moving.acquire(), PATIENCE)
        await self._remembering.end()

    # Starting a session

    async def enter(self, session: Session) -> str:
        """Start a session after signing in or changing the password; return why it is refused, empty if not."""
        return await self._moved(self._enter(session))

    async def _moved(self, move: Coroutine[Any, Any, str]) -> str:
        """Change the session in a worker of the app, which outlives the screen that waits for the answer."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def moving() -> None:
            answer.set_result(await move)

        self._app.run_worker(moving(), group=MOVING)
        return await asyncio.shield(answer)

    async def _enter(self, session: Session) -> str:
        async with self._moving:
            services = self.services.signed_in_as(SignedInUser(session))
            if session.must_change:
                await self._ask_password(services, session)
                return ""
            again = self.inside
            try:
                await run_in_thread(services.grants.refresh)
                await self._move_in(services, ACCOUNT if again else "")
            except Refusal as refusal:
                return str(refusal)
            if again:
                self._say("Your password is changed. Wherever else you were signed in, you are not any more.")
            return ""

    async def _ask_password(self, services: Services, session: Session) -> None:
        from fleet_tui.ui.sign_in.change_password import ChangePassword

        self.services = services
        await self._app.push_screen(ChangePassword(services.my_account, self.enter, session.must_change))

    async def _move_in(self, services: Services, start: str = "") -> None:
        """Add the destinations of a session, and show `start` or where the user left off."""
        await self._remembering.flush()  # the session that ends may be of the same user
        await run_in_thread(services.remembered.load)
        left, why = destination(services)
        first = await run_in_thread(open_first, services, start := start or left)
        with self._app.batch_update():
            if self._app.current_mode != SIGN_IN:
                await self._move_out(self.services, Screen)
            self.services, self.closed = services, closed(services.grants)
            if self._app.has_class("-rich"):
                from fleet_tui.ui.app.theme_chooser import wear_chosen

                wear_chosen(self._app, services.remembered)
            self.add_modes(first)
            await self._app.switch_mode(start)
        self._app.screen.refresh()  # Textual drops what it would have painted during a batch
        self._app.remove_mode(SIGN_IN)
        if why:
            self._say(why)

    # Ending a session

    async def sign_out(self) -> None:
        """Sign out at the user's wish; the keys behind act on the sign-in screen."""
        async with pause_keys(self._app):
            await self._moved(self._leave("You are signed out."))

    def lock(self, why: str, services: Services) -> None:
        """End a session at once, unless another one has started since; drop keys that wait and open questions."""
        if self.leaving or self.services is not services:
            return
        self.leaving = True
        self._forget()
        self._app.workers.cancel_group(self._app, LEAVING)
        self._app.run_worker(self._lock(why, services), group=MOVING)

    async def _lock(self, why: str, services: Services) -> None:
        try:
            await wait_until_mounted(self._app)
            await self._leave(why, services)
        finally:
            self.leaving = False

    async def _leave(self, why: str, services: Services | None = None) -> str:
        """End the session, unless `services` are given and another one has started since; return `why`."""
        async with self._moving:
            left = self.services
            if not left.signed_in or (services is not None and left is not services):
                return why
            self.services = self._outside
            await self._show_nothing()  # reading how users sign in may take a while
            await self._move_out(left, self._sign_in_with(await _sign_in_options(self.services)))
            empty_clipboard(self._app)  # text that the user copied must not be pasted at sign-in
            self._say(why)
            if services is not None:  # the user did not expect it: nothing that is typed is for sign-in
                drop_until_seen(self._app)
            self.leaving = False  # keys act on sign-in again, however long writing the history takes
        with contextlib.suppress(Refusal):  # it only writes the history
            await run_in_thread(left.my_account.sign_out)
        return why

    async def _move_out(self, left: Services, sign_in: Callable[[], Screen[Any]]) -> None:
        """Replace all modes by sign-in. Screens keep unsaved typing as drafts when they close."""
        app = self._app
        with app.batch_update():
            if app.current_mode == SIGN_IN:
                await self._show_nothing()
            app.add_mode(SIGN_IN, sign_in)
            await app.switch_mode(SIGN_IN)
        app.screen.refresh()  # Textual drops what it would have painted during a batch
        for mode in [mode for mode in modes(app) if mode != SIGN_IN]:
            await app.remove_mode(mode)
        await self._remembering.end()
        left.drafts.give_back()
        left.marks.give_back()
        left.presence.give_back()

    async def _show_nothing(self) -> None:
        """Show an empty screen and remove the sign-in mode, with everything on it."""
        self._app.add_mode(BETWEEN, Screen)
        await self._app.switch_mode(BETWEEN)
        if SIGN_IN in modes(self._app):
            await self._app.remove_mode(SIGN_IN)

    # During a session

    async def refresh_permissions(self) -> None:
        """Follow changed permissions, and leave a destination that is not allowed."""
        services = self.services
        self.closed = closed(services.grants)
        if self._app.current_mode in self.closed:
            async with self._moving:
                if services is self.services:
                    await self._move_in(services)
                    self._say(CHANGED)
                    drop_until_seen(self._app)
            return
        for screen in screens(self._app):
            if isinstance(screen, FleetScreen):
                screen.permissions_changed()

    async def refresh_sign_in(self) -> None:
        """Replace the sign-in screen after another program has set up the company or changed how users sign in.

        Raises:
            Refusal: the database cannot be read.
        """
        from fleet_tui.domain.accounts.sign_in import QUICKER, SignInMode

        options = await run_in_thread(self._outside.sessions.options)
        async with self._moving:
            other = not self.services.signed_in and options.mode is not self._shown_mode
            if other and len(self._app.screen_stack) == 1 and not self.sending:
                too_late = self._shown_mode is SignInMode.SETUP
                await self._move_out(self._outside, self._sign_in_with(options))
                if too_late:
                    self._say(QUICKER)
                drop_until_seen(self._app)

    def _say(self, sentence: str) -> None:
        if isinstance(self._app.screen, FleetScreen):
            self._app.screen.say(sentence)


async def _sign_in_options(services: Services) -> SignInOptions:
    """How users sign in; by password if the database cannot be read, and signing in says so."""
    from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions

    try:
        return await run_in_thread(services.sessions.options)
    except Refusal:
        return SignInOptions(SignInMode.PASSWORD, "", services.context.system_user)
