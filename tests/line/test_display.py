"""Whenever the display says that all is shown, the terminal shows it: on any line, whatever became of its answers."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, replace

import pytest
from emulators import differences
from hypothesis import given, settings
from hypothesis import strategies as st
from line.pictures import SIZES, cells, emulator, ignores_corner, output, places, terminals, texts
from making import size as times
from pyte import charsets

from fleet_tui.terminal.capabilities import Capabilities
from fleet_tui.terminal.display import Display
from fleet_tui.terminal.facts import Facts
from fleet_tui.terminal.folding import Folding
from fleet_tui.terminal.grid import Grid
from fleet_tui.terminal.parser import OutputParser
from fleet_tui.terminal.profiles import ProfileName, choose
from fleet_tui.terminal.tokens import Report

WALL = b"\r\n\x1b[31mBroadcast message: the depot closes\r\n"
_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")


LEAN = choose(Facts("xterm", "xterm"), ProfileName.LEAN)


@dataclass(frozen=True)
class Line:
    """A terminal and the way to it."""

    terminal: str = "xterm-256color"
    size: tuple[int, int] = (20, 6)
    rate: float = 960.0
    trip: float = 0.1
    silent: bool = False
    repeats: str = "all"
    """What the terminal repeats although terminfo says that it does: all, ASCII, or none."""
    charset: str = "utf-8"
    line_drawing: bool = False

    @property
    def can(self) -> Capabilities:
        return terminals()[self.terminal]


lines = st.builds(
    Line,
    st.sampled_from(sorted(terminals())),
    st.sampled_from(SIZES),
    st.sampled_from((960.0, 2_400.0, 8_000.0, 1e6)),
    st.sampled_from((0.02, 0.1, 0.6)),
    st.sampled_from((False, False, False, True)),
    st.sampled_from(("all", "ASCII", "none")),
    st.sampled_from(("utf-8", "utf-8", "iso8859-1", "ascii")),
    st.booleans(),
)


class Session:
    """A display with its terminal, in virtual time: everything that was sent is shown later, and answered later."""

    def __init__(self, line: Line) -> None:
        self.line, self.now = line, 0.0
        columns, rows = line.size
        self.display = Display(
            line.can,
            replace(LEAN, colors=1 << 24, clipboard=True, charset=line.charset, line_drawing=line.line_drawing),
            columns,
            rows,
        )
        self._mirror = OutputParser(Grid(columns, rows))
        self._folding = Folding(line.can, charset=line.charset, line_drawing=line.line_drawing)
        self.screen = emulator(line.can, columns, rows, bce=line.can.bce, charset=line.charset)
        self._repeat = self.screen.screen.repeat
        self.screen.screen.repeat = self._repeated
        self.sent = bytearray()
        self.lost = 0
        self.spoiled = False
        """Something else wrote on the screen, and that is not cleared yet."""
        self.checked = 0
        self._events: list[tuple[float, int, str, object]] = []
        self._count = 0
        self._free = 0.0
        self._timer: float | None = None
        self._idle = False
        self._send(self.display.restart(self.now))
        self._paint()

    def _repeated(self, count: int) -> None:
        screen = self.screen.screen
        drawing = (screen.g1_charset if screen.charset else screen.g0_charset) is charsets.VT100_MAP
        if self.line.repeats == "all" or (self.line.repeats == "ASCII" and (screen.last.isascii() or drawing)):
            self._repeat(count)

    def write(self, data: str) -> None:
        self.display.write(data)
        self._mirror.feed(data)
        self._paint()

    def put(self, line: int, column: int, times: int, text: str, numbers: str) -> None:
        """The text, so many times, somewhere on the screen."""
        columns, lines = self.display.size
        self.write(f"\x1b[{line % lines + 1};{column % columns + 1}H\x1b[{numbers}m{text * times}\x1b[0m")

    def resize(self, columns: int, lines: int) -> None:
        """The terminal changes at once; the display hears of it later."""
        self.screen.resize(columns, lines)
        self.spoiled = True
        self._later(self.now + self.line.trip / 2, "resized", (columns, lines))

    def repaint(self) -> None:
        self.display.repaint()
        self._paint()

    def wall(self) -> None:
        """Something else writes on the screen; the next answers tell of a wrong place, until that is noticed."""
        self.screen.feed(WALL)
        self.spoiled = True

    def lose(self, answers: int) -> None:
        self.lost += answers

    def wait(self, seconds: float) -> None:
        until = self.now + seconds
        while self._events and self._events[0][0] <= until:
            self._happen()
        self.now = until
        self._paint()

    def settle(self) -> None:
        """Let everything happen that will."""
        for _ in range(20_000):
            if not self._events:
                break
            self._happen()
        assert self._idle, "the display waits for nothing"

    def assert_right(self) -> None:
        grid = self._mirror.grid
        shown, wanted = self.screen.rows(), cells([self._folding.row(row) for row in grid.rows])
        if ignores_corner(self.line.can):
            for rows in (shown, wanted):
                rows[-1][-2:] = wanted[-1][-2:]
        assert differences(shown, wanted) == []
        self.checked += 1

    def _later(self, at: float, what: str, value: object = None) -> None:
        self._count += 1
        heapq.heappush(self._events, (at, self._count, what, value))

    def _happen(self) -> None:
        self.now, _, what, value = heapq.heappop(self._events)
        if what == "shown":
            assert isinstance(value, bytes)
            self.screen.feed(value)
            for row, column in _PLACE.findall(self.screen.taken_answers()):
                if self.line.silent or self.lost:
                    self.lost = max(0, self.lost - 1)
                else:
                    self._later(self.now + self.line.trip / 2, "answer", Report(int(row), int(column)))
        elif what == "answer":
            assert isinstance(value, Report)
            self.display.answered(Report(999, 999) if self.spoiled else value, self.now)
        elif what == "resized":
            assert isinstance(value, tuple)
            self.display.resize(*value)
            self._mirror.grid = self._mirror.grid.resized(*value)
        elif self._timer != self.now:
            return
        self._paint()
        if self._idle and not self.spoiled and not any(event[2] in ("shown", "resized") for event in self._events):
            self.assert_right()

    def _paint(self) -> None:
        while (data := self.display.piece(self.now)) is not None:
            if not data:
                self._timer = self.display.pacing.due(self.now)
                if self._timer is not None:
                    assert self._timer > self.now
                    self._later(self._timer, "timer")
                break
            if self.line.can.clear in data and self.screen_is_told():
                self.spoiled = False
            self._send(data)
        self._idle = data is None

    def screen_is_told(self) -> bool:
        """Whether the display knows of the size that the terminal has."""
        return self.display.size == (self.screen.screen.columns, self.screen.screen.lines)

    def _send(self, data: bytes) -> None:
        if data:
            self.sent += data
            self._free = max(self.now + self.line.trip / 2, self._free) + len(data) / self.line.rate
            self._later(self._free, "shown", data)


actions = st.one_of(
    st.tuples(st.just("write"), st.lists(output, min_size=1, max_size=4).map("".join)),
    st.tuples(
        st.just("put"), places, places, st.sampled_from((1, 1, 9)), texts, st.sampled_from(("", "1", "7", "31;44"))
    ),
    st.tuples(st.just("put"), places, places, st.just(9), st.sampled_from(("─", "row ", "Person 7 ")), st.just("")),
    st.tuples(st.just("write"), st.sampled_from(("\x07", "\x1b[2J", "\x1b]52;c;eA==\x07"))),
    st.tuples(st.just("wait"), st.floats(0, 0.5)),
    st.tuples(st.just("wait"), st.floats(0, 40)),
    st.tuples(st.just("settle")),
    st.tuples(st.just("repaint")),
    st.tuples(st.just("lose"), st.integers(1, 3)),
    st.tuples(st.just("resize"), st.integers(1, 40), st.integers(1, 12)),
)


def play(session: Session, story: list[tuple[object, ...]]) -> None:
    for name, *values in story:
        getattr(session, str(name))(*values)


@settings(max_examples=times(150, 4_000), deadline=None)
@given(line=lines, story=st.lists(actions, min_size=2, max_size=25))
def test_when_all_is_shown_it_is_what_was_written(line: Line, story: list[tuple[object, ...]]) -> None:
    session = Session(line)
    play(session, story)
    session.lost = 0
    session.settle()
    session.assert_right()


@settings(max_examples=times(60, 2_000), deadline=None)
@given(
    line=lines.map(lambda line: replace(line, silent=False, terminal="xterm")),
    story=st.lists(actions.filter(lambda action: action[0] != "lose"), max_size=9),
    more=st.lists(actions.filter(lambda action: action[0] != "lose"), max_size=9),
)
def test_a_wrong_report_makes_the_screen_right_again(
    line: Line, story: list[tuple[object, ...]], more: list[tuple[object, ...]]
) -> None:
    session = Session(line)
    play(session, story)
    session.wall()
    play(session, more)
    session.settle()
    session.wait(60)
    session.write("\x1b[Hbehind the wall")
    session.settle()
    assert not session.spoiled
    session.assert_right()


@pytest.mark.parametrize(("repeats", "ascii", "lines"), [("all", 1, 1), ("ASCII", 1, 0), ("none", 0, 0)])
def test_characters_are_repeated_as_the_terminal_showed_that_it_repeats_them(
    repeats: str, ascii: int, lines: int
) -> None:
    session = Session(Line(repeats=repeats))
    session.settle()
    session.sent.clear()
    session.write("\x1b[2;1H" + "x" * 20)
    session.settle()
    assert session.sent.count(b"x\x1b[19b") == ascii
    session.write("\x1b[3;1H" + "─" * 20)
    session.settle()
    assert session.sent.count("─\x1b[19b".encode()) == lines
    session.assert_right()


def test_a_cursor_that_cannot_be_hidden_is_where_the_terminal_can_have_it() -> None:
    session = Session(Line("vt100"))
    for number in range(6):
        session.write(f"\x1b[3;16H{number}\x1b[3;60H")
        session.settle()
        assert session.screen.cursor == (2, 19)
        session.assert_right()
    session.sent.clear()
    session.settle()
    assert session.sent == b""


def test_what_is_no_picture_is_sent_once_and_nothing_at_all_when_idle() -> None:
    session = Session(Line())
    session.settle()
    session.sent.clear()
    session.write("\x07")
    session.write("\x1b]52;c;eA==\x1b\\")
    session.settle()
    assert session.sent.count(b"\x07\x1b[6n") == 2
    assert session.sent.count(b"\x1b]52;c;eA==\x07") == 1
    session.sent.clear()
    session.wait(1_000)
    assert session.sent == b""


def test_several_answers_after_a_resize_are_one_mistake_at_most() -> None:
    session = Session(Line(rate=960.0, trip=0.6, size=(33, 9)))
    for number in range(6):
        session.write(f"\x1b[{number + 1};20H{number * 7}")
        session.wait(0.2)
        session.resize(20 + number % 2, 3 + number % 3)
        session.wait(0.4)
    session.settle()
    session.wall()
    session.write("\x1b[Hx")
    session.settle()
    assert not session.spoiled
    session.assert_right()
