"""Signals end the program in order: the terminal is given back, a throwaway database goes, nothing stays running."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn, Protocol

from fleet_tui.commands.output import forget_what_cannot_be_written
from fleet_tui.commands.throwing_away import throw_away

GRACE = 1.5
"""How long the app may take to end, in seconds; a dropped line must leave no process after two."""


class Runs(Protocol):
    """What of an app is needed here."""

    async def run_async(self) -> Any: ...

    def exit(self) -> None: ...


def _numbers() -> tuple[int, ...]:
    return tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def signals_are_an_exit() -> Iterator[None]:
    """Outside of the app a signal unwinds what is open, as an exit does."""
    received: list[int] = []

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        received.append(number)
        sys.exit(128 + number)

    with _handled((*_numbers(), signal.SIGINT), leave):
        try:
            yield
        except Exception:
            # Python 3.11 makes a RuntimeError of what is raised while a class is made (`__set_name__`).
            if received:
                sys.exit(128 + received[0])
            raise


def until_it_ends(app: Runs, give_back: Callable[[], None]) -> int:
    """Runs the app; gives the number of the signal that ended it, 0 when it ended by itself.

    `give_back` gives the terminal back at once, where the app does not come to it.
    """
    received: list[int] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def end(number: int, frame: FrameType | None) -> None:
            if not received:
                received.append(number)
                _watch(number, give_back)
            loop.call_soon_threadsafe(app.exit)

        with _handled((*_numbers(), signal.SIGINT), end):
            await app.run_async()

    try:
        asyncio.run(run())
    except Exception:
        # After a signal the terminal may be gone, and writing to it fails: that is no fault of the program.
        if not received:
            raise
    if received:
        forget_what_cannot_be_written()
    return received[0] if received else 0


def _watch(number: int, give_back: Callable[[], None]) -> None:
    """Ends the process when the app does not."""
    watch = threading.Timer(GRACE, _leave_at_once, (number, give_back))
    watch.daemon = True
    watch.start()


def _leave_at_once(number: int, give_back: Callable[[], None]) -> NoReturn:
    try:
        give_back()
        throw_away()
    finally:
        os._exit(128 + number)


@contextlib.contextmanager
def _handled(numbers: tuple[int, ...], handler: Any) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
