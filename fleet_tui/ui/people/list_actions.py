"""Bulk actions from a list: what to do, the plan, the run, the outcome (product.md, "Marking and bulk actions").

Callers do so in a worker of the group ASKING, or DOING where there may be nothing to ask: then keys that
are pressed ahead are for the dialog that comes next, and never for the list behind.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, MANAGE_PEOPLE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.action_permissions import permission_for
from fleet_tui.domain.bulk.actions import Revert, Send
from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict
from fleet_tui.domain.bulk.wording import done, heading
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.bulk.actions import ACTIONS, Actions, Do
from fleet_tui.ui.bulk.company_changes import undo_company
from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.bulk.set_field import ask_field
from fleet_tui.ui.dialogs.menu import own_entries
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.granting import why_not
from fleet_tui.ui.people.list_copy import NOBODY, copy_selected
from fleet_tui.ui.people.list_selected import Selected, selected

if TYPE_CHECKING:
    from fleet_tui.ui.people.list_screen import PeopleListScreen


async def act(screen: PeopleListScreen, picked: str | None = None) -> None:
    """Ask what is to be done with the marked people, or with the one at the cursor, unless it is picked; do it."""
    whom = selected(screen)
    if whom is None:
        screen.say("There is nobody here.")
        return
    with DialogSequence(screen.app) as turn:
        if not picked:
            picked = await turn.ask(Actions(whom.words, closed=_not_allowed(screen)))
        if picked is not None:
            await _told(screen, _picked(screen, turn, whom, picked))


def _not_allowed(screen: PeopleListScreen) -> dict[str, str]:
    """Why some of what can be done is not allowed."""
    needed = {name: permission_for(action) for name, action in ACTIONS.items()}
    needed |= {Do.SET: MANAGE_PEOPLE, Do.COPY: EXPORT_PEOPLE}
    return {name: why_not(screen.grants, permission) for name, permission in needed.items()}


def offered(screen: PeopleListScreen) -> dict[str, Binding]:
    """The entries of the menu that are allowed."""
    closed = _not_allowed(screen)
    return {picked: entry for picked, entry in own_entries(Actions).items() if not closed.get(picked)}


async def undo(screen: PeopleListScreen, *, redo: bool = False) -> None:
    """Take back the last change of this user, or do again what was taken back last."""
    service = screen.services.undo
    with DialogSequence(screen.app) as turn:
        try:
            said = await undo_company(screen, screen.services.company_undo, redo=redo)
        except Refusal as refusal:
            screen.say(str(refusal), problem=True)
            return
        if said is not None:
            screen.say(said) if said else screen.rest()
            return
        await _told(screen, _carried_out(screen, turn, partial(service.plan, redo=redo), service.run, marks=False))


async def copy(screen: PeopleListScreen) -> None:
    """Copy the row at the cursor; when somebody is marked, ask what is to be copied and where to."""
    whom = selected(screen)
    if whom is None:
        screen.say(NOBODY)
        return
    with DialogSequence(screen.app) as turn:
        await _told(screen, copy_selected(screen, turn, whom))


async def _told(screen: PeopleListScreen, doing: Coroutine[None, None, str]) -> None:
    """Say what was done, or why it was not; marks, filter and cursor are then as they were."""
    try:
        said = await doing
        screen.say(said) if said else screen.rest()
    except Stopped as stopped:
        screen.say(str(stopped))
    except Refusal as refusal:
        screen.say(str(refusal), problem=True)


async def _picked(screen: PeopleListScreen, turn: DialogSequence, whom: Selected, picked: str) -> str:
    services, profile_type = screen.services, screen.profile_type
    if picked == Do.COPY:
        return await copy_selected(screen, turn, whom)
    action = ACTIONS.get(picked) or await ask_field(turn, services.lists, profile_type, whom.words)
    if action is None:
        return ""
    make = partial(services.bulk.plan, action, profile_type.kind, whom.ids)
    return await _carried_out(screen, turn, make, services.bulk.run, marks=whom.marked)


async def _carried_out(
    screen: PeopleListScreen,
    turn: DialogSequence,
    make: Callable[[], Plan],
    run: Callable[[Plan, Progress], Outcome],
    *,
    marks: bool,
) -> str:
    """Show the plan, run it, show the outcome; what was done in a sentence, which is empty when nothing was.

    Raises:
        Refusal: the plan could not be made or run, or was stopped; nothing was changed.
    """
    progress = Progress()
    plan = await turn.wait(lambda: progress.unless_stopped(make()), "Looking at each of them", progress)
    dropped = await turn.ask(PlanDialog(plan))
    if dropped is None:
        return ""
    if dropped:
        plan = await run_in_thread(plan.without, dropped)
    changing = plan.counts()[Verdict.CHANGES]
    if dropped and not changing:
        outcome = plan.unrun()
    else:
        progress = Progress()
        outcome = await turn.wait(partial(run, plan, progress), heading(plan, changing), progress)
    markable = outcome.kind is screen.profile_type.kind
    may_not = why_not(screen.grants, EXPORT_PEOPLE)
    answer = await turn.ask(
        OutcomeDialog(outcome, screen.services.files, marks=marks, markable=markable, may_not_copy=may_not)
    )
    if answer is MarksAfterRun.FAILED:
        screen.set_marks(outcome.ids_with(Verdict.BLOCKED))
    elif marks and answer is not MarksAfterRun.KEPT:
        screen.set_marks(())
    screen.table.reload()
    await screen.table.person()  # the rows are there: they are painted once
    if answer is MarksAfterRun.INVITE:
        bulk = screen.services.bulk
        again = partial(bulk.plan, Send(Purpose.INVITE), outcome.kind, outcome.to_invite)
        return await _carried_out(screen, turn, again, bulk.run, marks=False) or _said(outcome)
    return _said(outcome)


def _said(outcome: Outcome) -> str:
    if outcome.operation is None:
        return done(outcome)
    if isinstance(outcome.action, Revert) and not outcome.action.redo:
        return f"{done(outcome)} U does it again."
    return f"{done(outcome)} u takes it back."
