"""A display and its terminal, with any line between them, in virtual time."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from pyte import charsets

from fleet_tui.terminal.input.tokens import Features, Report
from fleet_tui.terminal.output.display import Display
from fleet_tui.terminal.output.grid import Row, ScreenBuffer, on_blank
from fleet_tui.terminal.output.parser import OutputParser
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.facts import Facts
from fleet_tui.terminal.terminfo.profiles import ProfileName, choose
from tests.support.line.pictures import (
    SIZES,
    cells,
    emulator,
    ignores_corner,
    output,
    places,
    terminals,
    texts,
)
from tests.support.terminals.emulators import differences

LAYOUT = 0.02
"""Seconds that Textual takes to write its picture for another size."""
WALL = b"\r\n\x1b[31mBroadcast message: the depot closes\r\n"
_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R|\x1b\[\?([\d;]+)c")


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
    believed: str = ""
    """The character set that the locale speaks of; empty: the right one."""
    line_drawing: bool = False
    bce: bool = True
    """Whether what is erased takes the background that is written in."""

    tab_stops: int = 8
    """Columns between them, as whoever works at the terminal has set them."""
    features: str = "64;1;28"
    """What the terminal says that it can."""

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
    st.just(""),
    st.booleans(),
    st.booleans(),
)


class Session:
    """A display with its terminal, in virtual time: everything that was sent is shown later, and answered later."""

    def __init__(self, line: Line) -> None:
        self.line, self.now = line, 0.0
        columns, rows = line.size
        self.display = Display(
            line.can,
            replace(
                LEAN,
                colors=1 << 24,
                clipboard=True,
                charset=line.believed or line.charset,
                line_drawing=line.line_drawing,
                other_charset="ascii" if line.charset == "utf-8" else line.charset,
                other_line_drawing=line.line_drawing,
            ),
            columns,
            rows,
        )
        self._mirror = OutputParser(ScreenBuffer(*self.display.layout))
        self.screen = emulator(line.can, columns, rows, bce=line.bce, charset=line.charset)
        self.screen.screen.tabstops = set(range(line.tab_stops, columns, line.tab_stops))
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
        folding = self.display._abilities.folding  # the letters that the terminal has said it reads
        shown, wanted = self.screen.rows(), cells([folding.row(row) for row in self._seen(grid)])
        if ignores_corner(self.line.can):
            for rows in (shown, wanted):
                rows[-1][-2:] = wanted[-1][-2:]
        for cells_of_row in (*shown, *wanted):  # to the eye a blank, with which rows keep their direction
            cells_of_row[:] = [cell._replace(text=" ") if cell.text == "\u2800" else cell for cell in cells_of_row]
        assert differences(shown, wanted) == []
        assert self.screen.cursor == self._cursor, "the terminal's cursor is where the program has it"
        self.checked += 1

    @property
    def _cursor(self) -> tuple[int, int]:
        """Where the program left the cursor, as far as the terminal has that cell."""
        columns, lines = self.screen.screen.columns, self.screen.screen.lines
        return min(self._mirror.cursor[0], lines - 1), min(self._mirror.cursor[1], columns - 1)

    def _later(self, at: float, what: str, value: object = None) -> None:
        self._count += 1
        heapq.heappush(self._events, (at, self._count, what, value))

    def _happen(self) -> None:
        self.now, _, what, value = heapq.heappop(self._events)
        if what == "shown":
            assert isinstance(value, bytes)
            self.screen.feed(value)
            for row, column, features in _ANSWER.findall(self.screen.taken_answers()):
                if self.line.silent or self.lost:
                    self.lost = max(0, self.lost - 1)
                elif features:
                    self._later(self.now + self.line.trip / 2, "features")
                else:
                    self._later(self.now + self.line.trip / 2, "answer", Report(int(row), int(column)))
        elif what == "answer":
            assert isinstance(value, Report)
            self.display.answered(Report(999, 999) if self.spoiled else value, self.now)
        elif what == "features":
            self.display.learned(Features(tuple(map(int, self.line.features.split(";")))))
        elif what == "resized":
            assert isinstance(value, tuple)
            self.display.resize(*value)
            self._mirror.grid = self._mirror.grid.resized(*self.display.layout)
            self._later(self.now + LAYOUT, "laid out")
        elif what == "laid out":
            self.display.write("\x1b[m")
        elif self._timer != self.now:
            return
        self._paint()
        if (
            self._idle
            and not self.spoiled
            and not any(event[2] in ("shown", "resized", "laid out") for event in self._events)
        ):
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

    def _seen(self, grid: ScreenBuffer) -> list[Row]:
        """What the terminal has room for; a wide character that is cut through is a blank."""
        columns, lines = self.screen.screen.columns, self.screen.screen.lines
        rows = [row[:columns] for row in grid.rows[:lines]]
        for row, whole in zip(rows, grid.rows, strict=False):
            if columns < len(whole) and whole[columns][0] == "":
                row[-1] = (" ", on_blank(whole[columns][1]))
        return rows

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
