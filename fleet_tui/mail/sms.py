"""Text messages through a command that the company has: the number is its last argument, the text its input.

It runs without a shell. Exit codes, after sysexits.h: 0, it was taken; 65 or 67, this text or this number is not taken
and never will be; any other, or no end in time, and it is tried again later.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import IO

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sent, TemporaryFailure, said

_FOR_GOOD = (65, 67)
"""EX_DATAERR and EX_NOUSER."""
_NUMBER = re.compile(r"\+[0-9]{5,15}")
_MOST_SAID = 2_000


class CommandSender:
    """Runs the command for each message; `hidden` are the variables that it does not get to see."""

    def __init__(self, command: Sequence[str], timeout: float, hidden: Collection[str] = ()) -> None:
        self._command = tuple(command)
        self._timeout = timeout
        self._hidden = frozenset(hidden)

    @property
    def longest(self) -> timedelta:
        """After so long the command is ended."""
        return timedelta(seconds=self._timeout)

    def send(self, letter: OutgoingMessage) -> Answer:
        """Run the command with the message."""
        if not _NUMBER.fullmatch(letter.address):
            return PermanentFailure("the number is not one that text messages can go to")
        environment = {name: value for name, value in os.environ.items() if name not in self._hidden}
        with tempfile.TemporaryFile() as output:
            try:
                program = subprocess.Popen(  # noqa: S603  # the settings' own command, without a shell
                    [*self._command, letter.address],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=output,
                    env=environment,
                    start_new_session=True,
                )
            except OSError as error:
                return TemporaryFailure(f"{self._command[0]}: {error.strerror}", all_of_them=True)
            with program:
                try:
                    program.communicate(letter.text.encode(), self._timeout)
                except subprocess.TimeoutExpired:
                    _end(program)
                    return TemporaryFailure(f"{self._command[0]}: no end after {self._timeout:g} seconds")
            return self._answer(program.returncode, output)

    def _answer(self, code: int, output: IO[bytes]) -> Answer:
        if code == 0:
            return Sent()
        output.seek(0)
        ended = f"ended with {code}" if code > 0 else f"was ended by signal {-code}"
        words = said(f"{self._command[0]} {ended}: ".encode() + output.read(_MOST_SAID)).removesuffix(":")
        return PermanentFailure(words) if code in _FOR_GOOD else TemporaryFailure(words)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End the command and whatever it started, where that can be known."""
    if not hasattr(os, "killpg"):
        program.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
