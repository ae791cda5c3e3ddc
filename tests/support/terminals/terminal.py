"""The program in a pseudo-terminal: keys go in, a terminal emulator reads what comes out.

    with Terminal.start(["--demo"], home=tmp_path) as terminal:
        terminal.wait_for("Technicians")
        terminal.press("down", "enter")
        terminal.type("Bob")
        terminal.wait_for(lambda screen: "Bob" in screen.line(3))

Nothing here sleeps: waiting means reading until the screen is as wanted or the time is up. When the program asks where
the cursor is, or whether the terminal is well, it is answered as by a real terminal, at once; nothing else is answered.
A test ends with `stop()` (or the `with`), which fails when a process is left behind.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminals.forked import forked
from tests.support.terminals.keys import KEYS
from tests.support.terminals.processes import processes_of, work_of
from tests.support.terminals.pyte_emulator import PyteScreen
from tests.support.terminals.wire import SlowLine, SlowWire, Wire
from tests.support.terminals.xterm_emulator import XtermScreen

PATIENCE = 20.0
"""How long to wait for anything, in seconds; only a failing test waits that long."""

QUIET = 0.3
"""Seconds without a byte that are quiet whatever the program does, and seconds that are when it does nothing."""
IDLE = 0.05


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the program sees of its surroundings: an empty home and nothing of the developer's."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
        **(
            {"COVERAGE_PROCESS_START": os.environ["COVERAGE_PROCESS_START"]}
            if "COVERAGE_PROCESS_START" in os.environ
            else {}
        ),
        **more,
    }


def _ended(process: int) -> int | None:
    """What can be read once a process has ended, where there is such a thing."""
    return os.pidfd_open(process) if hasattr(os, "pidfd_open") else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in what the program writes."""

    terminal: Terminal
    at: int

    @property
    def bytes(self) -> int:
        """How much it has written since."""
        return self.terminal.bytes - self.at

    @property
    def output(self) -> bytes:
        """What it has written since."""
        return bytes(self.terminal.output[self.at :])


class Terminal:
    """A terminal with one program in it."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        *,
        answers: bool = True,
        line: SlowLine | None = None,
        encoding: str = "utf-8",
        bce: bool = True,
        fresh: bool = True,
    ) -> None:
        """`answers=False` is a terminal that says nothing of itself; `bce=False` one whose erasing has no colour.

        `fresh=False`: the program need not be started as users start it, and is forked where it can be (`forked.py`).
        """
        self.columns, self.rows = size
        self._answers = answers
        self._encoding = encoding
        self._stalled = False
        self._held: bytes | None = None
        self._emulator = PyteScreen(self.columns, self.rows, bce=bce, encoding=encoding)
        self._fd, inside = os.openpty()
        self._set_size(inside)
        self.wire = SlowWire(self._fd, line) if line else Wire(self._fd)
        self.mode_at_start: list[object] = termios.tcgetattr(inside)
        """How the line is set before the program starts, which may set it in no time."""
        self.process = (None if fresh else forked(command, env, inside)) or subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=dict(env),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self._ended = _ended(self.process.pid)
        self.wire.ended = self._ended
        self._inside = inside
        """Kept open, so that what the program left in the line is read, and how it left the line can be seen."""

    @classmethod
    def start(
        cls,
        arguments: Sequence[str] = (),
        *,
        home: Path,
        size: tuple[int, int] = (80, 24),
        answers: bool = True,
        line: SlowLine | None = None,
        encoding: str = "utf-8",
        bce: bool = True,
        fresh: bool = False,
        **variables: str,
    ) -> Terminal:
        """`fleet-tui` with these arguments, forked unless it is to be `fresh`.

        `variables` are added to its environment.
        """
        command = [sys.executable, "-m", "fleet_tui", *arguments]
        env = environment(home, **variables)
        return cls(command, env, size, answers=answers, line=line, encoding=encoding, bce=bce, fresh=fresh)

    @property
    def output(self) -> bytearray:
        """All that the program has written."""
        return self.wire.written

    @property
    def bytes(self) -> int:
        """How much that is."""
        return len(self.wire.written)

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without the blanks at their ends."""
        return [line.rstrip() for line in self._emulator.lines]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def cells(self) -> XtermScreen:
        """pyte's screen, for single cells and what is set in the terminal."""
        return self._emulator.screen

    @property
    def emulator(self) -> PyteScreen:
        """The emulator itself, for all cells as they look, and for the cursor."""
        return self._emulator

    def line(self, number: int) -> str:
        """One line of the screen, from 0."""
        return self.lines[number]

    def type(self, text: str) -> None:
        """Sends text as it is."""
        self._send(text.encode(self._encoding))

    def press(self, *keys: str) -> None:
        """Sends keys by name, or single characters, one write each."""
        for key in keys:
            self._send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Sends any bytes."""
        self._send(data)

    def _send(self, data: bytes) -> None:
        until = time.monotonic() + PATIENCE
        self._read(0)
        while data := data[self.wire.send(data) :]:
            assert time.monotonic() < until, f"the program reads no keys\n{self.text}"
            self._read(0.01)

    def press_without_reading(self, *keys: str) -> None:
        """Sends keys by name while the line takes nothing that the program writes."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size; the program is told by the system."""
        self.columns, self.rows = columns, rows
        self._emulator.resize(columns, rows)
        self._set_size(self._inside)

    def _set_size(self, fd: int) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def wait_for(self, wanted: str | Callable[[Terminal], object], timeout: float = PATIENCE) -> None:
        """Reads until the screen shows that text, or until `wanted` is true of it."""
        until = time.monotonic() + timeout
        while not self._is(wanted):
            left = until - time.monotonic()
            open_, read = self._read(max(0.0, min(left, 0.2)))
            if not read and (not open_ or left <= 0) and not self._is(wanted):
                end = f"the program ended with {self.process.poll()}" if not open_ else f"{timeout} s are over"
                raise AssertionError(f"waiting for {wanted!r}: {end}. The screen:\n{self.text}")

    def _is(self, wanted: str | Callable[[Terminal], object]) -> object:
        return wanted in self.text if isinstance(wanted, str) else wanted(self)

    def read_until_quiet(self, seconds: float | None = None, until: float = math.inf) -> None:
        """Reads until nothing has come for so long, and nothing is under way, for what is not on the screen.

        Without `seconds` that is until the program has nothing more to do: a while in which it wrote nothing and took
        no processor time. At that moment of the monotonic clock (`until`) it ends in any case.
        """
        while (self._read_on() if seconds is None else self._read(seconds)[1]) or self.wire.busy:
            if time.monotonic() >= until:
                return

    def _read_on(self) -> bool:
        """Whether something came, or might soon: the program has worked, but not for longer than `QUIET`."""
        began, work = time.monotonic(), work_of(self.process.pid)
        while not self._read(IDLE)[1]:
            before, work = work, work_of(self.process.pid)
            if (work is not None and work == before) or time.monotonic() > began + QUIET:
                return False
        return True

    def read_for(self, seconds: float) -> None:
        """Reads for so long, for keys that are pressed at a pace."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def mark(self) -> Mark:
        """From here on: `bytes` and `output` of the mark are what the program writes after it."""
        return Mark(self, self.bytes)

    def hold_answers(self) -> None:
        """Answers wait from now on, as on a line that is slow to show what is sent. Keys still reach the program."""
        self._held = b""

    def release_answers(self) -> None:
        """Send the answers that wait, and those that come, at once."""
        held, self._held = self._held, None
        if held:
            self.wire.send(held)

    def stall(self) -> None:
        """The line takes nothing any more: soon the program can write nothing. Keys still reach it."""
        self._stalled = True

    def resume(self) -> None:
        """The line goes on where it stood."""
        self._stalled = False

    def _read(self, timeout: float) -> tuple[bool, bool]:
        """Whether the program still runs or something of it is under way, and whether something came."""
        if self._stalled:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout)
            return self.process.poll() is None, False
        if not (data := self.wire.receive(timeout)):
            return self.process.poll() is None or self.wire.busy, False
        self._emulator.feed(data)
        answers = self._emulator.taken_answers() if self._answers else b""
        if self._held is not None:
            self._held += answers
        elif answers:
            self.wire.send(answers)
        return True, True

    def wait_for_end(self, timeout: float = PATIENCE) -> int:
        """Reads until the program has ended; gives its exit code."""
        self.wait_for(lambda terminal: terminal.process.poll() is not None, timeout)
        self.read_until_quiet(0)
        return self.process.returncode

    @property
    def line_mode(self) -> list[object]:
        """How the line is set (termios): a program gives it back as it found it."""
        return termios.tcgetattr(self._inside)

    def hang_up(self) -> None:
        """The line drops: what the program reads or writes from now on fails, and it is told so."""
        os.close(self._inside)
        os.close(self._fd)
        self._fd = self._inside = -1

    def stop(self, timeout: float = PATIENCE) -> None:
        """Ends the program if it still runs, and fails when it does not end or leaves a process behind."""
        try:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
                self._wait(timeout)
            left = processes_of(self.process.pid)
            assert not left, f"left behind: {left}"
        finally:
            if self.process.poll() is None or processes_of(self.process.pid):
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            if self._ended is not None:
                os.close(self._ended)
                self._ended = None
            if self._fd >= 0:
                os.close(self._inside)
                os.close(self._fd)
                self._fd = self._inside = -1

    def _wait(self, timeout: float) -> None:
        until = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < until:
            if self._fd >= 0:
                self._read(0.05)
            else:
                self.process.wait(max(0.0, until - time.monotonic()))
        assert self.process.poll() is not None, f"still runs {timeout} s after SIGTERM\n{self.text}"

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
