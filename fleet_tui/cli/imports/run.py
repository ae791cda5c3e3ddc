"""Runs an import from its arguments to its exit code, with the plan and the run of the screen."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from fleet_tui.bootstrap.output import data_out, forget_what_cannot_be_written, say
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE, INTERRUPTED, REFUSED
from fleet_tui.cli.bulk.output import agreed
from fleet_tui.cli.imports.as_json import write_json
from fleet_tui.cli.imports.mapping import chosen_mapping
from fleet_tui.cli.imports.output import places_of, print_mapping, print_summary, write_rows
from fleet_tui.cli.imports.progress import progress_line
from fleet_tui.cli.imports.refused import RefusedFile
from fleet_tui.cli.running import NOTHING, before_change, require_answer, stoppable
from fleet_tui.domain.bulk.plan import Plan, Verdict, Verdicts, writing
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import FileSource, Source, spooled

_STANDARD_INPUT = "-"
_LEFT_OUT = {"new": (Verdict.CHANGES, "would change"), "changes": (Verdict.NEW, "would be new")}
"""The rows that each `--only` leaves out, and their words."""
_MOST_SHOWN = 100
"""Most rows before a question: more would push the words above them out of sight."""


@dataclass(frozen=True, slots=True)
class _Import:
    """A file that was read, and where to write what becomes of it."""

    services: Services
    arguments: argparse.Namespace
    file: ImportFile
    mapping: ImportMapping
    refused: RefusedFile | None


def run(arguments: argparse.Namespace) -> int:
    """Gives 1 when a row or the file was refused, or the user answered no."""
    require_answer(arguments)
    with data_out():
        pass  # refuse before any change when the outcome could not be printed
    settings = load(database=arguments.database)
    refused = RefusedFile(settings, arguments.refused) if arguments.refused is not None else None
    with signed_in_services(settings, arguments.user) as services:
        with before_change():
            file = services.imports.open(_source(arguments.file), PersonKind(arguments.kind))
            mapping = chosen_mapping(services, file, arguments)
            command = _Import(services, arguments, file, mapping, refused)
            print_mapping(file, mapping)
            with progress_line("Rows compared") as progress:
                plan = services.imports.plan(file, mapping, progress)
            plan = _only(plan, arguments.only)
            code = _ended_before(command, plan)
        return _carried_out(command, plan) if code is None else code


def _source(path: str) -> Source:
    """The bytes of a file, or those of a pipe, which are kept because they are read twice."""
    if path == _STANDARD_INPUT:
        if sys.stdin is None:
            raise Refusal("There is no standard input to read: name a file.")
        return spooled("standard input", sys.stdin.buffer)
    file = Path(path).expanduser()
    if file.is_fifo() or file.is_char_device():  # as `<(command)` of a shell
        try:
            with file.open("rb") as pipe:
                return spooled(file.name, pipe)
        except OSError as error:
            raise Refusal(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    return FileSource(file)


def _only(plan: Plan, only: str | None) -> Plan:
    """The plan without the rows that `--only` leaves out; prints how many there are."""
    if only is None:
        return plan
    verdict, words = _LEFT_OUT[only]
    dropped = [plan.ids[place] for place in places_of(plan, verdict)]
    if dropped:
        say(f"{len(dropped):,} {'row' if len(dropped) == 1 else 'rows'} that {words} left out by --only {only}.")
    return plan.without(dropped)


def _ended_before(command: _Import, plan: Plan) -> int | None:
    """The exit code when the plan is not to be run, else None; standard output gets the plan or the outcome."""
    arguments = command.arguments
    if arguments.dry_run or not (arguments.yes or writing(plan.counts())):
        return _shown(command, plan)
    if not arguments.yes:
        write_rows(plan, sys.stderr, _MOST_SHOWN)
        print_summary(plan)
        if not agreed(plan):
            say(NOTHING)
            return REFUSED
    return None


def _carried_out(command: _Import, plan: Plan) -> int:
    try:
        with progress_line("Rows written") as shown, stoppable(shown) as progress:
            outcome = command.services.imports.run(plan, progress)
    except Stopped:
        say(NOTHING)
        return INTERRUPTED
    return _shown(command, outcome)


def _shown(command: _Import, verdicts: Verdicts) -> int:
    """Prints words before rows: a fault of standard output then hides nothing that was done."""
    print_summary(verdicts)
    refused = verdicts.counts()[Verdict.BLOCKED]
    if command.refused is not None and refused:
        command.refused.write(command.services.imports.refused(verdicts), refused)
    try:
        with data_out():
            if command.arguments.format == "json":
                write_json(command.file, command.mapping, verdicts, sys.stdout)
            else:
                write_rows(verdicts, sys.stdout)
    except BrokenPipeError:  # the reader of the pipe has enough
        forget_what_cannot_be_written()
    return REFUSED if refused else DONE
