"""Wherever a command is when a signal comes, it ends in one sentence, and nothing that it was making is left."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.support.people import size
from tests.support.terminals.terminal import environment

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SIGNALLED = """
import os, sys
import fleet_tui.bootstrap.signals
moment, number = int(sys.argv.pop(1)), int(sys.argv.pop(1))
def count(frame, event, argument):
    global moment
    moment -= 1
    if not moment:
        sys.setprofile(None)
        os.kill(os.getpid(), number)
install = fleet_tui.bootstrap.signals.install
def installed():
    install()
    if moment:
        sys.setprofile(count)
fleet_tui.bootstrap.signals.install = installed
from fleet_tui.__main__ import main
try:
    code = main()
finally:
    left = moment
    sys.setprofile(None)
    if not number:
        print(1_000_000_000 - left, file=sys.stderr)
sys.exit(code)
"""
"""Runs a command and sends it a signal at so many calls and returns of its functions; with signal 0, counts them."""

COMMANDS = (("list", "technicians"),)
MORE_COMMANDS = (
    ("doctor",),
    ("demo", "made/more.db", "--people", "20"),
    ("deactivate", "technicians", "1", "--dry-run"),
    ("--version",),
    ("list", "employees", "--format", "json"),
    ("check",),
    ("outbox", "list"),
    ("outbox", "send"),
    ("paths",),
    ("set", "technicians", "team=none", "1", "--yes"),
)
MOMENTS = size(1, 60)
"""Random moments for each command; most lie among the imports, as most of what a command does."""


def run(arguments: tuple[str, ...], folder: Path, moment: int, number: int) -> subprocess.CompletedProcess[str]:
    """The command, signalled."""
    home = folder / "home"
    return subprocess.run(
        [sys.executable, "-c", SIGNALLED, str(moment), str(int(number)), *arguments],
        env={**environment(home), "FLEET_TUI_DATABASE": str(folder / "fleet.db")},
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def calls(arguments: tuple[str, ...], folder: Path) -> int:
    """How many moments there are in the command."""
    counted = run(arguments, folder, 1_000_000_000, 0)
    assert counted.returncode == 0, counted.stderr
    return int(counted.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments",
    [*COMMANDS, *(pytest.param(more, marks=pytest.mark.long) for more in MORE_COMMANDS)],
    ids=" ".join,
)
def test_a_command_ends_in_words_at_every_moment(arguments: tuple[str, ...], demo_file: Path, tmp_path: Path) -> None:
    shutil.copy(demo_file, tmp_path / "fleet.db")
    random = Random(" ".join(arguments))
    (tmp_path / "made").mkdir()
    most = calls(arguments, tmp_path)
    for each in (tmp_path / "made").iterdir():
        each.unlink()
    ends: Counter[str] = Counter()
    for _ in range(MOMENTS):
        moment = random.randrange(1, most)
        number = random.choice(SIGNALS)
        ended = run(arguments, tmp_path, moment, number)
        told = f"{number.name} at call {moment} of {most}: {ended.returncode} {ended.stderr}"
        assert ended.returncode == 128 + number, told
        assert "Traceback" not in ended.stderr, told
        assert "fault of its own" not in ended.stderr, told
        assert ended.stderr.endswith(".\n"), told
        assert [*(tmp_path / "made").iterdir()] == [], told
        ends[ended.stderr] += 1
    print(ends)


DROPPED = """
import os, signal, sys, time, weakref
from fleet_tui.bootstrap import signals
from fleet_tui.bootstrap.endings import exit_on_signals
from fleet_tui.cli import main as cli
class Something:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0)
def dropped(arguments=None):
    with exit_on_signals():
        what = Something()
        del what  # what is raised in there is dropped
        while True:
            time.sleep(60)
def caught(arguments=None):
    with exit_on_signals():
        while True:
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(60)
            except BaseException:
                pass
def late(arguments=None):
    import sqlite3
    long = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    import threading
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGHUP)).start()
    with exit_on_signals():
        sqlite3.connect(":memory:").execute(long)
cli.main = {"dropped": dropped, "caught": caught, "late": late}[sys.argv[1]]
from fleet_tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("how", "number"), [("dropped", signal.SIGINT), ("caught", signal.SIGTERM), ("late", signal.SIGHUP)]
)
def test_a_signal_whose_exception_goes_nowhere_ends_the_program(how: str, number: int, home: Path) -> None:
    """It is raised where Python drops it, caught by a library, or comes in a call that takes long."""
    ended = subprocess.run(
        [sys.executable, "-c", DROPPED, how],
        env=environment(home), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 128 + number
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
