"""Runs a bulk command from its arguments to its exit code, with the plan and the run of the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial

from fleet_tui.bootstrap.output import data_out, forget_what_cannot_be_written, say
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE, INTERRUPTED, REFUSED
from fleet_tui.cli.bulk.arguments import asked_for, read_assignment, report_unknown_ids, require_targets
from fleet_tui.cli.bulk.output import agreed, answered_yes, print_summary, write_rows
from fleet_tui.cli.running import NOTHING, before_change, require_answer, stoppable
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, Send, SetActive
from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict, Verdicts, writing
from fleet_tui.domain.company_changes import CompanyPlan
from fleet_tui.domain.errors import BadValue, Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.bulk.write import Progress
from fleet_tui.services.services import Services

ACTIONS: dict[str, Action] = {
    "activate": SetActive(True),
    "deactivate": SetActive(False),
    "invite": Send(Purpose.INVITE),
    "reset": Send(Purpose.RESET),
}
"""Actions of the commands that take nothing but people."""
_SENDING = ("invite", "reset", "redo")
"""Commands that leave messages in the outbox."""

Run = Callable[[Plan, Progress | None], Outcome]


def run(name: str, arguments: argparse.Namespace) -> int:
    """Gives 1 when a person or the action was refused, or the user answered no."""
    undoing = name in ("undo", "redo")
    if not undoing:
        require_targets(arguments)
    require_answer(arguments)
    with data_out():
        pass  # refuse before any change when the outcome could not be printed
    with signed_in_services(load(database=arguments.database), arguments.user) as services:
        refused = False
        with before_change():
            company = services.company_undo.plan(redo=name == "redo") if undoing else None
            if company is not None:
                code = _company_ended_before(company, arguments)
                carry_out = partial(_company_carried_out, services, company)
            elif undoing:
                plan = services.undo.plan(redo=name == "redo")
                code = _ended_before(plan, arguments)
                carry_out = partial(_carried_out, plan, services.undo.run)
            else:
                plan, refused = _planned(name, services, arguments)
                code = _ended_before(plan, arguments)
                carry_out = partial(_carried_out, plan, services.bulk.run)
        if code is None:
            code = carry_out()
            if name in _SENDING:
                _tell_mail(services)
    return code or (REFUSED if refused else DONE)


def _tell_mail(services: Services) -> None:
    """Prints which program sends the messages: a command ends before they are due."""
    from fleet_tui.bootstrap.mail_worker import waiting_mail_words

    sentence = waiting_mail_words(services)
    if sentence:
        say(sentence)


def _planned(name: str, services: Services, arguments: argparse.Namespace) -> tuple[Plan, bool]:
    """The plan, and whether some of the given ids belong to no person."""
    kind = PersonKind(arguments.kind)
    action = _assigned(services, kind, arguments) if name == "set" else ACTIONS[name]
    ids, all_ids = asked_for(services, kind, arguments)
    plan = services.bulk.plan(action, kind, ids)
    known = {*plan.ids}
    strangers = [id for id in ids if id not in known]
    report_unknown_ids(kind, strangers)
    return plan, bool(strangers) or not all_ids


def _assigned(services: Services, kind: PersonKind, arguments: argparse.Namespace) -> Action:
    try:
        return read_assignment(PROFILE_TYPES[kind], arguments.assignment, services.lists.vocabulary(kind))
    except BadValue as bad:
        arguments.wrong(str(bad))
        raise


def _ended_before(plan: Plan, arguments: argparse.Namespace) -> int | None:
    """The exit code when the plan is not to be run, else None.

    Standard output gets one table: the plan's where the command ends with it, else the outcome's. A plan that the user
    is asked about goes to standard error.
    """
    if arguments.dry_run or not (arguments.yes or writing(plan.counts())):
        return _shown(plan)
    if not arguments.yes:
        write_rows(plan, sys.stderr)
        print_summary(plan)
        if not agreed(plan):
            say(NOTHING)
            return REFUSED
    return None


def _carried_out(plan: Plan, run: Run) -> int:
    try:
        with stoppable() as progress:
            outcome = run(plan, progress)
    except Stopped:
        say(NOTHING)
        return INTERRUPTED
    return _shown(outcome)


def _shown(verdicts: Verdicts) -> int:
    """Prints words before rows: a fault of standard output then hides nothing that was done."""
    print_summary(verdicts)
    try:
        with data_out():
            write_rows(verdicts, sys.stdout)
    except BrokenPipeError:  # the reader of the pipe has enough
        forget_what_cannot_be_written()
    return REFUSED if verdicts.counts()[Verdict.BLOCKED] else DONE


def _company_ended_before(plan: CompanyPlan, arguments: argparse.Namespace) -> int | None:
    """Prints what would change, and asks; the exit code when the plan is not to be run, else None."""
    say(f"{displayable(plan.title)}.")
    for change in plan.changes:
        say(f"{displayable(change.label)}: {displayable(change.before)} → {displayable(change.after)}")
    if plan.refused:
        say(f"This cannot be done: {displayable(plan.refused)}")
    if arguments.dry_run:
        return REFUSED if plan.refused else DONE
    if not arguments.yes:
        sys.stderr.write("Set it aside? [y/N] " if plan.refused else "Do it? [y/N] ")
        sys.stderr.flush()
        if not answered_yes():
            say(NOTHING)
            return REFUSED
    return None


def _company_carried_out(services: Services, plan: CompanyPlan) -> int:
    """Gives 1 when the change is refused."""
    say(services.company_undo.run(plan))
    return REFUSED if plan.refused else DONE
