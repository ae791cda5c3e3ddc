"""A terminal emulator that others have written: a tmux server of our own, with one pane that takes bytes as they are.

The pane's program hands on what comes through a pipe, and hands back what the terminal answers. That answer also says
when tmux has taken everything: each feed ends with a question. The screen is asked for over tmux's control mode, so no
command is started for it.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from pyte import charsets

from tests.support.terminals.cells import Char, Rows, rows_of, sgr

NO_TMUX = "" if shutil.which("tmux") else "tmux, the second emulator, is not installed"
"""Why there is none here; empty where there is."""

PATIENCE = 20.0
"""How long tmux may take to answer, in seconds; only a broken test waits that long."""

_SETTINGS = """
set -g status off
set -g history-limit 0
set -g remain-on-exit off
set -g destroy-unattached on
set -g allow-rename off
set -s escape-time 0
set -g default-terminal screen-256color
"""
_PANE = "stty raw -echo && exec 3>'{answers}' && printf . >&3 && (cat '{bytes}' & exec cat >&3)"
_POSITION = re.compile(rb"\x1b\[(\d+);(\d+)R")
_JOINER = "\u200d"
"""What follows it, tmux shows in the same cell."""

_WIDTHS: dict[str, int] = {}
_BACKGROUND = re.compile(rb"\x1b\[[0-9;:]*(4[0-8]|10[0-7])[0-9;:]*m")
_TOKEN = re.compile(r"\x1b\[(?P<sgr>[0-9:;]*)m|\x1b\][^\x1b]*\x1b\\|(?P<shift>[\x0e\x0f])|(?P<char>[^\x1b])")


class TmuxScreen:
    """A screen that is fed with what a program writes. It is to be closed, or used with `with`."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.rows_count = columns, lines
        self.answers = b""
        """What tmux has answered to the questions in what it was fed."""
        self.cursor = (0, 0)
        """Row and column, from 0."""
        self._folder = Path(tempfile.mkdtemp(prefix="fleet-tui-tmux-"))
        settings, given, answered = (self._folder / name for name in ("settings", "bytes", "answers"))
        settings.write_text(_SETTINGS)
        os.mkfifo(given)
        os.mkfifo(answered)
        self._answers = os.open(answered, os.O_RDONLY | os.O_NONBLOCK)
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb", "SHELL": "/bin/sh"}
        command = ["tmux", "-u", "-S", str(self._folder / "socket"), "-f", str(settings), "-C", "new-session"]
        self._control = subprocess.Popen(
            [*command, "-x", str(columns), "-y", str(lines), _PANE.format(answers=answered, bytes=given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        self._told = b""
        self._background = False
        self._ruler: TmuxScreen | None = None
        self._read_answers(until=lambda read: read == b".")
        self._bytes = os.open(given, os.O_WRONLY)
        self._ask("refresh-client -f no-output")
        self._ask(f"refresh-client -C {columns}x{lines}")
        self.resize(columns, lines)
        self.feed(b"\x1b[?1049h")  # the screen for whole pages, of which tmux wraps no line anew when it is resized

    def feed(self, data: bytes) -> None:
        """Take what a program has written, whole sequences and characters; it has been taken when this returns."""
        self._background = self._background or _BACKGROUND.search(data) is not None
        asked = data.count(b"\x1b[6n") + 1
        left = memoryview(data + b"\x1b[6n")
        while left:
            left = left[os.write(self._bytes, left[:4096]) :]
        read = self._read_answers(until=lambda read: len(_POSITION.findall(read)) >= asked)
        last = list(_POSITION.finditer(read))[-1]
        self.answers += read[: last.start()]
        self.cursor = (int(last[1]) - 1, min(int(last[2]), self.columns) - 1)

    def taken_answers(self) -> bytes:
        """The answers, which are forgotten here."""
        answers, self.answers = self.answers, b""
        return answers

    def rows(self) -> Rows:
        """What is on the screen, cell for cell."""
        if self._background:
            self._use_all_cells()
        pen, shifted, lines = Char(), False, []
        for text in self._ask("capture-pane -p -e -N"):
            line: list[Char] = []
            for token in _TOKEN.finditer(text):
                if token["sgr"] is not None:
                    pen = sgr(pen, token["sgr"])
                elif token["shift"]:
                    shifted = token["shift"] == "\x0e"
                elif (char := token["char"]) is not None:
                    width = self._width(char)
                    if line and (width == 0 or line[-1 if line[-1].data else -2].data.endswith(_JOINER)):
                        head = -1 if line[-1].data else -2
                        line[head] = line[head]._replace(data=line[head].data + char)
                        continue
                    drawn = charsets.VT100_MAP[ord(char)] if shifted and ord(char) < 127 else char
                    line += [pen._replace(data=drawn), *[pen._replace(data="")] * (width - 1)]
            lines.append(line)
        lines += [[]] * (self.rows_count - len(lines))
        return rows_of(lines, self.columns)

    def _width(self, char: str) -> int:
        """How many columns this tmux gives a character, which it goes by what its system's library says.

        It is asked on a screen of its own, once for each character.
        """
        if char < "\u0300":
            return 1
        if char not in _WIDTHS:
            self._ruler = self._ruler or TmuxScreen(10, 2)
            self._ruler.feed(f"\rx{char}".encode())
            _WIDTHS[char] = self._ruler.cursor[1] - 1
        return _WIDTHS[char]

    def _use_all_cells(self) -> None:
        """Let tmux print cells that were only erased, of which it leaves out the colour at the end of a line.

        It prints a line up to the last cell that was ever written to, so one is written to beside the screen.
        """
        (row, column), size = self.cursor, (self.columns, self.rows_count)
        self.resize(self.columns + 1, self.rows_count)
        beside = "".join(f"\x1b[{line + 1};{self.columns}Hx" for line in range(self.rows_count))
        self.feed(beside.encode())
        self.resize(*size)
        self.feed(f"\x1b[{row + 1};{column + 1}H".encode())

    def resize(self, columns: int, lines: int) -> None:
        """Take another size."""
        self.columns, self.rows_count = columns, lines
        self._ask(f"resize-window -x {columns} -y {lines}")
        self.feed(b"")

    def close(self) -> None:
        """End this server, and no other."""
        if self._ruler is not None:
            self._ruler.close()
        os.close(self._bytes)
        assert self._control.stdin is not None
        assert self._control.stdout is not None
        self._control.stdin.write(b"kill-server\n")
        self._control.stdin.close()
        self._control.wait(PATIENCE)
        self._control.stdout.close()
        os.close(self._answers)
        shutil.rmtree(self._folder)

    def __enter__(self) -> TmuxScreen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_answers(self, until: object) -> bytes:
        read = b""
        assert callable(until)
        while not until(read):
            read += self._some_of(self._answers)
        return read

    def _ask(self, command: str) -> list[str]:
        """What tmux prints to a command."""
        assert self._control.stdin is not None
        assert self._control.stdout is not None
        self._control.stdin.write(command.encode() + b"\n")
        self._control.stdin.flush()
        while True:
            answer = re.search(rb"%begin (\d+ \d+) 1\n(.*?)%(end|error) \1 1\n", self._told, re.DOTALL)
            if answer is not None:
                self._told = self._told[answer.end() :]
                assert answer[3] == b"end", f"tmux refused {command}: {answer[2]!r}"
                return answer[2].decode().removesuffix("\n").split("\n") if answer[2] else []
            self._told += self._some_of(self._control.stdout.fileno())

    def _some_of(self, fd: int) -> bytes:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if select.select((fd,), (), (), 1)[0]:
                if data := os.read(fd, 65536):
                    return data
                assert self._control.poll() is None, "tmux has ended"
        raise AssertionError(f"tmux says nothing: {self._told!r}")
