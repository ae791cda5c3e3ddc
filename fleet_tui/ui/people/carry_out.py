"""A plan from a list, from its making to its outcome (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import ImportRows, Revert, Send
from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict, writing
from fleet_tui.domain.bulk.wording import done, heading
from fleet_tui.domain.errors import Refusal
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.bulk.arrangement import Arrangement, arrange
from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.bulk.refused_rows import RefusedRows
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.guarded_screen import why_not
from fleet_tui.ui.people.people_list import PeopleList

V = TypeVar("V", Plan, Outcome)


@dataclass(frozen=True, slots=True)
class Job:
    """How a plan is made and run. `marks` is whether it is for the marked people; `refused` is of an import."""

    make: Callable[[Progress], Plan]
    run: Callable[[Plan, Progress], Outcome]
    looking: str = "Looking at each of them"
    marks: bool = False
    refused: RefusedRows | None = None


async def carry_out(screen: PeopleList, dialogs: DialogSequence, job: Job) -> str | None:
    """Show the plan, run it, show the outcome; returns what was done in a sentence, None when the plan was left.

    Raises:
        Refusal: the plan could not be made or run, or was stopped; nothing was changed.
    """
    progress = Progress()
    plan, arranged = await dialogs.wait(lambda: _arranged(job.make(progress)), job.looking, progress)
    dialog = PlanDialog(plan, arranged)
    dialog.refused = job.refused
    dropped = await dialogs.ask(dialog)
    if dropped is None:
        return None
    if dropped:
        plan = await run_in_thread(plan.without, dropped)
    changing = writing(plan.counts())
    running = Progress()
    call = plan.unrun if dropped and not changing else partial(job.run, plan, running)
    outcome, arranged = await dialogs.wait(lambda: _arranged(call()), heading(plan, changing), running)
    answer = await _ask_marks(screen, dialogs, job, arranged)
    if answer is MarksAfterRun.FAILED:
        screen.table.set_marks(outcome.ids_with(Verdict.BLOCKED))
    elif answer is MarksAfterRun.WRITTEN:
        screen.table.set_marks([*outcome.ids_with(Verdict.NEW), *outcome.ids_with(Verdict.CHANGES)])
    elif job.marks and answer is not MarksAfterRun.KEPT:
        screen.table.set_marks(())
    added = next(iter(outcome.ids_with(Verdict.NEW)), None)
    screen.table.reload(person=added if outcome.kind is screen.profile_type.kind else None)
    shown = await screen.table.person()  # the rows are there: they are painted once
    if answer is MarksAfterRun.INVITE:
        return await _invite(screen, dialogs, outcome)
    hidden = added is not None and (shown is None or shown.id != added)
    return f"{_summary(outcome)} The filter hides them: F shows everybody active." if hidden else _summary(outcome)


def _arranged(verdicts: V) -> tuple[V, Arrangement]:
    return verdicts, arrange(verdicts)


async def _ask_marks(
    screen: PeopleList, dialogs: DialogSequence, job: Job, arranged: Arrangement
) -> MarksAfterRun | None:
    """Show the outcome, and ask what becomes of the marks."""
    outcome = arranged.verdicts
    answers = {MarksAfterRun.KEPT} if job.marks else set()
    if outcome.kind is screen.profile_type.kind:
        imported = isinstance(outcome.action, ImportRows)
        answers.add(MarksAfterRun.WRITTEN if imported else MarksAfterRun.FAILED)
    may_not_copy = why_not(screen.services.grants, EXPORT_PEOPLE)
    dialog = OutcomeDialog(arranged, screen.services.files, answers, may_not_copy)
    dialog.refused = job.refused
    return await dialogs.ask(dialog)


async def _invite(screen: PeopleList, dialogs: DialogSequence, outcome: Outcome) -> str:
    """Plan to invite people of an outcome; what that changed is said, or that it was left or refused."""
    bulk = screen.services.bulk
    send = partial(bulk.plan, Send(Purpose.INVITE), outcome.kind, outcome.to_invite)
    job = Job(lambda progress: progress.unless_stopped(send()), bulk.run)
    try:
        return await carry_out(screen, dialogs, job) or _summary(outcome)
    except Refusal as refusal:
        return f"{_summary(outcome)} {refusal}"


def _summary(outcome: Outcome) -> str:
    if outcome.operation is None:
        return done(outcome)
    if isinstance(outcome.action, Revert) and not outcome.action.redo:
        return f"{done(outcome)} U does it again."
    return f"{done(outcome)} u takes it back."
