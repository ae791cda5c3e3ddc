"""The shell gets its terminal back for a while, and the app its screen afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.support.terminals.processes import processes_of
from tests.support.terminals.restored import modes_left_on
from tests.support.terminals.terminal import Terminal, environment

FIRST_LIST = "Active: Active"
PROMPT = "ready>"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="a shell with job control is needed")


def shell(home: Path, **variables: str) -> Terminal:
    """A shell with job control that says when it is ready."""
    bash = shutil.which("bash")
    assert bash
    return Terminal([bash, "--norc", "--noprofile", "-i"], environment(home, PS1=PROMPT, **variables))


def started(terminal: Terminal) -> tuple[int, list[object]]:
    """The app in it: its process, and the mode that the shell gives its programs."""
    terminal.wait_for(PROMPT)
    before = terminal.line_mode
    terminal.type(f"{sys.executable} -m fleet_tui --demo=20\r")
    terminal.wait_for(FIRST_LIST)
    terminal.read_until_quiet()
    (process,) = (line for line in processes_of(terminal.process.pid) if "fleet_tui" in line)
    return int(process.split()[0]), before


def prompted(terminal: Terminal) -> bool:
    """Whether the shell waits for a command, on the normal screen."""
    return terminal.cells.main is None and terminal.text.rstrip().endswith(PROMPT)


def back_in_the_shell(terminal: Terminal) -> None:
    """The shell has the normal screen, and what is typed is its."""
    terminal.wait_for(prompted)
    assert modes_left_on(terminal.output) - {b"2004"} == set()  # bash's own
    terminal.type("echo $((6 * 7)) is the answer\r")
    terminal.wait_for("42 is the answer")


def leave(terminal: Terminal) -> None:
    """Quit the app, then the shell."""
    terminal.press("q")
    terminal.wait_for(prompted)
    terminal.type("exit\r")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    "by", ["key", pytest.param("dialog", marks=pytest.mark.long), pytest.param("signal", marks=pytest.mark.long)]
)
def test_the_shell_has_its_terminal_and_fg_brings_the_screen_back(by: str, home: Path) -> None:
    with shell(home) as terminal:
        process, _ = started(terminal)
        terminal.press("down", "down")
        terminal.wait_for("row 3")
        if by == "dialog":
            terminal.press("c")
            terminal.wait_for("Space shows or hides")
        terminal.read_until_quiet()
        before = terminal.lines
        for _ in range(2):
            if by != "signal":
                terminal.press("ctrl+z")
            else:
                os.kill(process, signal.SIGTSTP)
            back_in_the_shell(terminal)
            terminal.type("clear; fg\r")
            terminal.wait_for(lambda _: terminal.lines == before)
        if by == "dialog":
            terminal.press("escape")
            terminal.wait_for("Quit")
        terminal.press("down")
        terminal.wait_for("row 4")
        leave(terminal)


def test_it_may_be_stopped_without_being_asked(home: Path) -> None:
    with shell(home) as terminal:
        process, _ = started(terminal)
        before = terminal.lines
        os.kill(process, signal.SIGSTOP)
        terminal.wait_for("Stopped")
        terminal.type("echo $((6 * 7)) is the answer\r")
        terminal.wait_for("42 is the answer")
        terminal.type("fg\r")
        terminal.wait_for(lambda _: terminal.lines == before)
        terminal.press("down")
        terminal.wait_for("row 2")
        leave(terminal)


def test_it_comes_back_with_the_size_that_the_terminal_has_by_then(home: Path) -> None:
    with shell(home) as terminal:
        started(terminal)
        terminal.press("ctrl+z")
        back_in_the_shell(terminal)
        terminal.resize(100, 30)
        terminal.type("fg\r")
        terminal.wait_for(lambda _: FIRST_LIST in terminal.text and "Quit" in terminal.line(29))
        leave(terminal)


def test_an_end_while_it_is_stopped_leaves_the_shell_alone(home: Path) -> None:
    with shell(home) as terminal:
        process, _ = started(terminal)
        terminal.press("ctrl+z")
        back_in_the_shell(terminal)
        os.kill(process, signal.SIGTERM)
        terminal.type("fg\r")
        terminal.wait_for(lambda _: not any("fleet_tui" in line for line in processes_of(terminal.process.pid)))
        terminal.type("echo $((6 * 9)) is right\r")
        terminal.wait_for("54 is right")
        assert terminal.cells.main is None
        assert "Traceback" not in terminal.text
        terminal.type("exit\r")
        terminal.wait_for_end()


def test_without_a_shell_it_goes_on(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        terminal.process.send_signal(signal.SIGSTOP)
        terminal.process.send_signal(signal.SIGCONT)
        # Keys that are typed meanwhile are meant for a shell.
        terminal.wait_for(lambda terminal: terminal.output.count(b"\x1b[?1049h") == 2)
        terminal.wait_for(FIRST_LIST)
        terminal.press("down")
        terminal.wait_for("row 2")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("by", ["key", pytest.param("stop", marks=pytest.mark.long)])
def test_what_is_stopped_can_be_ended(by: str, home: Path) -> None:
    with shell(home) as terminal:
        process, _ = started(terminal)
        if by == "key":
            terminal.press("ctrl+z")
        else:
            os.kill(process, signal.SIGSTOP)
        terminal.wait_for("Stopped")
        terminal.type("kill %1\r")
        terminal.wait_for(lambda _: not any("fleet_tui" in line for line in processes_of(terminal.process.pid)))
        terminal.type("clear; jobs; echo $((50 + 4)) is right\r")
        terminal.wait_for("54 is right")
        terminal.type("exit\r")
        terminal.wait_for_end()
