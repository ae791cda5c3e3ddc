"""Ends the program on a signal: with a sentence, the terminal as it was, and in time.

It is imported before all else, so it imports next to nothing. An exception alone does not end a program: Python drops
one that is raised in a destructor or in the callback of a weak reference, and a library may catch it. So this module
remembers the signal, raises it again when its exception is gone, and after `GRACE` a thread ends the process.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import select
import signal
import sys
import time
from _weakref import ref
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

GRACE = 1.5
"""Seconds that the program may take to end; two seconds after a dropped line no process may be left."""
_LOOK_AGAIN = 0.02
"""Seconds between two checks that the exception of a signal still exists."""

NUMBERS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_WORDS = {"SIGINT": "Interrupted.", "SIGTERM": "Ended by a signal (SIGTERM).", "SIGHUP": "The line was dropped."}


class Signalled(SystemExit):
    """Unwinds what is open. `told`: a command has printed already how it ended."""

    told = False


class _State:
    received = 0
    exception: Callable[[], Signalled | None] | None = None
    held = 0
    patient = 0
    watched = False
    last_acts: tuple[Callable[[], object], ...] = ()


_state = _State()


def install() -> None:
    """Makes each signal end the process at once, with a sentence, until something has to be unwound first."""
    for number in NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks for
            signal.signal(number, _end_at_once)
    sys.unraisablehook = _unraisable
    if sys.platform != "win32":  # there a wakeup descriptor is a socket
        noticed, notice = os.pipe()
        os.set_blocking(notice, False)
        signal.set_wakeup_fd(notice, warn_on_full_buffer=False)
        _thread.start_new_thread(_wait, (noticed,))


def code() -> int:
    """The exit code for the received signal; 0 without one."""
    return 128 + _state.received if _state.received else 0


def keep(number: int) -> None:
    """Remembers the signal, and makes sure that the process ends in time."""
    _state.received = _state.received or number
    if not _state.watched:
        _state.watched = True
        _thread.start_new_thread(_watch, (number,))


def unwind(number: int, frame: FrameType | None = None) -> None:
    """A handler: remembers the signal and raises its exception, once."""
    keep(number)
    on_its_way = _state.exception is not None and _state.exception() is not None
    if not (on_its_way or _state.held):
        raise _exception()


def _exception() -> Signalled:
    exception = Signalled(code())
    _state.exception = ref(exception)
    return exception


def check() -> None:
    """Raises the exception of the received signal again, in case it was dropped.

    Raises:
        Signalled: the program ends.
    """
    if _state.received:
        raise _exception()


@contextlib.contextmanager
def held() -> Iterator[None]:
    """No signal raises inside: the block can make something and register it for removal."""
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1
    if not _state.held:
        check()


def at_last(act: Callable[[], object]) -> None:
    """Registers `act` for every end by a signal. It may run twice, and in any thread."""
    if act not in _state.last_acts:
        _state.last_acts += (act,)


def finish() -> None:
    """Runs the registered acts; from here on a signal ends the process at once, as nothing is left to unwind."""
    _state.exception = None
    for number in NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end_at_once)
    _do_last_acts()


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Inside, a signal ends the program in order, however long that takes."""
    _state.patient += 1
    try:
        yield
    finally:
        _state.patient -= 1


def print_reason(number: int) -> None:
    """Prints why the program ends, unless standard error is blocked: that must not delay the end."""
    words = _WORDS[signal.Signals(number).name]
    with contextlib.suppress(OSError, ValueError):
        if select.select((), (2,), (), 0)[1]:
            os.write(2, f"{words}\n".encode())


def leave(number: int) -> NoReturn:
    """Ends the process now, from any thread."""
    try:
        _do_last_acts()
        print_reason(number)
    finally:
        os._exit(128 + number)


def _end_at_once(number: int, frame: FrameType | None) -> NoReturn:
    leave(_state.received or number)


def _do_last_acts() -> None:
    for act in reversed(_state.last_acts):
        with contextlib.suppress(Exception):
            act()


def _wait(noticed: int) -> None:
    """Waits for a signal in a thread of its own: the main thread may be in a long call."""
    number = 0
    while number not in NUMBERS:
        number = os.read(noticed, 1)[0]
    if not _state.watched:
        _state.watched = True
        _watch(number)


def _watch(number: int) -> None:
    """Ends the process when it does not end by itself; raises the signal again when its exception is gone."""
    until = time.monotonic() + GRACE
    while time.monotonic() < until or _state.patient:
        time.sleep(_LOOK_AGAIN)
        exception = _state.exception
        if exception is not None and exception() is None and not _state.held:
            _thread.interrupt_main(signal.Signals(number))
    leave(number)


def _unraisable(unraisable: Any) -> None:
    """Prints exceptions that Python drops, but not a signal's, which is raised again."""
    if not issubclass(unraisable.exc_type, Signalled):
        sys.__unraisablehook__(unraisable)
