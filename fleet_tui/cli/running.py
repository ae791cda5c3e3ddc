"""Runs what changes people, for every command: it can be asked about before, and stopped while it runs."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterator

from fleet_tui.bootstrap import signals
from fleet_tui.bootstrap.endings import exit_on_signals
from fleet_tui.bootstrap.output import say
from fleet_tui.cli.arguments import INTERRUPTED
from fleet_tui.domain.errors import Stopped
from fleet_tui.domain.waiting import Waiting, waiting_as
from fleet_tui.services.bulk.write import Progress

NOTHING = "Nothing was changed."
"""Printed when a command ends before its change, or takes it back."""


def require_answer(arguments: argparse.Namespace) -> None:
    """Ends with wrong usage when the plan could not be asked about and the arguments do not answer either."""
    if not (arguments.dry_run or arguments.yes or _can_ask()):
        arguments.wrong(
            "there is no terminal to ask on: --yes does it without asking, --dry-run shows what it would do"
        )


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()


@contextlib.contextmanager
def before_change() -> Iterator[None]:
    """A block in which nothing is changed yet; a signal that ends the program inside says so.

    Raises:
        SystemExit: ctrl+c, which has been reported.
    """
    try:
        with exit_on_signals():
            yield
    except KeyboardInterrupt:
        say(NOTHING)
        raise SystemExit(INTERRUPTED) from None
    except signals.Signalled as end:
        say(NOTHING)
        end.told = True
        raise


@contextlib.contextmanager
def stoppable(shown: Progress | None = None) -> Iterator[Progress]:
    """A progress callback that stops the run after ctrl+c, before anything is changed, and passes on to `shown`.

    KeyboardInterrupt could break off anywhere, also just after the commit, and the command could not say which.
    """
    waiting = Waiting(tell=lambda: say("Waiting for another program… ctrl+c gives up."))

    def pressed(*_: object) -> None:
        waiting.given_up = True

    before = signal.signal(signal.SIGINT, pressed)

    def progress(done: int, whole: int) -> None:
        if waiting.given_up:
            raise Stopped(NOTHING)
        if shown is not None:
            shown(done, whole)

    with signals.patience(), waiting_as(waiting):
        try:
            yield progress
        finally:
            signal.signal(signal.SIGINT, before)
