"""Ends the program in order on a signal: gives the terminal back, removes a throwaway database, stops what runs."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Protocol

from fleet_tui.bootstrap import signals
from fleet_tui.bootstrap.output import forget_what_cannot_be_written


class Runs(Protocol):
    """The part of an app that ending it needs."""

    async def run_async(self) -> Any: ...

    def exit(self) -> None: ...


@contextlib.contextmanager
def exit_on_signals() -> Iterator[None]:
    """Lets a signal unwind the block, as an exit does.

    Raises:
        Signalled: a signal was received.
    """
    with _handled(signals.unwind):
        try:
            yield
        except Exception:
            # Python 3.11 turns an exception raised while a class is made (`__set_name__`) into a RuntimeError, SQLite
            # one raised in a function that it calls into an error of its own.
            signals.check()
            raise
        signals.check()


def run_until_exit(app: Runs, give_back: Callable[[], None]) -> None:
    """Runs the app; a signal ends it as `q` does, without a question.

    `give_back` gives the terminal back at once, where the app does not get to it.
    """
    signals.at_last(give_back)

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def end(number: int, frame: FrameType | None) -> None:
            signals.keep(number)
            loop.call_soon_threadsafe(app.exit)

        with _handled(end):
            await app.run_async()

    try:
        asyncio.run(run())
    except Exception:
        # After a signal the terminal may be gone and writing to it fail: that is no fault of the program.
        if not signals.code():
            raise
    if signals.code():
        forget_what_cannot_be_written()


@contextlib.contextmanager
def _handled(handler: Any) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in signals.NUMBERS}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
