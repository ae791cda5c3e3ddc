"""The terminal that the end-to-end tests use shows what a terminal would."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from terminal import Terminal, environment

ECHO = """
import sys, termios, tty
sys.stdout.write("\\x1b[>4;1m\\x1b[<u\\x1bP+q544e\\x1b\\\\ready é漢 ")
sys.stdout.flush()
for line in sys.stdin:
    print("got", line.strip())
    if line.strip() == "end":
        sys.exit(7)
"""


def program(code: str, home: Path) -> Terminal:
    return Terminal([sys.executable, "-c", code], environment(home))


def test_shows_text_and_gives_the_exit_code(home: Path) -> None:
    with program(ECHO, home) as terminal:
        terminal.wait_for("ready é漢")
        assert not terminal.cells.buffer[0][0].underscore, "a private sequence was taken for an underline"
        terminal.type("hello")
        terminal.press("enter")
        terminal.wait_for("got hello")
        assert terminal.bytes == len(terminal.output) > 0
        terminal.type("end\n")
        assert terminal.wait_for_end() == 7


def test_what_does_not_come_is_told_with_the_screen(home: Path) -> None:
    with program(ECHO, home) as terminal:
        terminal.wait_for("ready")
        with pytest.raises(AssertionError, match=r"(?s)waiting for 'nonsense'.*ready"):
            terminal.wait_for("nonsense", timeout=0.2)


def test_an_end_while_waiting_is_told(home: Path) -> None:
    with program("print('bye')", home) as terminal, pytest.raises(AssertionError, match="ended with 0"):
        terminal.wait_for("nonsense")


def test_a_process_that_is_left_behind_fails_the_test(home: Path) -> None:
    deaf = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); print('deaf'); signal.pause()"
    terminal = program(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {deaf!r}]); input()", home)
    terminal.wait_for("deaf")
    terminal.press("enter")
    terminal.wait_for_end()
    with pytest.raises(AssertionError, match="left behind"):
        terminal.stop()


def test_the_size_is_the_terminals(home: Path) -> None:
    with program(
        "import os; print(os.get_terminal_size()); input(); print(os.get_terminal_size()); input()", home
    ) as t:
        t.wait_for("columns=80, lines=24")
        t.resize(132, 43)
        t.press("enter")
        t.wait_for("columns=132, lines=43")
