"""Whoever asks for the screen again gets it at once, whatever is out on the line and whatever became of the answers."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from fleet_tui.terminal.input.tokens import Report
from fleet_tui.terminal.output.display import Display
from tests.support.line.pictures import emulator, terminals
from tests.support.line.simulated import LEAN
from tests.support.tables import for_each

CAN = terminals()["vt100"]
TRIP = 0.1


class Watched:
    """A display whose terminal answers when it is told to."""

    def __init__(self) -> None:
        self.display = Display(CAN, LEAN, 80, 24)
        self.screen = emulator(CAN, 80, 24, bce=False)
        self.now = 0.0
        self._dice = random.Random(7)
        self.screen.feed(self.display.restart(self.now))
        self._answers = 0

    def write(self) -> bytes:
        """Another picture, as much of it as may leave."""
        rows = ("".join(self._dice.choices("abcdefgh ", k=79)) for _ in range(24))
        self.display.write("".join(f"\x1b[{line};1H{text}" for line, text in enumerate(rows, 1)))
        return self.send()

    def send(self) -> bytes:
        """All that may leave now."""
        sent = bytearray()
        while piece := self.display.piece(self.now):
            sent += piece
        self.screen.feed(bytes(sent))
        return bytes(sent)

    def answer(self) -> None:
        """Answer all that was asked, each after the time of a round trip."""
        for answer in self.screen.taken_answers().split(b"\x1b[")[1:]:
            self.now += TRIP
            row, column = answer.rstrip(b"R").split(b";")
            self.display.answered(Report(int(row), int(column)), self.now)

    def settle(self) -> None:
        """Show all, with answers."""
        self.send()
        for _ in range(100):
            self.answer()
            if not self.send() and self.display.piece(self.now) is None:
                return
        raise AssertionError("there is no end")

    def keys(self, seconds: float) -> None:
        """Somebody types for so long; no answer comes."""
        until = self.now + seconds
        while self.now < until:
            self.now += 0.5
            self.display.pacing.typed(self.now)
            self.write()
        self.screen.taken_answers()


def nothing_known(watched: Watched) -> None: ...


def first_picture_out(watched: Watched) -> None:
    watched.write()


def idle(watched: Watched) -> None:
    watched.write()
    watched.settle()


def line_full(watched: Watched) -> None:
    idle(watched)
    for _ in range(5):
        watched.write()


def answers_lost(seconds: float) -> Callable[[Watched], None]:
    def lost(watched: Watched) -> None:
        idle(watched)
        watched.keys(seconds)

    return lost


def never_answered(watched: Watched) -> None:
    for _ in range(40):
        watched.now += 0.5
        watched.write()
    assert watched.display.pacing.silent


def silent_again(watched: Watched) -> None:
    idle(watched)
    watched.keys(60.0)
    assert watched.display.pacing.silent


def slower_than_it_was(watched: Watched) -> None:
    idle(watched)
    watched.write()
    watched.now += 3.0
    watched.answer()
    watched.write()


STATES = (
    nothing_known,
    first_picture_out,
    idle,
    line_full,
    *map(answers_lost, (0.5, 1.5, 2.5, 4.5, 7.0, 12.0, 20.0)),
    never_answered,
    silent_again,
    slower_than_it_was,
)


@pytest.mark.parametrize(
    "later",
    # Right away and after long is no other state of the line than those that are listed.
    [0.3, *(pytest.param(seconds, marks=pytest.mark.long) for seconds in (0.0, 5.0))],
)
@for_each("state", STATES)
def test_the_screen_is_painted_again_at_once(state: Callable[[Watched], None], later: float) -> None:
    watched = Watched()
    state(watched)
    watched.now += later
    watched.display.write("\x1b[2J")
    assert CAN.clear in watched.send()


@for_each("state", STATES)
def test_and_again_as_often_as_somebody_asks(state: Callable[[Watched], None]) -> None:
    watched = Watched()
    state(watched)
    for _ in range(5):
        watched.now += 0.2
        watched.display.write("\x1b[2J")
        assert CAN.clear in watched.send()
    watched.settle()
    assert watched.display.pacing.allowance(watched.now + 1.0) > 0
