"""Looks whether who is signed in may stay: still active, of this password, and not away for too long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from textual.app import App

from fleet_tui.domain.access.session import SignedOut
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.services import Services
from fleet_tui.ui.app.session import UserSession
from fleet_tui.ui.base.background import run_in_thread

LOOKS = 3.0
"""Seconds between two looks: who is deactivated is locked out within 5 (reliability.md)."""
WATCH = "watch"
"""The group of the workers that look; keys do not wait for them."""
UNTIL_KNOWN = timedelta(minutes=30)
"""After how long without a key somebody is signed out whose company's setting cannot be read yet."""


class SessionMonitor:
    """Looks from time to time. A look that finds nothing different paints nothing."""

    def __init__(self, app: App[None], user_session: UserSession, elapsed: Callable[[], float]) -> None:
        """`elapsed` gives seconds that never go backwards, whatever the clock does."""
        self._app = app
        self._user_session = user_session
        self._elapsed = elapsed
        self._touched = elapsed()
        self._whose: Services | None = None
        self._owed = False
        """Whether what is allowed has changed and the screens do not follow yet."""
        self.idle: timedelta | None = None
        """How long who is signed in may be away; None: as long as they like."""
        self.looking = False

    def begin(self) -> None:
        """Look from time to time; and at once when the program goes on that a shell had stopped."""
        self._app.set_interval(LOOKS, self.look)
        self._app.app_resume_signal.subscribe(self._app, lambda _: self.look())

    def touch(self) -> bool:
        """Somebody is there: a key was pressed; false when it comes too late, from whom we do not know."""
        if self._away():
            self.look()
        self._touched = self._elapsed()
        return not self._user_session.leaving

    def _away(self) -> bool:
        if self._user_session.services is not self._whose:  # somebody has just signed in: that was a key
            self._whose = self._user_session.services
            self._touched = self._elapsed()
            self.idle = UNTIL_KNOWN if self._user_session.must_change else None
        idle = self.idle
        return (
            not self._user_session.leaving
            and idle is not None
            and self._elapsed() - self._touched >= idle.total_seconds()
        )

    def look(self) -> None:
        """Look whether who is here may stay."""
        if self._away() and self.idle is not None:
            minutes = int(self.idle.total_seconds() / 60)
            self._user_session.lock(f"You were away for {minutes} minutes: sign in again.", self._user_session.services)
        elif not self.looking and (self._user_session.is_person or not self._user_session.services.signed_in):
            self.looking = True
            self._app.run_worker(self._look(self._user_session.services), group=WATCH)

    async def _look(self, services: Services) -> None:
        try:
            if services.signed_in:
                await self._look_after(services)
            else:
                await self._user_session.refresh_sign_in()
        except Refusal:
            pass  # the database has no time for us, or the password has to be changed first: nobody has to go for that
        finally:
            self.looking = False

    async def _look_after(self, services: Services) -> None:
        try:
            changed = await run_in_thread(services.grants.refresh)
            self._owed |= changed and services is self._user_session.services
            company = await run_in_thread(services.company.get)
        except SignedOut as over:
            if not self._user_session.sending:  # else they may have another session in a moment: the next look knows
                self._user_session.lock(str(over), services)
            return
        if services is self._user_session.services:
            self._whose = services
            self.idle = company.idle if company.sign_in == PASSWORD else None
            if self._owed:
                await self._user_session.regrant()
                self._owed = False
