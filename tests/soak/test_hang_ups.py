"""A line that drops, or stalls first, leaves no process, and what was typed is there again at the next start."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.support.people import size
from tests.support.terminals.restored import assert_given_back
from tests.support.terminals.terminal import Terminal, environment
from tests.support.terminals.wire import SlowLine

FIRST_LIST = "Active: Active"
SOON = 10.0
"""Seconds in which a process is gone that needs less than two: a busy machine does not always give it its turn."""
STALLED = 60.0 if size(0, 1) else 0.3
"""Seconds that a line stalls at most."""


def typing(terminal: Terminal, name: str) -> None:
    """Start to add somebody; what was typed before is given up."""
    terminal.wait_for(FIRST_LIST)
    terminal.press("a")
    terminal.wait_for("Save Changes")
    terminal.type(name)
    terminal.wait_for(name)


def dropped(terminal: Terminal) -> float:
    """How long the program took to end after its line was gone, in seconds."""
    since = time.monotonic()
    terminal.hang_up()
    assert terminal.process.wait(SOON) == 128 + signal.SIGHUP
    return time.monotonic() - since


@pytest.mark.parametrize("stalls", [False, True])
def test_unsaved_typing_is_back_after_the_line_dropped(
    stalls: bool, own_file: Path, home: Path, tmp_path: Path
) -> None:
    random = Random(stalls)
    for number in range(size(2, 100)):
        path = shutil.copy(own_file, tmp_path / f"{number}.db")
        name = f"Roberta {''.join(random.choices('abcdefghij', k=5))}"
        line = None if stalls else random.choice((None, SlowLine(2_400, 0.6)))
        with Terminal.start([f"--database={path}"], home=home, line=line) as terminal:
            typing(terminal, name)
            if stalls:
                terminal.stall()
                for _ in range(random.randrange(60)):
                    terminal.press_without_reading("ctrl+l")
                time.sleep(random.uniform(0, STALLED))  # there is nothing to wait for: nobody reads
            took = dropped(terminal)
            print(f"{'stalled' if stalls else 'dropped'} {took:.2f} s")
        with Terminal.start([f"--database={path}"], home=home) as terminal:
            terminal.wait_for(FIRST_LIST)
            terminal.press("a")
            terminal.wait_for(name)
            terminal.wait_for("Unsaved typing")
    assert not (home / ".local/state/fleet-tui/log").exists()


DEAF = """
import signal, sys
take = signal.signal
signal.signal = lambda number, handler: take(number, signal.SIG_IGN if number == signal.SIGHUP else handler)
from fleet_tui.cli.main import main
sys.exit(main(["--demo=60"]))
"""
"""The app, which does not hear of a line that hangs up."""


def processor(process: int) -> float:
    """Seconds of processor time that a process has used."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("stalls", [False, True])
def test_a_closed_line_ends_it_although_nobody_tells(stalls: bool, home: Path, tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", DEAF], environment(home), fresh=False) as terminal:
        terminal.wait_for(FIRST_LIST)
        if stalls:
            terminal.stall()
            for _ in range(60):
                terminal.press_without_reading("pagedown", "pageup")
        print(f"{dropped(terminal):.2f} s")
    assert not (home / ".local/state/fleet-tui/log").exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processor time is read from /proc")
@pytest.mark.parametrize("keys", [("ctrl+l",), ("pagedown", "pageup"), ("down",)])
def test_a_line_that_comes_back_shows_the_right_screen(keys: tuple[str, ...], home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        terminal.stall()
        for _ in range(60):
            terminal.press_without_reading(*keys)
        used = processor(terminal.process.pid)
        time.sleep(STALLED)  # there is nothing to wait for: nobody reads
        print(f"stalled, and used {processor(terminal.process.pid) - used:.2f} s of the processor")
        terminal.resume()
        terminal.press("home")
        terminal.wait_for("row 1")
        terminal.read_until_quiet()
        seen = terminal.lines
        os.write(terminal._inside, b"\x1b[2J")
        terminal.press("ctrl+l")
        terminal.wait_for(lambda _: terminal.lines == seen)


def test_xoff_stops_the_output_and_xon_brings_the_rest(home: Path) -> None:
    with Terminal.start(["--demo=60", "--line=vt100"], home=home, TERM="vt100") as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        terminal.press("ctrl+s")
        mark = terminal.mark()
        terminal.press("down", "down")
        terminal.read_for(0.5)
        assert mark.bytes == 0
        terminal.press("ctrl+q")
        terminal.wait_for("row 3")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_end_while_xoff_holds_the_output_gives_the_terminal_back(number: signal.Signals, home: Path) -> None:
    with Terminal.start(["--demo=60", "--line=vt100"], home=home) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        terminal.press("ctrl+s", "down")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end(SOON) == 128 + number
        terminal.press("ctrl+q")
        assert_given_back(terminal, before)
