"""Signals end the program: in words, with the terminal as it was, and in time.

Imported before all else, so it imports next to nothing. An exception alone does not end a program: Python drops one
that is raised in a destructor or in the callback of a weak reference, and a library may catch it. So a signal is kept,
raised again when its exception is gone, and after `GRACE` a thread ends the process.
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
"""Seconds that the program may take to end; a dropped line must leave no process after two."""
_LOOK_AGAIN = 0.02
"""Seconds between two looks at whether the exception of a signal is on its way."""

NUMBERS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_WORDS = {"SIGINT": "Interrupted.", "SIGTERM": "Ended by a signal (SIGTERM).", "SIGHUP": "The line was dropped."}


class Signalled(SystemExit):
    """Unwinds what is open. `told`: somebody has said already what became of it."""

    told = False


class _State:
    """What is known of the signal that ends the process."""

    received = 0
    exception: Callable[[], Signalled | None] | None = None
    held = 0
    patient = 0
    watched = False
    last_acts: tuple[Callable[[], object], ...] = ()


_state = _State()


def install() -> None:
    """Let each signal end the process at once, in words, until something has to be unwound first."""
    for number in NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks for
            signal.signal(number, _end_at_once)
    sys.unraisablehook = _unraisable
    if sys.platform != "win32":  # where a wakeup descriptor is a socket
        noticed, notice = os.pipe()
        os.set_blocking(notice, False)
        signal.set_wakeup_fd(notice, warn_on_full_buffer=False)
        _thread.start_new_thread(_wait, (noticed,))


def code() -> int:
    """The exit code of the signal that was received; 0 when none was."""
    return 128 + _state.received if _state.received else 0


def keep(number: int) -> None:
    """Keep the signal, and see to it that the process ends in time."""
    _state.received = _state.received or number
    if not _state.watched:
        _state.watched = True
        _thread.start_new_thread(_watch, (number,))


def unwind(number: int, frame: FrameType | None = None) -> None:
    """Keep the signal and raise its exception, once: a handler."""
    keep(number)
    on_its_way = _state.exception is not None and _state.exception() is not None
    if not (on_its_way or _state.held):
        raise _exception()


def _exception() -> Signalled:
    exception = Signalled(code())
    _state.exception = ref(exception)
    return exception


def check() -> None:
    """Raise the exception of a signal that was received and whose own was dropped.

    Raises:
        Signalled: the program ends.
    """
    if _state.received:
        raise _exception()


@contextlib.contextmanager
def held() -> Iterator[None]:
    """A time in which no signal raises: what is made inside is registered before anything can be raised."""
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1
    if not _state.held:
        check()


def at_last(act: Callable[[], object]) -> None:
    """Do this whenever the process ends on a signal, however it ends. It may be done twice, and from any thread."""
    if act not in _state.last_acts:
        _state.last_acts += (act,)


def finish() -> None:
    """End at once on a signal from here on: nothing is left to unwind. Do the last acts now."""
    _state.exception = None
    for number in NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end_at_once)
    _do_last_acts()


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """A time in which a signal ends the program in order, however long that takes."""
    _state.patient += 1
    try:
        yield
    finally:
        _state.patient -= 1


def tell(number: int) -> None:
    """Say why the program ends, where somebody can read it: a line that takes nothing must not keep it."""
    words = _WORDS[signal.Signals(number).name]
    with contextlib.suppress(OSError, ValueError):
        if select.select((), (2,), (), 0)[1]:
            os.write(2, f"{words}\n".encode())


def leave(number: int) -> NoReturn:
    """End the process now, from any thread."""
    try:
        _do_last_acts()
        tell(number)
    finally:
        os._exit(128 + number)


def _end_at_once(number: int, frame: FrameType | None) -> NoReturn:
    leave(_state.received or number)


def _do_last_acts() -> None:
    for act in reversed(_state.last_acts):
        with contextlib.suppress(Exception):
            act()


def _wait(noticed: int) -> None:
    """Wait for a signal in a thread of its own: the main one may be in a call that takes long."""
    number = 0
    while number not in NUMBERS:
        number = os.read(noticed, 1)[0]
    if not _state.watched:
        _state.watched = True
        _watch(number)


def _watch(number: int) -> None:
    """End the process when it does not end by itself, and raise the signal again when its exception is gone."""
    until = time.monotonic() + GRACE
    while time.monotonic() < until or _state.patient:
        time.sleep(_LOOK_AGAIN)
        exception = _state.exception
        if exception is not None and exception() is None and not _state.held:
            _thread.interrupt_main(signal.Signals(number))
    leave(number)


def _unraisable(unraisable: Any) -> None:
    """Python tells of exceptions that it drops; of a signal's, which is raised again, there is nothing to tell."""
    if not issubclass(unraisable.exc_type, Signalled):
        sys.__unraisablehook__(unraisable)
