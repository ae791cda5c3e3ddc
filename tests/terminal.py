"""The program in a pseudo-terminal: keys go in, a terminal emulator reads what comes out.

    with Terminal.start(["--demo"], home=tmp_path) as terminal:
        terminal.wait_for("Technicians")
        terminal.press("down", "enter")
        terminal.type("Bob")
        terminal.wait_for(lambda screen: "Bob" in screen.line(3))

Nothing here sleeps: waiting means reading until the screen is as wanted or the time is up. Nothing is answered to what
the program asks the terminal. A test ends with `stop()` (or the `with`), which fails when a process is left behind.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE = 20.0
"""How long to wait for anything, in seconds; only a failing test waits that long."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    **{f"ctrl+{letter}": chr(ord(letter) - ord("a") + 1) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# pyte takes the private parts of these for colours or for text.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[@-~]|\x1bP.*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(\[[0-9;:?<=>!$ ]*|P[^\x1b]*\x1b?)?$", re.DOTALL)


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


class Terminal:
    """A terminal with one program in it."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self.columns, self.rows = size
        self.bytes = 0
        self.output = bytearray()
        self._unfinished = b""
        self._screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self._screen)
        self._fd, inside = os.openpty()
        self._set_size(inside)
        self.process = subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=dict(env),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self._inside = inside
        """Kept open, so that what the program left in the line is read, and how it left the line can be seen."""

    @classmethod
    def start(
        cls, arguments: Sequence[str] = (), *, home: Path, size: tuple[int, int] = (80, 24), **variables: str
    ) -> Terminal:
        """`fleet-tui` with these arguments; `variables` are added to its environment."""
        return cls([sys.executable, "-m", "fleet_tui", *arguments], environment(home, **variables), size)

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without the blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def cells(self) -> pyte.Screen:
        """The emulator itself, for colours, attributes and the cursor."""
        return self._screen

    def line(self, number: int) -> str:
        """One line of the screen, from 0."""
        return self.lines[number]

    def type(self, text: str) -> None:
        """Sends text as it is."""
        self._send(text.encode())

    def press(self, *keys: str) -> None:
        """Sends keys by name, or single characters, one write each."""
        for key in keys:
            self._send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Sends any bytes."""
        self._send(data)

    def _send(self, data: bytes) -> None:
        while data:
            self._read(0)
            _, writable, _ = select.select((), (self._fd,), (), PATIENCE)
            assert writable, f"the program reads no keys\n{self.text}"
            data = data[os.write(self._fd, data) :]

    def press_without_reading(self, *keys: str) -> None:
        """Sends keys by name while the line takes nothing that the program writes."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size; the program is told by the system."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
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

    def read_until_quiet(self, seconds: float = 0.3) -> None:
        """Reads until nothing has come for so long, for what is not on the screen."""
        while self._read(seconds)[1]:
            pass

    def _read(self, timeout: float) -> tuple[bool, bool]:
        """Whether the program still runs, and whether something came."""
        ready, _, _ = select.select((self._fd,), (), (), timeout)
        if not ready:
            return self.process.poll() is None, False
        data = os.read(self._fd, 65536)
        self.bytes += len(data)
        self.output += data
        data = self._unfinished + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._unfinished = data[cut:]
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data[:cut]))
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
            left = _session(self.process.pid)
            assert not left, f"left behind: {left}"
        finally:
            if self.process.poll() is None or _session(self.process.pid):
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
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


def _session(leader: int) -> list[str]:
    """The processes of a session that still run, from /proc; none where there is no such folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace(chr(0), " ")
        except OSError:
            continue  # it ended while we looked
        if int(after_name[3]) == leader and after_name[0] != "Z":
            found.append(f"{folder.name} {command}")
    return found
