"""`fleet-tui undo` and `redo` of a change of the company's settings: what would change, then the result."""

from __future__ import annotations

import argparse
import sys

from fleet_tui.bootstrap.output import say
from fleet_tui.cli.bulk_output import answered_yes
from fleet_tui.cli.exit_codes import DONE, REFUSED
from fleet_tui.domain.company_changes import CompanyPlan
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services


def ended_before(plan: CompanyPlan, arguments: argparse.Namespace) -> int | None:
    """Say what would change, and ask; the exit code when the plan is not to be carried out."""
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
            say("Nothing was changed.")
            return REFUSED
    return None


def carried_out(services: Services, plan: CompanyPlan) -> int:
    """Gives 1 when nothing was changed, because it cannot be."""
    say(services.company_undo.run(plan))
    return REFUSED if plan.refused else DONE
