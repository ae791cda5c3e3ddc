"""What is forked is a program like one that is started, and nothing of it outlives who asked for it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminals import forked
from tests.support.terminals.terminal import Terminal, environment

SEEN = """
import gc, locale, os, signal, sys, threading, time
print(os.getsid(0) == os.getpgrp() == os.tcgetpgrp(0) == os.getpid(), os.getcwd(), sorted(os.listdir("/proc/self/fd")))
print(sys.argv, sys.path[0] in ("", os.getcwd()), __name__, sorted(os.environ.items()), time.tzname)
print([str(signal.getsignal(number)) for number in sorted(signal.valid_signals())], signal.pthread_sigmask(0, ()))
print([(stream.encoding, stream.errors, stream.isatty(), stream.line_buffering, stream.mode, stream.newlines)
       for stream in (sys.stdin, sys.stdout, sys.stderr, sys.__stdout__)])
print(locale.setlocale(locale.LC_CTYPE), gc.isenabled(), gc.get_threshold(), threading.active_count(), os.umask(0))
print(os.getpriority(os.PRIO_PROCESS, 0), time.process_time() < 5, sys.flags, "end of it")
"""

pytestmark = pytest.mark.skipif(forked.server() is None, reason="programs are not forked here")


def seen(home: Path, *, fresh: bool) -> str:
    """What a program sees of itself."""
    command, env = [sys.executable, "-c", SEEN, "1", "é"], environment(home, TZ="Asia/Tokyo", TMPDIR="/nowhere")
    with Terminal(command, env, size=(200, 60), fresh=fresh) as terminal:
        assert isinstance(terminal.process, subprocess.Popen if fresh else forked.Forked)
        terminal.wait_for("end of it")
        assert terminal.wait_for_end() == 0
        return terminal.text


def test_it_sees_what_a_program_sees_that_is_started(home: Path) -> None:
    assert seen(home, fresh=False) == seen(home, fresh=True)


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("sys.exit(7)", 7),
        ("sys.exit('words')", 1),
        ("print(1 / 0)", 1),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
        ("raise KeyboardInterrupt", -signal.SIGINT),
        ("atexit.register(lambda: os._exit(5))", 5),
    ],
)
def test_its_end_is_told(code: str, ends: int, home: Path) -> None:
    command = [sys.executable, "-c", f"import atexit, os, signal, sys; {code}"]
    with Terminal(command, environment(home), fresh=False) as terminal:
        assert terminal.wait_for_end() == ends
        assert terminal.process.wait() == terminal.process.poll() == ends


def test_it_can_be_waited_for_and_killed(home: Path) -> None:
    with Terminal([sys.executable, "-c", "input()"], environment(home), fresh=False) as terminal:
        with pytest.raises(subprocess.TimeoutExpired):
            terminal.process.wait(0.01)
        terminal.process.kill()
        assert terminal.process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("variables", [{"TEXTUAL_FPS": "1"}, {"LANG": "C"}, {"PYTHONUTF8": "1"}, {"LC_ALL": "C.UTF-8"}])
def test_what_the_imports_would_see_is_not_forked(variables: dict[str, str], home: Path) -> None:
    with Terminal([sys.executable, "-c", "pass"], environment(home, **variables), fresh=False) as terminal:
        assert isinstance(terminal.process, subprocess.Popen)
        assert terminal.wait_for_end() == 0


ASKS = """
import os, pathlib, sys
from tests.support.terminals import forked
master, line = os.openpty()
program = forked.forked([sys.executable, "-c", "input()"], {"LANG": "C.UTF-8", "TZ": "UTC"}, line)
print(program.pid, forked.server()._process.pid, flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("killed", [False, True])
def test_nothing_is_left_when_who_asked_is_gone(killed: bool) -> None:
    asks = subprocess.Popen(
        [sys.executable, "-c", ASKS],
        env={**os.environ, "PYTHONPATH": str(forked.FOLDER)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert asks.stdout
    ends = [os.pidfd_open(int(process)) for process in asks.stdout.readline().split()]
    assert len(ends) == 2
    if killed:
        asks.kill()
    asks.communicate(b"\n")
    assert asks.returncode == (-signal.SIGKILL if killed else 0)
    for end in ends:
        assert select.select((end,), (), (), 20)[0], "it still runs"
        os.close(end)
