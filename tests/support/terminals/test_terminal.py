"""The terminal that the end-to-end tests use shows what a terminal would."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.terminals.terminal import Terminal, environment
from tests.support.terminals.wire import SlowLine, Way

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


ASKS = """
import os, sys, termios, tty
tty.setraw(0)
os.write(1, b"\\x1b[3;5Hhere\\x1b[6n\\x1b[5n")
heard = b""
while not set(os.environ.get("WANTED", "q").encode()) <= set(heard):
    heard += os.read(0, 100)
os.write(1, b"\\x1b[H" + repr(heard).encode() + b" heard")
"""


def test_questions_are_answered_from_the_screen(home: Path) -> None:
    with program(ASKS, home) as terminal:
        terminal.wait_for("here")
        terminal.press("q")
        terminal.wait_for("heard")
        assert terminal.line(0) == r"b'\x1b[3;9R\x1b[0nq' heard"


def test_a_terminal_may_say_nothing(home: Path) -> None:
    with Terminal([sys.executable, "-c", ASKS], environment(home), answers=False) as terminal:
        terminal.wait_for("here")
        terminal.press("q")
        terminal.wait_for("heard")
        assert terminal.line(0) == "b'q' heard"


def test_a_slow_line_shows_and_answers_the_same(home: Path) -> None:
    line = SlowLine(rate=20_000, delay=0.02)
    with Terminal([sys.executable, "-c", ASKS], environment(home, WANTED="qRn"), line=line) as terminal:
        terminal.wait_for("here")
        mark = terminal.mark()
        terminal.press("q")
        terminal.wait_for("heard")
        assert sorted(terminal.line(0)) == sorted(r"b'\x1b[3;9R\x1b[0nq' heard"), "the key may have been first"
        assert mark.output.endswith(b"heard")
        assert mark.bytes == len(mark.output) < terminal.bytes


def test_a_line_that_stalls_takes_nothing_until_it_goes_on(home: Path) -> None:
    with program("print('x' * 200_000 + ' end', flush=True); input()", home) as terminal:
        terminal.stall()
        terminal.press("enter")
        with pytest.raises(AssertionError, match="waiting"):
            terminal.wait_for("end", timeout=0.3)
        assert terminal.bytes == 0
        assert terminal.process.poll() is None, "it wrote more than a line takes"
        terminal.resume()
        terminal.wait_for("end")
        assert terminal.wait_for_end() == 0


def test_bytes_leave_a_slow_line_at_its_rate_after_half_its_delay() -> None:
    way = Way(SlowLine(rate=100, delay=1))
    way.put(b"abcdefghij", 10.0)
    way.put(b"klm", 10.05)
    assert way.taken(10.5) == b""
    assert way.next() == pytest.approx(10.51)
    assert way.taken(10.541) == b"abcd"
    assert way.taken(10.561) == b"ef"
    assert way.taken(10.611) == b"ghijk"
    assert not way.empty
    assert way.taken(20.0) == b"lm"
    assert way.empty
    way.put(b"n", 30.0)
    assert way.taken(30.4) == b""
    assert way.taken(30.52) == b"n"
