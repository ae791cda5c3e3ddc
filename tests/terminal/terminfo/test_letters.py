"""The terminal says itself which letters it reads, whatever the locale says, and nothing of the question is left."""

from __future__ import annotations

import itertools

from fleet_tui.terminal.input.keyboard import Keyboard
from fleet_tui.terminal.input.tokens import Character, Report
from fleet_tui.terminal.terminfo.probe import found, probe
from tests.support.line.pictures import emulator, terminals
from tests.support.line.simulated import Line, Session
from tests.support.tables import for_each

NAMES = "\x1b[2;2H┌─ Zoë Łódź 山田 ─┐\x1b[3;2H│ Müller · row 1  │"
CHARSETS = ("utf-8", "iso8859-1", "iso8859-7", "koi8-r", "ascii")
TERMINALS = ("xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100", "fallback", "with rep")
SETS = list(itertools.product(CHARSETS, CHARSETS))


@for_each("terminal", TERMINALS)
def test_what_the_locale_says_wrongly_is_put_right_by_the_answer(terminal: str) -> None:
    for (charset, believed), lines in itertools.product(SETS, (False, True)):
        session = Session(Line(terminal, size=(40, 6), charset=charset, believed=believed, line_drawing=lines))
        session.write(NAMES)
        session.settle()
        session.assert_right()
        assert session.display.typed_charset == ("utf-8" if charset == "ascii" else charset), (charset, believed)
        shown = "".join(cell.text for row in session.screen.rows() for cell in row)
        if charset == "utf-8":
            assert "┌─ Zoë Łódź 山田 ─┐" in shown, (charset, believed)
        assert "lqqk" not in shown
        assert "Ã" not in shown


@for_each("repeats", ["all", "ASCII", "none"])
def test_the_two_answers_are_told_apart_whatever_the_terminal_repeats(repeats: str) -> None:
    for terminal, charset in itertools.product(TERMINALS, CHARSETS):
        session = Session(Line(terminal, size=(40, 6), charset=charset, repeats=repeats))
        session.settle()
        assert session.display.typed_charset == ("utf-8" if charset == "ascii" else charset)


def test_what_has_been_shown_in_ascii_is_not_painted_again() -> None:
    session = Session(Line(size=(40, 6), believed="ascii"))
    session.write("\x1b[2;2Hall of this is ASCII\x1b[3;2HM\u00fcller")
    session.settle()
    assert session.sent.count(b"all of this") == 1
    assert session.sent.count("ü".encode()) == 1
    session.assert_right()


def test_a_terminal_that_does_not_answer_keeps_what_the_locale_says() -> None:
    for charset in CHARSETS:
        session = Session(Line(size=(40, 6), charset=charset, silent=True))
        session.write(NAMES)
        session.settle()
        session.assert_right()


@for_each("terminal", TERMINALS)
def test_the_question_leaves_no_mark(terminal: str) -> None:
    for charset in CHARSETS:
        session = Session(Line(terminal, size=(40, 6), charset=charset, believed="ascii"))
        first = emulator(session.line.can, 40, 6, bce=False, charset=charset)
        first.feed(bytes(session.sent))  # nothing was written yet
        assert not "".join(cell.text for row in first.rows() for cell in row).strip()


def test_keys_typed_while_the_terminal_is_asked_are_read() -> None:
    can = terminals()["xterm-256color"]
    screen = emulator(can, 40, 6, bce=False)
    screen.feed(probe(can))
    answer = screen.taken_answers()
    keyboard = Keyboard(0.5, "iso8859-1")
    tokens = keyboard.feed(b"/a" + answer + b"b", 0.0)
    (report,) = (token for token in tokens if isinstance(token, Report))
    told = found(can, (report.row - 1, report.column - 1))
    assert told is not None
    assert told.reads_utf8
    keyboard.reads("utf-8")
    keys = [token for token in (*tokens, *keyboard.feed("é".encode(), 0.1)) if token is not report]
    assert keys == [Character(text) for text in "/abé"]
