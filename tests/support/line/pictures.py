"""Arbitrary pictures, each following from another as on a screen in use, and the terminals that they are painted on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hypothesis import strategies as st
from pyte import charsets
from wcwidth import wcwidth

from fleet_tui.terminal.output.grid import (
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    LINES,
    PLAIN,
    REVERSE,
    RGB,
    STRIKE,
    UNDERLINE,
    Row,
    ScreenBuffer,
    Style,
)
from fleet_tui.terminal.output.parser import OutputParser
from fleet_tui.terminal.output.widths import clusters
from fleet_tui.terminal.terminfo.capabilities import FALLBACK, Capabilities
from tests.support.terminals.emulators import Cell, PyteScreen, Rows, seen

SIZES = ((1, 1), (2, 2), (8, 3), (3, 8), (20, 6), (20, 6), (33, 9), (33, 9), (80, 24), (80, 24))
TERMS = ("xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100", "vt220", "ansi")
CHARSETS = ("utf-8", "utf-8", "utf-8", "iso8859-1", "iso8859-7", "koi8-r", "ascii")

_READ = (
    "import dataclasses, os\n"
    "from fleet_tui.terminal.terminfo.capabilities import read\n"
    "print(dataclasses.asdict(read(os.environ['TERM'], {})))\n"
)


@lru_cache(maxsize=1)
def terminals() -> Mapping[str, Capabilities]:
    """Terminals as terminfo has them (each read in a process of its own), and as there are none, or hardly any."""
    reading = {
        term: subprocess.Popen([sys.executable, "-c", _READ], env={**os.environ, "TERM": term}, stdout=-1, text=True)
        for term in TERMS
    }
    known = {term: Capabilities(**ast.literal_eval(process.communicate()[0])) for term, process in reading.items()}
    xterm, nothing = known["xterm-256color"], Capabilities("")
    ansi_csr = replace(FALLBACK, csr=b"\x1b[%i%p1%d;%p2%dr", ind=b"\n", ri=b"\x1bM", msgr=True)
    return {
        **known,
        "fallback": FALLBACK,
        "true colour": replace(xterm, colors=1 << 24),
        "sixteen colours": replace(xterm, colors=16),
        "without el": replace(xterm, el=b""),
        "without ech": replace(xterm, ech=b""),
        "without csr": replace(xterm, csr=b""),
        "with rep": replace(xterm, rep=b"%p1%c\x1b[%p2%{1}%-%db"),
        "without rep": replace(xterm, rep=b""),
        "without msgr": replace(xterm, msgr=False),
        "wraps at once": replace(xterm, xenl=False, rmam=b"", smam=b""),
        "wraps at once, scrolls": ansi_csr,
        "wraps late": replace(xterm, rmam=b"", smam=b""),
        "never wraps": replace(xterm, am=False, xenl=False, rmam=b"", smam=b""),
        "strings for attributes": replace(
            xterm, sgr=False, colors=0, sgr0=b"\x1b[m\x0f", smacs=b"\x0e", rmacs=b"\x0f", enacs=b"\x1b)0"
        ),
        "one line at a time": replace(xterm, indn=b"", rin=b""),
        "cursor and clearing": replace(nothing, cup=xterm.cup, clear=xterm.clear, sgr0=b"\x1b[m", am=True),
    }


class _WrapsAtOnce(PyteScreen):
    """A terminal whose cursor is on the next line as soon as the last column is written."""

    def __init__(self, columns: int, lines: int, *, bce: bool, encoding: str) -> None:
        super().__init__(columns, lines, bce=bce, encoding=encoding)
        screen, put = self.screen, self.screen._put

        def put_and_wrap(char: str, width: int) -> None:
            put(char, width)
            if screen.cursor.x >= screen.columns:
                screen.carriage_return()
                screen.index()

        screen._put = put_and_wrap


def emulator(can: Capabilities, columns: int, lines: int, *, bce: bool, charset: str = "utf-8") -> PyteScreen:
    """A terminal that can no more than that, with its screen taken and everything wrong on it."""
    kind = _WrapsAtOnce if can.am and not can.xenl else PyteScreen
    screen = kind(columns, lines, bce=bce, encoding=charset)
    screen.feed(b"\x1b[33;44mrubbish\r\n" * (lines + 1))
    screen.feed(can.smcup + can.enacs + (can.rmam if can.am else b"\x1b[?7l"))
    return screen


def ignores_corner(can: Capabilities) -> bool:
    """Whether the last cell cannot be written without scrolling everything."""
    return can.am and not can.xenl and not can.rmam


_NAMES = {BOLD: "bold", DIM: "dim", ITALIC: "italic", UNDERLINE: "underline", REVERSE: "reverse", STRIKE: "strike"}


def _colour(color: int) -> int | str:
    return "default" if color == DEFAULT else f"{color & 0xFFFFFF:06x}" if color & RGB else color


@lru_cache(maxsize=65536)
def _cell(text: str, style: Style) -> Cell:
    attributes = frozenset(name for bit, name in _NAMES.items() if style.attributes & bit)
    if style.attributes & LINES:
        text = charsets.VT100_MAP[ord(text)]
    cell = seen(text or "x", attributes, _colour(style.foreground), _colour(style.background))
    return cell if text else cell._replace(text="")


def cells(rows: list[Row]) -> Rows:
    """The program's own picture as emulators give theirs."""
    return [[_cell(*cell) for cell in row] for row in rows]


@lru_cache(maxsize=65536)
def known(character: str) -> bool:
    """Whether the emulators' table of widths has this character as ours does.

    It has, but for some that no edition of Unicode had named when Python's was made.
    """
    parts = [(text, width) for text, width in clusters(character) if width]
    marks = not parts and unicodedata.category(character)[0] == "M"
    return all(wcwidth(text[0]) == width for text, width in parts) and (not marks or wcwidth(character) == 0)


SPECIMENS = (
    *("a", "x", " ", "  ", "Zoë", "e\u0301", "a\u0308\u0323", "ß", "Łódź", "Σ", "Ж", "…", "─", "│", "╭", "┼", "▁", "•"),
    *(
        "漢",
        "漢字",
        "ひ",
        "한국",
        "Ａ",
        "عمر",
        "שָׁלוֹם",
        "मनीष",
        "นิด",
        "👍",
        "👍🏽",
        "👨‍👩‍👧",
        "🇩🇪",
        "1️⃣",
        "❤️",
        "☎",
        "⚠️",
        "🏳️‍🌈",
    ),
    *("\u0301", "\u200d", "\ufe0f", "a\u200db", "می\u200cخواهم", "1100\u1161", "\ufeff", "\u202e", "\u00ad", "\ue000"),
)
"""Texts at which terminals and tables of widths are known to differ, and such as people's names and screens hold."""

characters = st.characters(exclude_categories=("Cs",)).filter(known)
texts = st.one_of(
    st.sampled_from(SPECIMENS),
    st.lists(st.sampled_from(SPECIMENS), min_size=2, max_size=6).map("".join),
    st.text("ab -─│", min_size=1, max_size=30),
    st.text(characters, min_size=1, max_size=12),
)
colors = st.one_of(
    st.just(DEFAULT),
    st.integers(0, 15),
    st.integers(16, 255),
    st.integers(0, 0xFFFFFF).map(lambda number: RGB | number),
)
styles = st.one_of(
    st.just(PLAIN), st.sampled_from(list(_NAMES)).map(Style), st.builds(Style, st.integers(0, 63), colors, colors)
)

Step = tuple[object, ...]
"""What happens to a picture: the name of one of the methods of `Drawing`, and what it takes."""


@dataclass
class Drawing:
    """A picture that is drawn on; each of the methods is one thing that happens on screens."""

    grid: ScreenBuffer
    earlier: list[list[Row]] = field(default_factory=list)

    def draw(self, steps: list[Step]) -> list[Row]:
        """Do all of that; gives the picture."""
        self.earlier.append([list(row) for row in self.grid.rows])
        for name, *values in steps:
            getattr(self, str(name))(*values)
        return [list(row) for row in self.grid.rows]

    def write(self, line: int, column: int, text: str, style: Style) -> None:
        """Text somewhere; also what is typed, and a single cell."""
        self.grid.write(line % self.grid.lines, column % self.grid.columns, text, style)

    def fill(self, line: int, column: int, text: str, style: Style) -> None:
        """The same text to the end of a row."""
        column %= self.grid.columns
        self.grid.write(line % self.grid.lines, column, text * (self.grid.columns - column), style)

    def table(self, left: int, first: int, style: Style) -> None:
        """A list that shows its entries from some entry on, beside what is left of it."""
        left %= self.grid.columns
        for line in range(self.grid.lines):
            number = first + line
            self.grid.write(line, left, f" {number:4} Person {number * 7919 % 1000} ".ljust(80), style)

    def scroll(self, top: int, bottom: int, left: int, up: int) -> None:
        """Rows that move, from some column on."""
        top, bottom = sorted((top % self.grid.lines, bottom % self.grid.lines))
        left %= self.grid.columns
        rows = [list(row) for row in self.grid.rows]
        for line in range(top, bottom + 1):
            if top <= line + up <= bottom:
                for column in range(left, self.grid.columns):
                    text, style = rows[line + up][column]
                    if text or column == left:
                        self.grid.write(line, column, text or " ", style)

    def wipe(self, top: int, height: int, column: int, background: int) -> None:
        """Rows that end earlier than before."""
        top, column = top % self.grid.lines, column % self.grid.columns
        for line in range(top, min(self.grid.lines, top + height)):
            self.grid.write(line, column, " " * (self.grid.columns - column), Style(0, DEFAULT, background))

    def dialog(self, top: int, left: int, height: int, width: int, style: Style) -> None:
        """A box laid over."""
        top, left = top % self.grid.lines, left % self.grid.columns
        inside = min(width, max(0, self.grid.columns - left - 2))
        bottom = min(self.grid.lines - 1, top + height)
        for line in range(top, bottom + 1):
            edge = {top: "╭─╮", bottom: "╰─╯"}.get(line, "│ │")
            self.grid.write(line, left, edge[0] + edge[1] * inside + edge[2], style)

    def back(self, count: int) -> None:
        """An earlier picture, as when a dialog is taken away."""
        if self.earlier:
            self.grid.rows = [list(row) for row in self.earlier[-1 - count % len(self.earlier)]]

    def clear(self) -> None:
        """Nothing at all."""
        self.grid.rows = ScreenBuffer(self.grid.columns, self.grid.lines).rows

    def textual(self, data: str) -> None:
        """What Textual writes."""
        OutputParser(self.grid).feed(data)


places = st.integers(0, 79)
output = st.builds(
    lambda line, column, numbers, text: f"\x1b[{line};{column}H\x1b[{';'.join(map(str, numbers))}m{text}\x1b[0m",
    st.integers(0, 30),
    st.integers(0, 90),
    st.lists(st.sampled_from((0, 1, 2, 3, 4, 7, 9, 22, 27, 31, 42, 95, 106, 38, 48, 5, 2, 200, 255)), max_size=6),
    texts,
)
steps = st.one_of(
    st.tuples(st.just("write"), places, places, texts, styles),
    st.tuples(st.just("write"), places, places, texts, styles),
    st.tuples(st.just("fill"), places, places, texts, styles),
    st.tuples(st.just("table"), places, st.integers(0, 40), styles),
    st.tuples(st.just("scroll"), places, places, places, st.integers(-6, 6)),
    st.tuples(st.just("dialog"), places, places, st.integers(1, 8), st.integers(0, 40), styles),
    st.tuples(st.just("wipe"), places, st.integers(1, 9), places, st.just(DEFAULT) | colors),
    st.tuples(st.just("back"), st.integers(0, 3)),
    st.tuples(st.just("clear")),
    st.tuples(st.just("textual"), st.lists(output, max_size=4).map("".join)),
)
changes = st.lists(steps, min_size=1, max_size=6)
lists = st.tuples(st.just("table"), st.integers(0, 12), st.integers(0, 40), styles).map(lambda table: [table])
scrolled = st.tuples(
    st.tuples(st.just("scroll"), st.integers(0, 3), st.integers(-4, -1), st.integers(0, 12), st.integers(-4, 4)),
    steps,
).flatmap(lambda pair: st.sampled_from(([pair[0]], list(pair))))
chains = st.one_of(
    st.lists(changes, min_size=1, max_size=4),
    st.builds(lambda first, rest: [first, *rest], lists, st.lists(scrolled | changes, min_size=1, max_size=4)),
)
"""What happens to a picture, change by change; in half of them a list that scrolls."""


def drawn(columns: int, lines: int, chain: list[list[Step]]) -> list[list[Row]]:
    """The pictures that follow from each other by these changes, from an empty one."""
    drawing = Drawing(ScreenBuffer(columns, lines))
    return [drawing.draw(change) for change in chain]
