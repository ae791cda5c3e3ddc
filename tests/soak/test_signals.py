"""Whatever the program is doing when a signal comes, it ends in order, and the terminal is as it was found."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.support.people import size
from tests.support.terminals.restored import assert_given_back
from tests.support.terminals.terminal import Terminal
from tests.support.terminals.wire import SlowLine

FIRST_LIST = "Active: Active"
SOON = 10.0
"""Seconds in which a process is gone that needs less than two: a busy machine does not always give it its turn."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
DEPOT = SlowLine(960, 0.6)


def starting(terminal: Terminal, random: Random, temporary: Path) -> None:
    """Before anything of it is seen: it imports, makes its people, takes the terminal."""
    status = Path(f"/proc/{terminal.process.pid}/status")
    wanted = sum(1 << (number - 1) for number in SIGNALS)
    terminal.wait_for(lambda _: caught(status) & wanted == wanted)
    terminal.read_for(random.uniform(0, 0.8))


def caught(status: Path) -> int:
    """The signals that a process has handlers for, a bit each."""
    return int(status.read_text().partition("SigCgt:")[2].split()[0], 16)


def painting(terminal: Terminal, random: Random, temporary: Path) -> None:
    """While its first screen is painted."""
    terminal.wait_for(lambda _: terminal.bytes)
    terminal.read_for(random.uniform(0, 0.2))


def keys_held(terminal: Terminal, random: Random, temporary: Path) -> None:
    """While there are more keys than it has read."""
    terminal.wait_for(FIRST_LIST)
    for _ in range(random.randrange(1, 60)):
        terminal.press(random.choice(("pagedown", "pageup", "down", "end", "home", "right")))


def in_a_dialog(terminal: Terminal, random: Random, temporary: Path) -> None:
    """While a dialog opens, or is open."""
    terminal.wait_for(FIRST_LIST)
    terminal.press(random.choice("fsc?:"))
    terminal.read_for(random.uniform(0, 0.3))


def in_a_form(terminal: Terminal, random: Random, temporary: Path) -> None:
    """While something unsaved is typed."""
    terminal.wait_for(FIRST_LIST)
    terminal.press("a")
    terminal.wait_for("Add")
    terminal.type("Roberta"[: random.randrange(8)])
    terminal.read_for(random.uniform(0, 0.3))


def stalled(terminal: Terminal, random: Random, temporary: Path) -> None:
    """While nobody takes what it writes."""
    terminal.wait_for(FIRST_LIST)
    terminal.stall()
    for _ in range(random.randrange(1, 80)):
        terminal.press_without_reading("pagedown", "pageup")
    time.sleep(random.uniform(0, 0.5))  # there is nothing to wait for: the terminal reads nothing


DOING = (starting, painting, keys_held, in_a_dialog, in_a_form, stalled)


@pytest.mark.parametrize("part", range(size(4, 10)))
def test_a_signal_at_any_moment_leaves_the_terminal_as_it_was(part: int, home: Path, tmp_path: Path) -> None:
    random = Random(part)
    for number in range(size(3, 20)):
        doing = DOING[(part * 3 + number) % len(DOING)]
        line = DEPOT if doing is not stalled and random.random() < 0.3 else None
        profile = random.choice(("auto", "rich", "lean", "vt100"))
        took = ended_by(random.choice(SIGNALS), doing, line, profile, random, home, tmp_path / str(number))
        print(f"{doing.__name__:12} {profile:6} {'slow' if line else 'fast'} {took:.2f} s")


def ended_by(
    number: signal.Signals,
    doing: Callable[[Terminal, Random, Path], None],
    line: SlowLine | None,
    profile: str,
    random: Random,
    home: Path,
    temporary: Path,
) -> float:
    """How long the program took to end, in seconds."""
    temporary.mkdir()
    arguments = ["--demo=60", f"--line={profile}"]
    fresh = doing in (starting, painting)
    with Terminal.start(arguments, home=home, line=line, fresh=fresh, TMPDIR=str(temporary)) as terminal:
        before = terminal.mode_at_start
        doing(terminal, random, temporary)
        sent = time.monotonic()
        terminal.process.send_signal(number)
        terminal.wait_for(lambda _: terminal.process.poll() is not None, SOON)
        took = time.monotonic() - sent
        terminal.read_until_quiet(0)
        assert terminal.process.returncode == 128 + number, terminal.text
        assert_given_back(terminal, before)
    assert list(temporary.iterdir()) == []
    assert not (home / ".local/state/fleet-tui/log").exists()
    return took
