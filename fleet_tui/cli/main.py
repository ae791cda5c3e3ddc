"""The command line: reads the arguments, runs one command, and reports its end in a plain sentence.

Exit codes: 0 done, 1 refused, 2 wrong usage or settings, 128 and the signal's number when a signal ended it. Data goes
to standard output, words to standard error. It imports only what `--help` and `--version` need.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, Protocol

from fleet_tui import __version__
from fleet_tui.bootstrap import run, signals
from fleet_tui.cli.arguments import add_database

_PROGRAM = "fleet-tui"
_EXAMPLES = """\
the app's keys: F1 or ? shows them. exit codes: 0 done, 1 refused or partly refused, 2 wrong usage.

examples:
  fleet-tui --demo                      the app with 500 people who do not exist
  fleet-tui list technicians            what the Technicians list shows, as text
  fleet-tui list employees --format csv --all > employees.csv
  fleet-tui list technicians --filter 'team:north status:pending skills:-gas'
  fleet-tui show technicians 'ann porter'
  fleet-tui edit technicians 12 mobile='303 555 0199' skills+=Gas
  fleet-tui export technicians --all -o technicians.xlsx
  fleet-tui import technicians drivers.csv --dry-run --default type=managed
  fleet-tui deactivate technicians --filter team:north --dry-run
  fleet-tui set technicians team=South 12 15 --yes
  fleet-tui outbox send --watch         send invitations and resets as they become due
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and gives its exit code."""
    words = sys.argv[1:] if arguments is None else [*arguments]
    parsed = _app_arguments(words) or _parser().parse_args(words)
    if parsed.demo is not None and (parsed.command or parsed.database):
        _parser().error("--demo starts the app on a database of its own: leave out the command and --database")
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except KeyboardInterrupt:  # the line gave ctrl+c as a character
        signals.print_reason(signal.SIGINT)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        from fleet_tui.bootstrap.output import forget_what_cannot_be_written

        forget_what_cannot_be_written()  # the reader of the pipe has enough (`| head`)
        return 0
    except Exception as error:  # noqa: BLE001  # the last resort: whatever it is, it ends in a sentence
        return signals.code() or _ended(error)
    return code


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage with arguments made safe to display: one may come from a file of another person."""

    def error(self, message: str) -> NoReturn:
        """Prints what is wrong on standard error and ends with 2."""
        from fleet_tui.domain.text import displayable

        super().error(displayable(message, lines=True))


class _ParserOfCommand(_Parser):
    """Takes options before, between and behind other arguments: `reset technicians --yes 12 15`."""

    _mixed = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parses options first, then what is left by position; argparse calls this again for each."""
        if self._mixed:
            return super().parse_known_args(args, namespace)
        self._mixed = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixed = False


class _Command(Protocol):
    """The attributes of a command, a module or an object."""

    @property
    def NAME(self) -> str: ...  # noqa: N802  # a constant of the modules

    @property
    def HELP(self) -> str: ...  # noqa: N802

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


class _NotTheApp(Exception):
    """The arguments are not those of the app alone."""


class _AppParser(argparse.ArgumentParser):
    """Knows the arguments of the app alone, and leaves the words about wrong ones to the whole parser."""

    def error(self, message: str) -> NoReturn:
        """Raises instead of printing."""
        raise _NotTheApp


def _app_arguments(words: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of the app, for which no command is imported; None for a command, `--help` and wrong usage."""
    parser = _AppParser(prog=_PROGRAM, add_help=False, allow_abbrev=False)
    _add_app_arguments(parser)
    try:
        parsed, others = parser.parse_known_args(words)
    except _NotTheApp:
        return None
    return None if others else parsed


def _add_app_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", action="version", version=f"Fleet TUI {__version__}")
    add_database(parser)
    run.add_arguments(parser)
    parser.set_defaults(run=run.run, command=None, version=__version__)


def _parser() -> argparse.ArgumentParser:
    from fleet_tui.cli import billed, check, copy, demo, doctor, export, help, list, outbox, paths, share
    from fleet_tui.cli.bulk.command import COMMANDS as BULK
    from fleet_tui.cli.company import command as company
    from fleet_tui.cli.imports import command as imports
    from fleet_tui.cli.keeping import backup, settings
    from fleet_tui.cli.keys import command as keys
    from fleet_tui.cli.overview import command as overview
    from fleet_tui.cli.profile import command as profile
    from fleet_tui.cli.shell import command as completion

    parser = _Parser(
        prog=_PROGRAM,
        description="Manage the technicians and employees of a fleet from a terminal. Without a command: the app.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_app_arguments(parser)
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", parser_class=_ParserOfCommand)
    every: tuple[_Command, ...] = (
        list,
        *profile.COMMANDS,
        export,
        imports,
        *BULK,
        *company.COMMANDS,
        overview,
        billed,
        outbox,
        demo,
        share,
        check,
        paths,
        copy,
        backup,
        settings,
        keys,
        doctor,
        completion,
        help,
    )
    for each in every:
        command = commands.add_parser(each.NAME, help=each.HELP, description=each.HELP, allow_abbrev=False)
        each.add_arguments(command)
        command.set_defaults(run=each.run, program=parser)
    return parser


def _ended(error: Exception) -> int:
    from fleet_tui.bootstrap.output import say
    from fleet_tui.bootstrap.settings_table import WrongSettings
    from fleet_tui.domain.errors import Refusal

    if isinstance(error, Refusal):
        say(str(error))
        return 2 if isinstance(error, WrongSettings) else 1
    from fleet_tui.bootstrap import crash

    say(crash.report_fault(error))
    return 1
