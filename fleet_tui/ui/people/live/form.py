"""What others do with the record that a form has open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.presence import ChangedSince, OpenProfile, open_in_words
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.form.others.head import FormHead
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.people.live.follow import FOLLOWS

Asked = tuple[Sequence[OpenProfile], ChangedSince | None]
"""Who else has the record open, and what was changed since it was read."""


class Others(Protocol):
    """Others, as they work on one record. The methods run off the UI thread; each may refuse."""

    def begin(self, record: FormRecord) -> None:
        """Tell them that the record is open."""

    def ask(self, record: FormRecord) -> Asked:
        """What they have open, and what they changed."""

    def end(self, record: FormRecord) -> None:
        """Tell them that the record is not open any more."""


class LiveForm:
    """Tells others that a record is open, and its form which others have it open and what they change.

    Changes appear by themselves while nothing is typed. Typing stays: then a note says who changed what.
    """

    def __init__(self, screen: FormScreen, services: Services, others: Others) -> None:
        self._screen = screen
        self._now = services.context.clock
        self._others = others
        self._opening: asyncio.Task[FormRecord] | None = None
        self._said: ChangedSince | None = None

    def begin(self) -> None:
        """Look again and again from now on."""
        self._screen.set_interval(FOLLOWS, self.look_now)

    def look_now(self) -> None:
        """Look in a worker."""
        # Given as a function: a coroutine would never be awaited where the screen ends first.
        self._screen.run_worker(self._look, exclusive=True, group="follow")  # type: ignore[arg-type]  # gives None

    async def _look(self) -> None:
        """Look for what others do; the first time, tell them that the record is open."""
        record = self._screen.record
        if record is None or record.version is None:
            return
        with suppress(Refusal):  # the next action of the user says it
            if self._opening is None:
                self._opening = asyncio.create_task(self._open(record))
            await asyncio.shield(self._opening)
            open, changed = await run_in_thread(self._others.ask, record)
            if self._screen.record is record:  # not saved meanwhile
                await self._show(open, changed)

    async def _open(self, record: FormRecord) -> FormRecord:
        await run_in_thread(self._others.begin, record)
        return record

    async def _show(self, open: Sequence[OpenProfile], changed: ChangedSince | None) -> None:
        screen, now = self._screen, self._now()
        if changed is None:
            self._note(*filter(None, (open_in_words(open, now),)))
        elif screen.unsaved:
            notes = [f"{changed.in_words(now, most)}: F2 merges." for most in (4, 2, 1)]
            self._note(*notes)
            if changed != self._said:
                self._said = changed
                line = screen.query_one_optional(StatusLine)
                if line is not None and not line.said:  # a sentence that answers a key is not taken away
                    line.say(notes[0])
        elif screen.is_current and not screen.saving.busy and await screen.read_on():
            screen.say(f"{changed.in_words(now)}.")

    def _note(self, *wordings: str) -> None:
        head = self._screen.query_one_optional(FormHead)
        if head is not None:  # the form is still there
            head.show_note(*wordings)

    async def end(self) -> None:
        """Tell others that the record is not open any more; the form may show another one."""
        opening, self._opening, self._said = self._opening, None, None
        self._note()
        if opening is not None:
            with suppress(Refusal):
                await run_in_thread(self._others.end, await opening)


class OthersOnProfile:
    """Others with the profiles of a kind."""

    def __init__(self, services: Services, kind: PersonKind) -> None:
        self._services = services
        self._kind = kind

    def begin(self, record: FormRecord) -> None:
        if record.profile is not None:
            self._services.presence.open(self._kind, record.profile.id)

    def ask(self, record: FormRecord) -> Asked:
        if record.profile is None:
            return (), None
        presence, id = self._services.presence, record.profile.id
        return presence.others(self._kind).get(id, ()), presence.changed_since(self._kind, id, record.profile.version)

    def end(self, record: FormRecord) -> None:
        if record.profile is not None:
            self._services.presence.close(self._kind, record.profile.id)


class OthersOnCompany:
    """Others with the company's settings; their names are not shown."""

    def __init__(self, services: Services) -> None:
        self._company = services.company

    def begin(self, record: FormRecord) -> None: ...

    def ask(self, record: FormRecord) -> Asked:
        return (), self._company.changed_since(record.version or 0)

    def end(self, record: FormRecord) -> None: ...
