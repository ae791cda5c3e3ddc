"""A terminal fed by the painter shows the wanted picture cell for cell, from any other, and by the fewest bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from emulators import NO_TMUX, TmuxScreen, differences
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from line.pictures import (
    CHARSETS,
    SIZES,
    SPECIMENS,
    Step,
    cells,
    chains,
    drawn,
    emulator,
    ignores_corner,
    steps,
    terminals,
)
from making import size

from fleet_tui.terminal.capabilities import Capabilities, expand
from fleet_tui.terminal.folding import Folding
from fleet_tui.terminal.grid import BOLD, PLAIN, Grid, Row, Style
from fleet_tui.terminal.painter import Painter, Painting, Shown
from fleet_tui.terminal.parser import OutputParser
from fleet_tui.terminal.widths import agreed

TMUX = ("tmux-256color", "screen", "xterm-256color", "without rep", "without csr", "wraps late", "one line at a time")
"""Terminals as which tmux can serve."""


@dataclass(frozen=True)
class Way:
    """A terminal, and how it is served."""

    terminal: str
    size: tuple[int, int]
    bce: bool = True
    charset: str = "utf-8"
    line_drawing: bool = False
    colors: int = 1 << 24

    @property
    def can(self) -> Capabilities:
        return terminals()[self.terminal]

    def folding(self) -> Folding:
        return Folding(self.can, charset=self.charset, line_drawing=self.line_drawing, colors=self.colors)

    def pictures(self, chain: list[list[Step]]) -> list[list[Row]]:
        """The pictures as this terminal can show them."""
        folding = self.folding()
        return [[folding.row(row) for row in rows] for rows in drawn(*self.size, chain)]

    def painter(self) -> Painter:
        return Painter(self.can, self.charset)


ways = st.builds(
    Way,
    st.sampled_from(sorted(terminals())),
    st.sampled_from(SIZES),
    st.booleans(),
    st.sampled_from(CHARSETS),
    st.booleans(),
    st.sampled_from((0, 8, 16, 256, 1 << 24)),
)


class Watched:
    """A terminal, what is painted on it, and what is known of it."""

    def __init__(self, way: Way) -> None:
        self.painter = way.painter()
        self.screen = emulator(way.can, *way.size, bce=way.bce, charset=way.charset)
        self.shown = Shown()
        self._ignores_corner = ignores_corner(way.can)

    def paint(self, wanted: list[Row], room: int | None = None) -> Painting:
        painting = self.painter.paint(self.shown, wanted, room)
        self.screen.feed(painting.data)
        self.shown = painting.shown
        line, column = painting.shown.place
        assert line in (None, self.screen.cursor[0])
        assert column in (None, self.screen.cursor[1])
        return painting

    def differences(self, wanted: list[Row]) -> list[str]:
        shown, meant = self.screen.rows(), cells(wanted)
        if self._ignores_corner:
            wide = meant[-1][-1].text == "" or shown[-1][-1].text == ""
            for rows in (shown, meant):
                rows[-1][-2 if wide else -1 :] = [meant[-1][-1]] * (2 if wide else 1)
        return differences(shown, meant)


@settings(max_examples=size(250, 6_000), deadline=None)
@given(way=ways, chain=chains)
def test_the_terminal_shows_each_picture(way: Way, chain: list[list[Step]]) -> None:
    watched = Watched(way)
    for wanted in way.pictures(chain):
        assert watched.paint(wanted).whole
        assert watched.differences(wanted) == []
        assert watched.paint(wanted).data == b""


@settings(max_examples=size(150, 4_000), deadline=None)
@given(
    way=ways,
    chain=chains,
    rooms=st.lists(st.integers(1, 300), min_size=1, max_size=5),
    patience=st.lists(st.integers(0, 12), min_size=1, max_size=4),
)
def test_pieces_come_to_the_picture_also_when_a_newer_one_replaces_it(
    way: Way, chain: list[list[Step]], rooms: list[int], patience: list[int]
) -> None:
    watched = Watched(way)
    pictures = way.pictures(chain)
    for number, wanted in enumerate(pictures):
        last = number == len(pictures) - 1
        pieces = 0
        while last or pieces < patience[number % len(patience)]:
            piece = watched.paint(wanted, rooms[pieces % len(rooms)])
            pieces += 1
            assert pieces < 8_000
            if piece.whole:
                assert watched.differences(wanted) == []
                break
            assert piece.data


@settings(max_examples=size(100, 4_000), deadline=None)
@given(way=ways, chain=chains, step=steps)
def test_no_painting_is_longer_than_painting_everything(way: Way, chain: list[list[Step]], step: Step) -> None:
    painter = way.painter()
    shown = Shown()
    for wanted in way.pictures([*chain, [step]]):
        painting = painter.paint(shown, wanted)
        assert len(painting.data) <= len(painter.paint(Shown(), wanted).data)
        shown = painting.shown


@pytest.mark.parametrize("text", ["漢", "\u00ad", "\u00ada"])
def test_the_corner_scrolls_nothing_where_terminals_wrap_at_once(text: str) -> None:
    way = Way("ansi", (2, 2))
    watched = Watched(way)
    for wanted in way.pictures([[("write", 0, 0, "a", PLAIN)], [("write", 1, 0, text, PLAIN)], [("clear",)]]):
        watched.paint(wanted)
        assert watched.differences(wanted) == []


def test_what_the_corner_shows_comes_to_no_other_row() -> None:
    way = Way("wraps at once, scrolls", (20, 6))
    watched = Watched(way)
    lists: list[list[Step]] = [
        [("write", line, 0, f"{line + first}" * 19 + "|", PLAIN) for line in range(6)] for first in (0, 1)
    ]
    for wanted in way.pictures(lists):
        watched.paint(wanted)
        assert watched.differences(wanted) == []


def test_rows_that_moved_are_scrolled_beside_what_stays() -> None:
    way = Way("xterm-256color", (80, 24))
    watched = Watched(way)
    first: list[Step] = [("table", 0, 0, PLAIN), ("fill", 0, 0, "─", PLAIN), ("write", 9, 0, "menu", Style(BOLD))]
    pictures = way.pictures([first, [("scroll", 1, 23, 4, 1), ("write", 23, 4, "  24 Somebody else", PLAIN)]])
    watched.paint(pictures[0])
    painting = watched.paint(pictures[1])
    assert watched.differences(pictures[1]) == []
    assert b"\x1b[2;24r" in painting.data
    assert len(painting.data) < 100


@pytest.fixture(scope="module")
def tmux() -> Iterator[TmuxScreen]:
    """One server for all tests of this file."""
    if NO_TMUX:
        pytest.skip(NO_TMUX)
    with TmuxScreen(20, 6) as screen:
        yield screen


@settings(max_examples=size(40, 1_500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=st.builds(Way, st.sampled_from(TMUX), st.sampled_from(((2, 2), (8, 3), (20, 6), (33, 9))), st.just(True)),
    chain=chains,
)
def test_a_second_terminal_shows_each_picture(tmux: TmuxScreen, way: Way, chain: list[list[Step]]) -> None:
    if (tmux.columns, tmux.rows_count) != way.size:
        tmux.resize(*way.size)
    tmux.feed(b"\x1b[!p\x1b[m\x0f\x1b(B\x1b[r\x1b[?7h\x1b[H\x1b[2J" + way.can.rmam)
    painter, shown = Painter(way.can, repeats_beyond_ascii=False), Shown()
    for wanted in way.pictures(chain):
        assume(all(agreed(text) or text in SPECIMENS for row in wanted for text, _ in row))
        painting = painter.paint(shown, wanted)
        tmux.feed(painting.data)
        assert differences(tmux.rows(), cells(wanted)) == []
        shown = painting.shown


def test_line_drawing_outlasts_a_reset_that_switches_it_off() -> None:
    way = Way("strings for attributes", (8, 3), charset="ascii", line_drawing=True)
    watched = Watched(way)
    for attributes in (BOLD, 0, BOLD):
        wanted = way.pictures([[("fill", 0, 0, "─", Style(attributes)), ("write", 0, 2, "│", PLAIN)]])[0]
        watched.paint(wanted)
        assert watched.differences(wanted) == []


def grammar(can: Capabilities) -> re.Pattern[str]:
    """Every sequence that a terminal's capabilities compose, whatever the numbers."""
    two = [expand(template, 41, 52) for template in (can.cup, can.csr) if template]
    one = [
        expand(template, 41) for template in (can.hpa, can.vpa, can.cuf, can.cub, can.cuu, can.cud, can.ech) if template
    ]
    one += [expand(template, 41) for template in (can.indn, can.rin) if template]
    one += [expand(can.rep, ord("x"), 41)[1:]] if can.rep else []
    fixed = [can.cuf1, can.cub1, can.cuu1, can.cud1, can.cr, can.home, can.ind, can.ri, can.el, can.clear]
    fixed += [can.smacs, can.rmacs] + ([b"\x1b[r"] if can.csr else [])
    fixed += [] if can.sgr else [can.sgr0, can.bold, can.dim, can.sitm, can.smul, can.rev, can.smxx]
    parts = [re.sub("[0-9]+", "[0-9]+", re.escape(part.decode())) for part in (*two, *one)]
    parts += [re.escape(part.decode()) for part in fixed if part]
    parts += [r"\x1b\[[0-9;]*m"] if can.sgr else []
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


foreign = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(max_codepoint=0x9F), max_size=20),
    st.text(st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp"), min_codepoint=0), max_size=9),
    st.sampled_from(
        (
            *(
                "\x1b",
                "\x1b[",
                "\x1b[2",
                "\x1b[31;",
                "\x1b]",
                "\x1b]0;title\x07",
                "\x1b]52;c;eA==\x07",
                "\x1b]52;c;!\x07",
            ),
            *(
                "\x1bP+q544e\x1b\\",
                "\x1bPunfinished",
                "\x1b[?1049l",
                "\x1b[6n",
                "\x1bc",
                "\x9b2J",
                "\x9d0;x\x9c",
                "\x90q",
            ),
            *(
                "\x1b(0",
                "\x0e",
                "\x0f",
                "\r\n",
                "\t",
                "\b\b",
                "\x7f",
                "\x18",
                "\u202eevil\u202c",
                "\u2066x\u2069",
                "\u2028",
            ),
            *(
                "\ud800",
                "\udc9b2J",
                "\x1b[1;1H",
                "\x1b[999999;999999H",
                "\x1b[;H",
                "\x1b[38;2m",
                "\x1b[38;5;m",
                "\x1b[99999m",
            ),
            *("é\x1b[2J", "é\x9b2J", "漢\u0085字", "a\u0301\x07b", "\x1b_app\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\"),
        )
    ),
)


@settings(max_examples=size(200, 6_000), deadline=None)
@given(way=ways, writings=st.lists(st.lists(foreign, max_size=8).map("".join), min_size=1, max_size=3))
def test_only_sequences_of_our_own_are_sent(way: Way, writings: list[str]) -> None:
    own, painter, shown, folding = grammar(way.can), way.painter(), Shown(), way.folding()
    grid = Grid(*way.size)
    parser = OutputParser(grid)
    for writing in writings:
        parser.feed(writing)
        painting = painter.paint(shown, [folding.row(row) for row in grid.rows])
        shown = painting.shown
        left = own.sub("", painting.data.decode(way.charset))
        assert not [character for character in left if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")]
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]", left)
