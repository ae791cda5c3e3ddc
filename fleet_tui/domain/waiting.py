"""Waiting for another program that writes: how long, when the user hears of it, and how it ends sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from fleet_tui.domain.errors import Stopped

LONG = 60.0
"""Seconds that a call waits that a user has asked for, sees waiting, and can end."""
SILENT = 0.5
"""Seconds of waiting before the user hears of it."""
WAITS = "Waiting for another program… Esc gives up."
GIVEN_UP = "Stopped waiting for another program: nothing was changed."


class Waiting:
    """What a call that writes and its user have in common while another program writes."""

    def __init__(self, seconds: float = LONG, tell: Callable[[], object] = lambda: None) -> None:
        """`tell` is called once, on the thread of the call, when the user is to hear of it."""
        self.seconds = seconds
        self.told = False
        """Whether it waits, and for so long that the user has heard of it."""
        self.given_up = False
        """Set by the user to end the waiting; a call that writes already goes on."""
        self._tell = tell

    def goes_on(self, waited: float) -> bool:
        """Whether to try once more after so many seconds.

        Raises:
            Stopped: the user has given it up.
        """
        if self.given_up:
            raise Stopped(GIVEN_UP)
        if waited >= SILENT and not self.told:
            self.told = True
            self._tell()
        return waited < self.seconds


_CURRENT: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def waiting_as(waiting: Waiting) -> Iterator[Waiting]:
    """A block whose calls, on other threads too, wait in this way; others wait briefly and without words."""
    token = _CURRENT.set(waiting)
    try:
        yield waiting
    finally:
        _CURRENT.reset(token)


def current(seconds: float) -> Waiting:
    """How the present call waits; without an agreement so many seconds."""
    return _CURRENT.get() or Waiting(seconds)
