"""A terminal fed by the painter shows the wanted picture cell for cell, from any other, and by the fewest bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from fleet_tui.terminal.output.grid import BOLD, DEFAULT, PLAIN, RGB, Style
from fleet_tui.terminal.output.painter import Painter, Shown
from fleet_tui.terminal.output.widths import agreed
from tests.support.line.pictures import SPECIMENS, Step, cells, chains, steps
from tests.support.line.watched import Watched, Way, ways
from tests.support.people import size
from tests.support.tables import for_each
from tests.support.terminals.emulators import NO_TMUX, TmuxScreen, differences

TMUX = ("tmux-256color", "screen", "xterm-256color", "without rep", "without csr", "wraps late", "one line at a time")
"""Terminals as which tmux can serve."""


@settings(max_examples=size(120, 6_000), deadline=None)
@given(way=ways, chain=chains)
def test_the_terminal_shows_each_picture(way: Way, chain: list[list[Step]]) -> None:
    watched = Watched(way)
    for wanted in way.pictures(chain):
        assert watched.paint(wanted).whole
        assert watched.differences(wanted) == []
        assert watched.paint(wanted).data == b""


@settings(max_examples=size(80, 4_000), deadline=None)
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


def test_no_piece_of_a_large_picture_begins_all_over_again() -> None:
    way = Way("true colour", (160, 50))
    places = [(line, column) for line in range(50) for column in range(0, 160, 4)]
    changes: list[list[Step]] = [
        [
            ("write", *place, "x", Style(0, RGB | number * 7919 + shade, RGB | number * 31 + shade))
            for number, place in enumerate(places)
        ]
        for shade in (1, 999)
    ]
    painter, shown = way.painter(), Shown()
    first, wanted = way.pictures(changes)
    shown = painter.paint(shown, first).shown
    least = len(painter.paint(shown, wanted).data)
    sent = 0
    while shown.rows != wanted:
        painting = painter.paint(shown, wanted, room=1_000)
        shown = painting.shown
        sent += len(painting.data)
        assert sent < 2 * least


@settings(max_examples=size(100, 4_000), deadline=None)
@given(way=ways, chain=chains, step=steps)
def test_no_painting_is_longer_than_painting_everything(way: Way, chain: list[list[Step]], step: Step) -> None:
    painter = way.painter()
    shown = Shown()
    for wanted in way.pictures([*chain, [step]]):
        painting = painter.paint(shown, wanted)
        assert len(painting.data) <= len(painter.paint(Shown(), wanted).data)
        shown = painting.shown


@for_each("text", ["漢", "\u00ad", "\u00ada"])
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


@pytest.mark.parametrize("lines", [24, 200])
def test_rows_that_moved_are_scrolled_beside_what_stays(lines: int) -> None:
    way = Way("xterm-256color", (80, lines))
    watched = Watched(way)
    first: list[Step] = [("table", 0, 0, PLAIN), ("fill", 0, 0, "─", PLAIN), ("write", 9, 0, "menu", Style(BOLD))]
    end = lines - 1
    pictures = way.pictures([first, [("scroll", 1, end, 4, 1), ("write", end, 4, f"{lines:4} Somebody else", PLAIN)]])
    watched.paint(pictures[0])
    painting = watched.paint(pictures[1])
    assert watched.differences(pictures[1]) == []
    assert b"\x1b[2;%dr" % lines in painting.data
    assert len(painting.data) < 80 + lines


def beside() -> tuple[list[Step], list[Step]]:
    """A list between a menu and a pane, and the same one row further, when the pane follows its cursor."""
    rows = [f"Person {number:03}  (555) 0{number * 37 % 1000:03}" for number in range(30)]
    pictures = []
    for first in (0, 1):
        lines: list[Step] = [("write", line, 0, f"{line % 10} Menu entry", PLAIN) for line in range(24)]
        lines += [("write", line, 15, "│", PLAIN) for line in range(24)]
        lines += [("write", line, 17, rows[line - 2 + first], PLAIN) for line in range(2, 23)]
        lines += [("write", line, 49, "│", PLAIN) for line in range(24)]
        lines += [("write", 4, 51, rows[first + 20], PLAIN), ("write", 6, 51, f"Memo {first}", PLAIN)]
        pictures.append(lines)
    return pictures[0], pictures[1]


def test_a_list_is_copied_between_a_menu_and_a_pane_where_the_terminal_can() -> None:
    costs = []
    for copies in (False, True):
        watched = Watched(Way("xterm-256color", (80, 24), copies=copies))
        first, second = watched.way.pictures([*map(list, beside())])
        watched.paint(first)
        painting = watched.paint(second)
        assert watched.differences(second) == []
        assert painting.moves_a_part
        assert (b"$v" in painting.data) is copies
        costs.append(len(painting.data))
    assert costs[1] < costs[0] / 2


def test_no_copy_cuts_a_wide_character() -> None:
    watched = Watched(Way("xterm-256color", (40, 8), copies=True))
    names = [f"{'漢' if number % 2 else 'x '}{number}{'山田太郎' * 3}" for number in range(12)]
    pictures = watched.way.pictures(
        [[("write", line, 3, names[line + first], PLAIN) for line in range(8)] for first in (0, 1, 3, 2, 0)]
    )
    for wanted in pictures:
        watched.paint(wanted)
        assert watched.differences(wanted) == []


@pytest.fixture(scope="module")
def tmux() -> Iterator[TmuxScreen]:
    """One server for all tests of this file."""
    if NO_TMUX:
        pytest.skip(NO_TMUX)
    with TmuxScreen(20, 6) as screen:
        yield screen


@settings(max_examples=size(40, 1_500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=st.builds(
        Way,
        st.sampled_from(TMUX),
        st.sampled_from(((2, 2), (8, 3), (20, 6), (33, 9))),
        line_drawing=st.booleans(),
    ),
    chain=chains,
)
def test_a_second_terminal_shows_each_picture(tmux: TmuxScreen, way: Way, chain: list[list[Step]]) -> None:
    if (tmux.columns, tmux.rows_count) != way.size:
        tmux.resize(*way.size)
    tmux.feed(b"\x1b[!p\x1b[m\x0f\x1b(B\x1b[r\x1b[?7h\x1b[H\x1b[2J" + way.can.rmam + way.can.enacs)
    painter, shown = Painter(way.can, repeats_beyond_ascii=False), Shown()
    for wanted in way.pictures(chain):
        assume(all(agreed(text) or text in SPECIMENS for row in wanted for text, _ in row))
        painting = painter.paint(shown, wanted)
        tmux.feed(painting.data)
        assert differences(tmux.rows(), cells(wanted)) == []
        shown = painting.shown


OTHERWISE = {"☎": 2, "⚠": 2, "👍": 1, "👨": 1, "\ue000": 2}
"""Widths of another year's table."""


otherwise = st.lists(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("write"),
                st.integers(0, 2),
                st.integers(0, 39),
                st.text([*"ab 漢é", *OTHERWISE], min_size=1, max_size=12),
                st.just(PLAIN),
            ),
            st.tuples(st.just("wipe"), st.integers(0, 2), st.integers(1, 3), st.integers(0, 39), st.just(DEFAULT)),
        ),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=4,
)
ERASED_FURTHER_RIGHT: list[list[Step]] = [
    [("write", 0, 3, "x", PLAIN), ("write", 0, 18, "hello world", PLAIN)],
    [("clear",), ("write", 0, 3, "☎", PLAIN)],
]


@settings(max_examples=size(80, 2_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(("xterm", "linux", "vt220", "screen", "tmux-256color", "wraps late")),
    columns=st.sampled_from((12, 40)),
    room=st.sampled_from((None, 1, 9)),
    writings=otherwise,
)
@example("xterm", 40, None, ERASED_FURTHER_RIGHT)
@example("xterm", 40, 1, ERASED_FURTHER_RIGHT)
def test_a_terminal_with_other_widths_shows_all_the_rest(
    monkeypatch: pytest.MonkeyPatch, name: str, columns: int, room: int | None, writings: list[list[Step]]
) -> None:
    monkeypatch.setattr(
        "tests.support.terminals.xterm_emulator._width", lambda character: OTHERWISE.get(character, wcwidth(character))
    )
    watched = Watched(Way(name, (columns, 3)))
    for wanted in watched.way.pictures(writings):
        while not watched.feed(wanted, room).whole:
            pass
        shown, meant = watched.screen.rows(), cells(wanted)
        for line, row in enumerate(wanted):
            for column, (text, _) in enumerate(row):
                if (text or row[column - 1][0])[0] in OTHERWISE:
                    shown[line][column] = meant[line][column]
        assert differences(shown, meant) == []


def test_a_letter_does_not_wait_for_a_page_before_it() -> None:
    watched = Watched(Way("xterm", (80, 24)))
    page = [[("write", line, 0, f"{line:02} " + "page " * 15, PLAIN)] for line in range(24)]
    first, typed = watched.way.pictures([[step for row in page for step in row], [("write", 20, 40, "X", PLAIN)]])
    watched.paint(first, room=200)
    painting = watched.paint(typed, room=200)
    assert not painting.whole
    waiting = [line for line, row in enumerate(painting.shown.rows or []) if row != typed[line]]
    for _ in range(5):  # the letter changes while the page is still on its way
        typed = [list(row) for row in typed]
        typed[waiting[0] - 1][70] = ("Y" if typed[waiting[0] - 1][70][0] != "Y" else "Z", PLAIN)
        painting = watched.paint(typed, room=100)
        assert (painting.shown.rows or [])[waiting[0] - 1] == typed[waiting[0] - 1]
    assert waiting[0] not in [line for line, row in enumerate(painting.shown.rows or []) if row != typed[line]]


def test_line_drawing_outlasts_a_reset_that_switches_it_off() -> None:
    way = Way("strings for attributes", (8, 3), charset="ascii", line_drawing=True)
    watched = Watched(way)
    for attributes in (BOLD, 0, BOLD):
        wanted = way.pictures([[("fill", 0, 0, "─", Style(attributes)), ("write", 0, 2, "│", PLAIN)]])[0]
        watched.paint(wanted)
        assert watched.differences(wanted) == []


@pytest.mark.parametrize("end", [DEFAULT, 2])
def test_what_is_erased_has_no_colour_whatever_was_written_before_it(end: int) -> None:
    way = Way("without rep", (80, 24))
    watched = Watched(way)
    full: list[Step] = [("fill", line, 0, "some text ", PLAIN) for line in range(9)]
    change: list[Step] = [("write", 4, 0, "red", Style(0, 1, 4)), ("write", 4, 3, " " * 60, PLAIN)]
    change += [("wipe", 4, 1, 63, DEFAULT)] if end == DEFAULT else []
    pictures = way.pictures([full, change])
    for wanted in pictures:
        painting = watched.paint(wanted)
        assert watched.differences(wanted) == []
    assert (b"\x1b[K" if end == DEFAULT else b"X") in painting.data
