"""Bulk actions from a list: the menu, the plan, the run, the outcome (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial

from textual.binding import Binding

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, MANAGE_PEOPLE
from fleet_tui.domain.bulk.actions import Action, permission_for
from fleet_tui.domain.bulk.plan import Outcome, Plan
from fleet_tui.domain.bulk.repeat import LastOperations, Repeat
from fleet_tui.domain.bulk.wording import left_out
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.bulk.actions import ACTIONS, Actions, Do
from fleet_tui.ui.bulk.company_changes import undo_company
from fleet_tui.ui.bulk.set_field import ask_field
from fleet_tui.ui.dialogs.menu import own_entries
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.guarded_screen import why_not
from fleet_tui.ui.people.carry_out import Job, carry_out
from fleet_tui.ui.people.list_copy import NOBODY, Selected, copy_selected, selected
from fleet_tui.ui.people.list_export import export_people
from fleet_tui.ui.people.people_list import PeopleList


class ListActions:
    """One action from a list, with the dialogs that it opens one after the other.

    Runs in a worker of the group ASKING, or DOING where there may be nothing to ask: then keys pressed ahead are for
    the dialog that comes next, and never for the list behind.
    """

    def __init__(self, screen: PeopleList) -> None:
        self._screen = screen
        self._services = screen.services
        self._dialogs = DialogSequence(screen.app)

    def offered(self) -> dict[str, Binding]:
        """The entries of the menu that are allowed."""
        closed = self._not_allowed()
        return {picked: entry for picked, entry in own_entries(Actions).items() if not closed.get(picked)}

    async def act(self, picked: str | None = None) -> None:
        """Ask what to do with the marked people, or with the one at the cursor, unless it is picked; do it."""
        targets = selected(self._screen)
        if targets is None:
            self._screen.say("There is nobody here.")
            return
        with self._dialogs:
            if not picked:
                last = await self._screen.run_or_say(self._last)
                if last is None:
                    return
                begin = Do.DEACTIVATE if targets.active else Do.ACTIVATE  # what would change this person
                picked = await self._dialogs.ask(Actions(targets.words, last, self._not_allowed(), begin))
            if picked is not None:
                await self._report(self._picked(targets, picked))

    async def again(self) -> None:
        """Do the last bulk action or save again, with the marked people or the one at the cursor."""
        targets = selected(self._screen)
        if targets is None:
            self._screen.say("There is nobody here.")
            return
        with self._dialogs:
            await self._report(self._again(targets, lambda last: last.last))

    def _last(self) -> LastOperations:
        return self._services.bulk.last_operations(self._screen.profile_type.kind)

    async def _again(self, targets: Selected, which: Callable[[LastOperations], Repeat | None]) -> str:
        repeat = which(await run_in_thread(self._last))
        if repeat is None:
            return "There is nothing to do again yet: this repeats your last action or save."
        action, note = repeat.action, left_out(repeat)
        if action is None:
            return f"Nothing can be done again. {note}"
        bulk, kind = self._services.bulk, self._screen.profile_type.kind

        def make() -> Plan:
            plan = bulk.plan(action, kind, targets.ids)
            return replace(plan, notes=(*plan.notes, *filter(None, [note])))

        return await self._carry_out(make, bulk.run, marks=targets.marked)

    async def _carry_out(
        self, make: Callable[[], Plan], run: Callable[[Plan, Progress], Outcome], *, marks: bool
    ) -> str:
        """Carry out a plan; returns what was done in a sentence, empty when nothing was."""
        job = Job(lambda progress: progress.unless_stopped(make()), run, marks=marks)
        return await carry_out(self._screen, self._dialogs, job) or ""

    async def undo(self, *, redo: bool = False) -> None:
        """Undo the last change of this user, or redo the one undone last."""
        with self._dialogs:
            await self._report(self._undo(redo))

    async def _undo(self, redo: bool) -> str:
        said = await undo_company(self._dialogs, self._services.company_undo, redo=redo)
        if said is not None:
            return said
        undo = self._services.undo
        return await self._carry_out(partial(undo.plan, redo=redo), undo.run, marks=False)

    async def copy(self) -> None:
        targets = selected(self._screen)
        if targets is None:
            self._screen.say(NOBODY)
            return
        with self._dialogs:
            await self._report(copy_selected(self._screen, self._dialogs, targets))

    def _not_allowed(self) -> dict[str, str]:
        """Why entries of the menu are not allowed; empty for those that are."""
        needed = {name: permission_for(action) for name, action in ACTIONS.items()}
        needed |= {Do.SET: MANAGE_PEOPLE, Do.EXPORT: EXPORT_PEOPLE}
        closed = {name: why_not(self._services.grants, permission) for name, permission in needed.items()}
        return closed | {Do.EXPORT: closed[Do.EXPORT] or self._services.files.off}

    async def _report(self, doing: Coroutine[None, None, str]) -> None:
        """Say what was done, or why it was refused; marks, filter and cursor are then as they were."""
        try:
            said = await doing
            self._screen.say(said) if said else self._screen.rest()
        except Refusal as refusal:
            self._screen.say(str(refusal), problem=not isinstance(refusal, Stopped))

    async def _picked(self, targets: Selected, picked: str) -> str:
        if picked == Do.EXPORT:
            return await export_people(self._screen, self._dialogs, targets)
        if picked == Do.AGAIN:
            return await self._again(targets, lambda last: last.bulk)
        if picked == Do.LIKE_SAVE:
            return await self._again(targets, lambda last: last.save)
        bulk, profile_type = self._services.bulk, self._screen.profile_type
        action: Action | None
        if picked == Do.SET:
            action = await ask_field(self._dialogs, self._services.lists, profile_type, targets.words)
        else:
            action = ACTIONS[picked]
        if action is None:
            return ""
        make = partial(bulk.plan, action, profile_type.kind, targets.ids)
        return await self._carry_out(make, bulk.run, marks=targets.marked)
