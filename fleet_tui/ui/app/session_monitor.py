"""Ends a session after a person's deactivation, a changed password, or too long without a key."""

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
"""Seconds between two checks: a deactivated person is locked out within 5 (reliability.md)."""
WATCH = "watch"
"""The group of workers that check; keys do not wait for them."""
UNTIL_KNOWN = timedelta(minutes=30)
"""The idle limit until the company's setting has been read."""


class SessionMonitor:
    """Checks the session at intervals. A check that finds no difference paints nothing."""

    def __init__(self, app: App[None], user_session: UserSession, elapsed: Callable[[], float]) -> None:
        """`elapsed` is a monotonic clock in seconds."""
        self._app = app
        self._user_session = user_session
        self._elapsed = elapsed
        self._touched = elapsed()
        self._watched: Services | None = None
        self._owed = False
        """Whether permissions have changed and the screens do not follow yet."""
        self.idle: timedelta | None = None
        """The idle limit; None if there is none."""
        self.looking = False

    def begin(self) -> None:
        """Check at intervals, and at once when the program resumes after being suspended."""
        self._app.set_interval(LOOKS, self.look)
        self._app.app_resume_signal.subscribe(self._app, lambda _: self.look())

    def touch(self) -> bool:
        """Note a key; false if the session is being ended, so that the key may be another person's."""
        if self._away():
            self.look()
        self._touched = self._elapsed()
        return not self._user_session.leaving

    def _away(self) -> bool:
        if self._user_session.services is not self._watched:  # another session has just started, by a key
            self._watched = self._user_session.services
            self._touched = self._elapsed()
            self.idle = UNTIL_KNOWN if self._user_session.must_change else None
        idle = self.idle
        return (
            not self._user_session.leaving
            and idle is not None
            and self._elapsed() - self._touched >= idle.total_seconds()
        )

    def look(self) -> None:
        """Lock an idle session at once; check any other in a worker."""
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
            pass  # the database is busy, or the password has to be changed first: no reason to end the session
        finally:
            self.looking = False

    async def _look_after(self, services: Services) -> None:
        try:
            changed = await run_in_thread(services.grants.refresh)
            self._owed |= changed and services is self._user_session.services
            company = await run_in_thread(services.company.get)
        except SignedOut as over:
            if not self._user_session.sending:  # else another session may be about to start: the next check knows
                self._user_session.lock(str(over), services)
            return
        if services is self._user_session.services:
            self._watched = services
            self.idle = company.idle if company.sign_in == PASSWORD else None
            if self._owed:
                await self._user_session.refresh_permissions()
                self._owed = False
