"""Programs in terminals that start in no time: forked from a process that has imported what the app needs.

Half of what a start costs is importing, which is the same every time. What is forked is a process like any other, with
its own session, terminal, variables and signals; only what proves the start itself has to be started as users do it
(`fresh` of `terminal.Terminal`), and everything is with SOAK=1. A command that cannot be forked, because it runs
something else or because its variables would be seen by the imports, is left to the usual way.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("fork_server.py")
FOLDER = SERVER.parents[3]
"""Where its programs are, as the usual start is taken to be: in the folder that holds the program."""
NEUTRAL = {"LANG": "C.UTF-8", "HOME": "/nonexistent", "TZ": "UTC"}
"""What the server sees of its surroundings, besides where programs are."""
MEANWHILE = {"TEXTUAL_ANIMATIONS": "none"}
"""What the program puts into its own environment before it imports the screens."""
RUN = [sys.executable, "-m"], [sys.executable, "-c"]
"""How commands begin that can be forked."""
OWN = ("COLORTERM", "FLEET_TUI_", "HOME", "NO_COLOR", "PATH", "TERM", "TMPDIR", "TZ", "XDG_")
"""How variables begin that Python and its libraries do not look at when they start."""


class Forked:
    """A program that was forked: what of `subprocess.Popen` is needed for a program in a terminal."""

    def __init__(self, server: Server, pid: int) -> None:
        self._server = server
        self._ended = os.pidfd_open(pid)
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, or minus the signal that killed it; None while it runs."""
        return self._code(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has ended.

        Raises:
            subprocess.TimeoutExpired: it still runs after so many seconds.
        """
        code = self._code(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def _code(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select((self._ended,), (), (), timeout)[0]:
            self.returncode = self._server.ask({"poll": self.pid})
            os.close(self._ended)
        return self.returncode


class Server:
    """The process that forks."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, SERVER, FOLDER],
            env={**NEUTRAL, **MEANWHILE, "PATH": os.environ["PATH"]},
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        self._read: dict[str, str | None] = self._answer()
        atexit.register(self._end)

    def suits(self, env: Mapping[str, str]) -> bool:
        """Whether what was imported would be the same in a process with these variables."""
        unlike = {name for name in {*env, *NEUTRAL} if not name.startswith(OWN) and env.get(name) != NEUTRAL.get(name)}
        env = {**env, **MEANWHILE}
        return Path.cwd() == FOLDER and not (
            unlike or any(env.get(name) != value for name, value in self._read.items())
        )

    def ask(self, request: Mapping[str, object]) -> Any:
        """Have something done."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def _end(self) -> None:
        self._process.communicate()


@cache
def server() -> Server | None:
    """This process's server; None where there is none."""
    return Server() if hasattr(os, "pidfd_open") and "SOAK" not in os.environ else None


def forked(command: Sequence[str], env: Mapping[str, str], line: int) -> Forked | None:
    """The program in the terminal that has this line, in its session; None when it cannot be forked."""
    forks = server()
    if forks is None or list(command[:2]) not in RUN or not forks.suits(env):
        return None
    request = {"command": list(command[1:]), "environment": dict(env), "line": os.ttyname(line)}
    return Forked(forks, forks.ask(request))
