"""The two emulators by which the painter is judged show the same where terminals agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.terminals.emulators import NO_TMUX, Cell, PyteScreen, TmuxScreen, differences, seen

COLUMNS, LINES = 20, 6
FULL = b"\x1b[H\x1b[2J" + b"\r\n".join(b"%d abcdefghijklmnopq" % line for line in range(LINES))

SAME = {
    "text": b"hello",
    "relative moves": b"\x1b[4;9Hx\x1b[Ay\x1b[2Dz\x1b[2Bv\x1b[3Cw\x1b[D\x1b[Bu",
    "moves stop at the edges": b"\x1b[99;99Ha\x1b[99A\x1b[99Db\x1b[99B\x1b[99D\x1b[99Cc",
    "row and column by themselves": b"\x1b[3dthree\x1b[11Geleven\x1b[2`two",
    "CR, LF, BS and tab": b"one\r\ntwo\x08O\n\tthree\r>",
    "a wrap that is due": b"\x1b[1;20Hxy",
    "a wrap that is due, then a move": b"\x1b[1;20Hx\x1b[1;20Hy\x1b[2;1Hz",
    "a wrap that is due, then CR": b"\x1b[1;20Hx\r\ny",
    "no wrap": b"\x1b[?7l\x1b[1;19Habcd\x1b[?7hef",
    "scrolling at the last line": b"\x1b[6;1Hx\ny\nz",
    "erase to the end of the line": FULL + b"\x1b[2;5H\x1b[K",
    "erase to the beginning of the line": FULL + b"\x1b[2;5H\x1b[1K",
    "erase the line": FULL + b"\x1b[2;5H\x1b[2K",
    "erase below": FULL + b"\x1b[2;5H\x1b[J",
    "erase above": FULL + b"\x1b[4;5H\x1b[1J",
    "erase characters": FULL + b"\x1b[2;5H\x1b[4X!\x1b[2;18H\x1b[99X",
    "erased cells have the background only": b"\x1b[1;4;7;31;44mab\x1b[K\x1b[3;4H\x1b[5X\x1b[42m\x1b[5;1H\x1b[J",
    "written and erased cells": b"\x1b[41m\x1b[K\x1b[1;3Hx\x1b[m\x1b[1;5H\x1b[K\x1b[46m\x1b[2;20H\x1b[X",
    "insert and delete characters": FULL + b"\x1b[2;5H\x1b[3@\x1b[3;5H\x1b[3P",
    "insert and delete lines": FULL + b"\x1b[2;5H\x1b[2L\x1b[5;1H\x1b[M",
    "lines in a region": FULL + b"\x1b[2;5r\x1b[3;1H\x1b[M\x1b[4;1H\x1b[L\x1b[r",
    "a region scrolls up at its last line": FULL + b"\x1b[2;5r\x1b[5;3H\n\nx\x1bDy\x1b[r",
    "a region scrolls down at its first line": FULL + b"\x1b[2;5r\x1b[2;3H\x1bM\x1bMx\x1b[r",
    "below a region nothing scrolls": FULL + b"\x1b[2;4r\x1b[6;3H\n\nx\x1b[r",
    "above a region nothing scrolls": FULL + b"\x1b[2;4r\x1b[1;3H\x1bM\x1bMx\x1b[r",
    "moves within and outside of a region": FULL
    + b"\x1b[2;4r\x1b[3;3H\x1b[9Ax\x1b[9By\x1b[6;1H\x1b[Az\x1b[1;1H\x1b[9Bv\x1b[1;5H\x1b[Aw\x1b[r",
    "scroll up": FULL + b"\x1b[2S\x1b[2;5r\x1b[S\x1b[r",
    "scroll down": FULL + b"\x1b[2T\x1b[2;5r\x1b[T\x1b[r",
    "scrolling brings the background": FULL + b"\x1b[44m\x1b[2;5r\x1b[2S\x1b[T\x1b[r\x1b[6;1H\n",
    "more than the region": FULL + b"\x1b[2;4r\x1b[99S\x1b[r",
    "repeat": b"ab\x1b[5b|\x1b[3;1H\x1b[31m-\x1b[b",
    "attributes": b"\x1b[1mb\x1b[2md\x1b[22mn\x1b[3mi\x1b[4mu\x1b[7mr\x1b[9ms\x1b[23;24;27;29mn\x1b[1;3;7mx\x1b[my",
    "blanks with attributes": b"\x1b[1;3m a \x1b[4m a \x1b[24;7;31m a \x1b[m",
    "few colours": b"\x1b[31;42ma\x1b[91;102mb\x1b[39me\x1b[49mf\x1b[0mg",
    "many colours": b"\x1b[38;5;200;48;5;17mc\x1b[38;2;1;2;3;48;2;250;0;9md\x1b[39me\x1b[49mf\x1b[0mg",
    "colours with colons": b"\x1b[38:5:200mc\x1b[38:2::1:2:3md\x1b[m",
    "wide characters": "a漢字b\x1b[2;1H漢\x1b[2;3H字\x1b[2;1Hxy".encode(),
    "a wide character that does not fit": "\x1b[1;20H漢".encode(),
    "combining characters": "e\u0301a\u0308\u0323x\x1b[2;20He\u0301".encode(),
    "characters of one width everywhere": "■▾…–“é漢😀👍🏽🇩🇪❤\ufe0f|".encode(),
    "line drawing by the set": b"\x1b(0lqqwk\x1b(Bqx\r\n\x1b)0\x0emqqvj\x0fq",
    "what is written for others": b"\x1b]0;t\x07b\x1b]52;c;eA==\x1b\\c\x1b[>4;1md\x1b[<ue\x1bP+q544e\x1b\\\x1b[?2026hf",
    "save and restore": b"\x1b[2;3H\x1b[31m\x1b7\x1b[m\x1b[5;5Hx\x1b8y",
}


@pytest.fixture(scope="module")
def tmux() -> Iterator[TmuxScreen]:
    """One server for all tests of this file."""
    if NO_TMUX:
        pytest.skip(NO_TMUX)
    with TmuxScreen(COLUMNS, LINES) as screen:
        yield screen


@pytest.mark.parametrize("name", SAME)
def test_both_show_the_same(name: str, tmux: TmuxScreen) -> None:
    tmux.feed(b"\x1b[!p\x1b[m\x0f\x1b(B\x1b[r\x1b[?7h\x1b[H\x1b[2J")
    pyte = PyteScreen(COLUMNS, LINES)
    for screen in (tmux, pyte):
        screen.feed(SAME[name])
    assert differences(pyte.rows(), tmux.rows()) == []
    assert pyte.cursor == tmux.cursor


def test_looking_changes_nothing(tmux: TmuxScreen) -> None:
    tmux.feed(b"\x1b[m\x1b[r\x1b[H\x1b[2J\x1b[41m\x1b[Kab\x1b[2;5r\x1b[5;1Hlast")
    pyte = PyteScreen(COLUMNS, LINES)
    pyte.feed(b"\x1b[41m\x1b[Kab\x1b[2;5r\x1b[5;1Hlast")
    assert differences(tmux.rows(), pyte.rows()) == []
    for screen in (tmux, pyte):
        screen.feed(b"\nnext")
    assert differences(tmux.rows(), pyte.rows()) == []
    assert tmux.cursor == pyte.cursor


def test_questions_are_answered_alike(tmux: TmuxScreen) -> None:
    tmux.taken_answers()
    pyte = PyteScreen(COLUMNS, LINES)
    for screen in (tmux, pyte):
        screen.feed(b"\x1b[3;5H\x1b[6n\x1b[5n\x1b[1;20H\x1b[6n")
        assert screen.taken_answers() == b"\x1b[3;5R\x1b[0n\x1b[1;20R"
        assert screen.taken_answers() == b""


def test_another_size_is_taken(tmux: TmuxScreen) -> None:
    try:
        for screen in (tmux, PyteScreen(COLUMNS, LINES)):
            screen.feed(b"\x1b[m\x1b[H\x1b[2Jabc\x1b[2;4r\x1b[H")
            screen.resize(30, 4)
            screen.feed(b"\x1b[r\x1b[4;30H<")
            rows = screen.rows()
            assert (len(rows), {len(row) for row in rows}) == (4, {30})
            assert rows[0][:3] == [Cell("a"), Cell("b"), Cell("c")]
            assert rows[3][29] == Cell("<")
    finally:
        tmux.resize(COLUMNS, LINES)


def test_a_sequence_may_come_in_pieces() -> None:
    whole, pieces = PyteScreen(COLUMNS, LINES), PyteScreen(COLUMNS, LINES)
    data = "\x1b[31mé漢\x1b[2;3H\x1b]0;t\x07x\x1b(0q\x1b(B\x1bP+q\x1b\\e\u0301".encode()
    whole.feed(data)
    for byte in data:
        pieces.feed(bytes((byte,)))
    assert differences(pieces.rows(), whole.rows()) == []


def test_a_terminal_without_coloured_erasing_erases_to_nothing() -> None:
    screen = PyteScreen(COLUMNS, LINES, bce=False)
    screen.feed(b"\x1b[44m\x1b[Kx")
    assert screen.rows()[0][:2] == [Cell("x", frozenset(), "default", 4), Cell(" ")]


def test_a_terminal_with_another_charset_shows_its_characters() -> None:
    screen = PyteScreen(COLUMNS, LINES, encoding="iso8859-1")
    screen.feed(b"Zo\xeb")
    assert [cell.text for cell in screen.rows()[0][:4]] == ["Z", "o", "ë", " "]


def test_only_what_can_be_seen_counts() -> None:
    assert seen("", frozenset({"bold", "dim"}), 3, "default") == Cell(" ")
    assert seen(" ", frozenset({"bold", "reverse"}), 3, 4) == Cell(" ", frozenset({"reverse"}), 3, 4)
    assert seen("x", frozenset({"bold"}), 3, 4) == Cell("x", frozenset({"bold"}), 3, 4)


def test_what_was_there_before_the_other_screen_is_there_after_it() -> None:
    screen = PyteScreen(COLUMNS, LINES)
    screen.feed(b"before\x1b[?1049h\x1b[Hpage\x1b[?1049l after")
    assert screen.lines[0].rstrip() == "before after"


def test_joined_and_varied_characters_end_no_text() -> None:
    screen = PyteScreen(COLUMNS, LINES)
    screen.feed("❤\ufe0fa\u200db|".encode())
    assert [cell.text for cell in screen.rows()[0][:4]] == ["❤\ufe0f", "a\u200d", "b", "|"]


def test_half_a_wide_character_is_never_left() -> None:
    screen = PyteScreen(COLUMNS, LINES)
    screen.feed("漢字漢字\x1b[1;2Hx\x1b[1;5Hy\x1b[1;8H\x1b[X".encode())
    assert screen.lines[0].rstrip() == " x字y"
    assert [cell.text for cell in screen.rows()[0][:8]] == [" ", "x", "字", "", "y", " ", " ", " "]


def test_tmux_is_asked_how_wide_it_shows_a_character(tmux: TmuxScreen) -> None:
    tmux.feed("\x1b[m\x1b[r\x1b[H\x1b[2J👨\u200d👩\u200d👧|".encode())
    assert tmux.cursor == (0, 3)
    assert [cell.text for cell in tmux.rows()[0][:4]] == ["👨\u200d👩\u200d👧", "", "|", " "]
