"""What others do with the profile that a form has open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.presence import ChangedSince, OpenProfile, open_in_words
from fleet_tui.domain.people.profile import Profile
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread


class FollowedForm(Protocol):
    """What following needs of the form's screen."""

    @property
    def profile(self) -> Profile | None:
        """The profile as it was read; None until it is, or is added."""

    @property
    def unsaved(self) -> bool:
        """Whether there is unsaved typing."""

    @property
    def may_read(self) -> bool:
        """Whether the form is on the screen, with no dialog over it and no save under way."""

    def show_note(self, *notes: str) -> None:
        """Write the first of these wordings that fits above the form."""

    def say(self, text: str) -> None:
        """Write to the status line."""

    async def read_on(self) -> bool:
        """Show the record as stored now, unless there is unsaved typing; whether it is shown."""


class LiveForm:
    """Tells others that the profile is open, and the form who has it open besides and what they change.

    Changes appear by themselves while nothing is typed. Typing stays: then a note says who changed what.
    """

    def __init__(self, screen: FollowedForm, services: Services, kind: PersonKind) -> None:
        self._screen = screen
        self._services = services
        self._kind = kind
        self._opening: asyncio.Task[int] | None = None
        self._said: ChangedSince | None = None

    async def look(self) -> None:
        """Look for what others do; the first time, tell them that the profile is open."""
        profile = self._screen.profile
        if profile is None:
            return
        with suppress(Refusal):  # the next action of the user says it
            if self._opening is None:
                self._opening = asyncio.create_task(self._open(profile.id))
            await asyncio.shield(self._opening)
            open, changed = await run_in_thread(self._ask, profile)
            if self._screen.profile is profile:  # not saved meanwhile
                await self._show(open, changed)

    async def _open(self, person: int) -> int:
        await run_in_thread(self._services.presence.open, self._kind, person)
        return person

    def _ask(self, profile: Profile) -> tuple[Sequence[OpenProfile], ChangedSince | None]:
        presence = self._services.presence
        open = presence.others(self._kind).get(profile.id, ())
        return open, presence.changed_since(self._kind, profile.id, profile.version)

    async def _show(self, open: Sequence[OpenProfile], changed: ChangedSince | None) -> None:
        screen, now = self._screen, self._services.context.clock()
        if changed is None:
            screen.show_note(*filter(None, (open_in_words(open, now),)))
        elif screen.unsaved:
            notes = [f"{changed.in_words(now, most)}: F2 merges." for most in (4, 2, 1)]
            screen.show_note(*notes)
            if changed != self._said:
                self._said = changed
                screen.say(notes[0])
        elif screen.may_read and await screen.read_on():
            screen.say(f"{changed.in_words(now)}.")

    async def end(self) -> None:
        """Tell others that the profile is not open any more."""
        if self._opening is not None:
            with suppress(Refusal):
                await run_in_thread(self._services.presence.close, self._kind, await self._opening)
