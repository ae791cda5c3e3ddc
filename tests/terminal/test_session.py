"""A terminal that is taken is given back as it was found, also when it takes nothing, and is asked for again."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fleet_tui.terminal.line.line import MOST, Line, LineClosed
from fleet_tui.terminal.session import TerminalSession
from fleet_tui.terminal.terminfo.capabilities import read
from fleet_tui.terminal.terminfo.finding import gather
from fleet_tui.terminal.terminfo.profiles import choose
from tests.support.tables import for_each

ENVIRON = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


@contextmanager
def pair() -> Iterator[tuple[int, int]]:
    """The terminal's end of a line, and the program's."""
    outside, inside = os.openpty()
    try:
        yield outside, inside
    finally:
        os.close(outside)
        os.close(inside)


def opened(inside: int) -> TerminalSession:
    """The session of an xterm at this end of a line."""
    capabilities = read(ENVIRON["TERM"], ENVIRON)
    return TerminalSession(Line(inside), capabilities, choose(gather(capabilities, ENVIRON, inside)))


def arrived(outside: int) -> bytes:
    """All that the line has for the terminal."""
    data = b""
    while select.select((outside,), (), (), 0.05)[0]:
        data += os.read(outside, 65536)
    return data


def fill(session: TerminalSession) -> None:
    """Send until the line takes no more, and a little that it does not take."""
    session.send(b"\x1b[31mred" * 50_000)
    while session.line.wait(0.05, to_send=True):
        session.send(b"")


def test_it_is_given_back_as_it_was_found() -> None:
    with pair() as (outside, inside):
        before = termios.tcgetattr(inside)
        session = opened(inside)
        session.begin()
        assert termios.tcgetattr(inside) != before
        session.end()
        assert termios.tcgetattr(inside) == before
        assert os.get_blocking(inside)
        assert arrived(outside).endswith(session.capabilities.rmcup)


def test_giving_it_back_twice_sends_nothing_twice() -> None:
    with pair() as (outside, inside):
        session = opened(inside)
        session.begin()
        session.end()
        arrived(outside)
        session.end()
        assert arrived(outside) == b""


def test_taking_it_again_keeps_the_mode_that_was_found_first() -> None:
    with pair() as (_, inside):
        before = termios.tcgetattr(inside)
        session = opened(inside)
        session.begin()
        session.begin()
        session.end()
        assert termios.tcgetattr(inside) == before


@pytest.mark.parametrize("patience", [0.0, 0.05])
def test_what_a_stalled_line_still_holds_is_given_up_for_the_end(patience: float) -> None:
    with pair() as (outside, inside):
        session = opened(inside)
        session.begin()
        fill(session)
        session.end(patience=patience)
        last = arrived(outside)
        assert b"\x18" in last  # ends a sequence of which only a part was taken
        assert last.endswith(session.capabilities.rmcup)
        assert b"red" not in last[last.rindex(b"\x18") :]


def test_what_the_line_did_not_take_goes_before_what_is_sent_then() -> None:
    with pair() as (outside, inside):
        session = opened(inside)
        session.begin()
        sent = b""
        while session.send(piece := bytes(f"<{len(sent):06}>" * 64, "ascii")):
            sent += piece
        sent += piece
        seen = b""
        while not session.send(b""):
            seen += arrived(outside)
        assert session.send(b"last")
        seen += arrived(outside)
        assert seen[seen.index(b"<") :] == sent + b"last"


def test_answers_that_are_out_are_not_left_for_the_shell() -> None:
    with pair() as (outside, inside):
        session = opened(inside)
        session.begin()
        late = threading.Timer(0.1, os.write, (outside, b"\x1b[12;40R"))
        late.start()
        session.end(questions=1)
        late.join()
        os.write(outside, b"x\n")
        assert os.read(inside, 100) == b"x\n"


def test_a_closed_line_is_told_and_its_end_is_quiet() -> None:
    outside, inside = os.openpty()
    session = opened(inside)
    session.begin()
    os.close(outside)
    with pytest.raises(LineClosed):
        session.send(b"x")
    with pytest.raises(LineClosed):
        session.line.receive()
    session.end(questions=3)
    session.line.close()
    os.close(inside)


def test_a_descriptor_that_is_no_terminal_is_a_closed_line() -> None:
    out, into = os.pipe()
    with pytest.raises(LineClosed):
        Line(out)
    os.close(out)
    os.close(into)


@for_each(
    "said, taken",
    [((0, 0), (80, 24)), ((9999, 9999), MOST), ((1, 1), (1, 1)), ((132, 43), (132, 43)), ((0, 50), (80, 50))],
)
def test_the_size_is_what_the_line_says_as_far_as_that_can_be(said: tuple[int, int], taken: tuple[int, int]) -> None:
    with pair() as (_, inside):
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", said[1], said[0], 0, 0))
        assert opened(inside).size() == taken
