"""One terminal from the moment that the app takes it until it is given back, however the app ends."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator

from fleet_tui.terminal.input.tokens import REPORT
from fleet_tui.terminal.line.line import Line, LineClosed
from fleet_tui.terminal.modes import Modes
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.finding import found
from fleet_tui.terminal.terminfo.profiles import Profile, ProfileName, choose

PATIENCE = 0.4
"""Seconds that a line which takes nothing has to take what gives the terminal back."""
ANSWERS = 1.0
"""Seconds that answers have to arrive, beside the time of what is under way; else they are typed into the shell."""
LATEST_ANSWERS = 3.0
"""Seconds that are waited for them at most: a first screen on a line of 9,600 baud takes less."""


class TerminalSession:
    """Takes the terminal and gives it back, at the request of the app, a signal, or a thread at its time limit.

    Giving it back twice does no harm, so that it may be asked for again before it was done.
    """

    def __init__(self, line: Line, capabilities: Capabilities, profile: Profile) -> None:
        self.line = line
        self.capabilities = capabilities
        self.profile = profile
        self._modes = Modes(capabilities, profile)
        self._taken = False
        self._unsent = b""

    @classmethod
    def opened(cls, line: Line, override: ProfileName | None = None) -> TerminalSession:
        """The session of the terminal at a line.

        Raises:
            NoScreen: the terminal shows lines one after the other, and no screen.
        """
        capabilities, facts = found(line.fd)
        return cls(line, capabilities, choose(facts, override))

    def size(self) -> tuple[int, int]:
        """Columns and lines, from the line or else from terminfo."""
        columns, lines = self.line.size()
        return columns or self.capabilities.columns, lines or self.capabilities.lines

    def begin(self) -> bytes:
        """Take the terminal, also when another program may have used it meanwhile; returns what is to be sent first.

        Raises:
            LineClosed: there is none any more.
        """
        self._taken = True
        self.line.take(flow_control=self.profile.flow_control)
        cut, self._unsent = bool(self._unsent), b""
        return self._modes.on(cut=cut)

    def send(self, data: bytes) -> bool:
        """Send, behind what the line did not take before; whether it took everything. Nothing once it is given back.

        Raises:
            LineClosed: there is no line any more.
        """
        waiting = self._unsent + data if self._taken else b""
        taken = self.line.send(waiting) if waiting else 0
        self._unsent = waiting[taken:]
        return not self._unsent

    def end(self, questions: int = 0, patience: float = PATIENCE, under_way: float = 0.0) -> None:
        """Give the terminal back. Waits at most `patience` seconds for the line.

        It also waits for so many answers: `ANSWERS` seconds, and as long as the line has something `under_way`.
        """
        if self._taken:
            with contextlib.suppress(LineClosed, ValueError, OSError), _not_stopped():
                if self._gave_back(self._modes.off(cut=bool(self._unsent)), patience):
                    self._swallow(questions, min(ANSWERS + under_way, LATEST_ANSWERS))
            self.line.give_back()
            self._taken = False

    @contextlib.contextmanager
    def given_back(self) -> Iterator[TerminalSession]:
        """What runs inside may end as it likes."""
        try:
            yield self
        finally:
            self.end()
            self.line.close()

    def _gave_back(self, data: bytes, patience: float) -> bool:
        self._unsent = b""
        until = time.monotonic() + patience
        rest = data
        while rest:
            rest = rest[self.line.send(rest) :]
            left = until - time.monotonic()
            if rest and (left <= 0 or not self.line.wait(left, to_send=True)):
                self.line.forget_unsent()
                self.line.send(self._modes.off(cut=True))
                return False
        return True

    def _swallow(self, questions: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        seen = b""
        while len(REPORT.findall(seen)) < questions:
            if not self.line.wait(max(0.0, until - time.monotonic()), to_send=False):
                return
            seen += self.line.receive()


@contextlib.contextmanager
def _not_stopped() -> Iterator[None]:
    """A program that ends behind the shell's back and is stopped for writing (SIGTTOU) would never be continued."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
