"""The terminal's line as the system gives it: bytes out, bytes in, its mode, its size. Nothing but `wait` waits.

The line gets a descriptor of its own, which does not block; the ones that the shell shares with the program stay as
they are, so that a kill leaves no shell behind that cannot read.
"""

from __future__ import annotations

import contextlib
import os
import select
import termios
from collections.abc import Iterator
from typing import Any

MOST = 512, 256
"""Columns and lines of the largest screen that is painted; a larger terminal gets this much of it."""
_CHUNK = 4096

Mode = list[Any]


class LineClosed(Exception):
    """The other end is gone."""


class Line:
    """The line of the terminal that the program was started in."""

    def __init__(self, fd: int) -> None:
        """The line that `fd` is one end of.

        Raises:
            LineClosed: it is no terminal's line, or one without another end.
        """
        self._given = fd
        self._own = self._opened(fd)
        self.fd = fd if self._own is None else self._own
        self._blocking = os.get_blocking(self.fd)
        self._taken = False
        self._hushed = False
        try:
            with _closing():
                self._found: Mode = termios.tcgetattr(self.fd)
        except LineClosed:
            self.close()
            raise

    @staticmethod
    def _opened(fd: int) -> int | None:
        """A descriptor of our own; None where the system does not let us have one (a container, another's terminal)."""
        try:
            return os.open(os.ttyname(fd), os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None

    def hush(self) -> None:
        """Show nothing of what is typed until the line is taken: a password typed ahead is no part of the picture.

        Raises:
            LineClosed: there is no line any more.
        """
        if self._taken or not self.in_foreground():
            return
        with _closing():
            self._found = termios.tcgetattr(self.fd)
            self._hushed = True
            quiet = [*self._found]
            quiet[3] &= ~(termios.ECHO | termios.ECHONL)
            termios.tcsetattr(self.fd, termios.TCSANOW, quiet)

    def speak(self) -> None:
        """Show again what is typed, as the line was found."""
        if self._hushed and self.in_foreground():
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self.fd, termios.TCSANOW, self._found)
        self._hushed = False

    def take(self, *, flow_control: bool) -> None:
        """Every key comes as it is typed, every byte goes out as it is sent.

        `flow_control`: XON and XOFF stop and start the output, as the line was found.

        Raises:
            LineClosed: there is no line any more.
        """
        with _closing():
            if not (self._taken or self._hushed):
                self._found = termios.tcgetattr(self.fd)
            self._taken, self._hushed = True, False
            os.set_blocking(self.fd, False)
            termios.tcsetattr(self.fd, termios.TCSANOW, _raw(self._found, flow_control))

    def give_back(self) -> None:
        """The mode it was found in. Typed keys that were not read are thrown away: they were meant for the app.

        Behind the shell's back the line is left alone: it is the shell's again, in the mode that the shell gave it.
        """
        if self._taken and self.in_foreground():
            with contextlib.suppress(OSError, termios.error):
                termios.tcflush(self.fd, termios.TCIFLUSH)
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self.fd, termios.TCSANOW, self._found)
            with contextlib.suppress(OSError):
                os.set_blocking(self.fd, self._blocking)
        self._taken = False

    def in_foreground(self) -> bool:
        """Whether the shell lets this program use the terminal."""
        try:
            return os.tcgetpgrp(self.fd) == os.getpgrp()
        except OSError:  # not the terminal of this session: there is no foreground
            return True

    @property
    def erase(self) -> bytes:
        """What the terminal sends for Backspace, as its user has set it."""
        character: bytes = self._found[6][termios.VERASE]
        return character

    def send(self, data: bytes) -> int:
        """How many of the bytes the line took.

        Raises:
            LineClosed: there is no line any more.
        """
        with _closing():
            return os.write(self.fd, data)
        return 0

    def receive(self) -> bytes:
        """What has arrived; nothing when nothing has.

        Raises:
            LineClosed: there is no line any more.
        """
        with _closing():
            data = os.read(self.fd, _CHUNK)
            if not data:
                raise LineClosed
            return data
        return b""

    def wait(self, seconds: float, *, to_send: bool) -> bool:
        """Wait until there is something to read, or room to send; False when there was not in time."""
        ready = select.select((), (self.fd,), (), seconds) if to_send else select.select((self.fd,), (), (), seconds)
        return any(ready)

    def forget_unsent(self) -> None:
        """Throw away what the system still holds for a terminal that does not take it, and what holds it up (XOFF)."""
        with contextlib.suppress(OSError, termios.error):
            termios.tcflush(self.fd, termios.TCOFLUSH)
        with contextlib.suppress(OSError, termios.error):
            # Linux takes back with TCOON only what TCOOFF has stopped.
            termios.tcflow(self.fd, termios.TCOOFF)
            termios.tcflow(self.fd, termios.TCOON)

    def size(self) -> tuple[int, int]:
        """Columns and lines, at most `MOST`; 0 where the line tells none."""
        try:
            size = os.get_terminal_size(self.fd)
        except OSError:
            return 0, 0
        return min(size.columns, MOST[0]), min(size.lines, MOST[1])

    def close(self) -> None:
        """Let go of it."""
        self.speak()
        own, self._own = self._own, None
        if own is not None:
            os.close(own)
            self.fd = self._given


@contextlib.contextmanager
def _closing() -> Iterator[None]:
    """Nothing to do yet is no fault; everything else means that the line is gone."""
    try:
        yield
    except (BlockingIOError, InterruptedError):
        pass
    except (OSError, termios.error) as error:
        raise LineClosed from error


def _raw(found: Mode, flow_control: bool) -> Mode:
    mode = [*found[:6], list(found[6])]
    mode[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP | termios.BRKINT)
    if not flow_control:
        mode[0] &= ~(termios.IXON | termios.IXOFF)
    mode[1] &= ~termios.OPOST
    mode[3] &= ~(termios.ECHO | termios.ECHONL | termios.ICANON | termios.IEXTEN | termios.ISIG)
    mode[6][termios.VMIN] = 1
    mode[6][termios.VTIME] = 0
    return mode
