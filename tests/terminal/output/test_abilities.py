"""Tabs and copies are used on a terminal that has shown that it has them, and on no other."""

from __future__ import annotations

from fleet_tui.terminal.input.tokens import Features
from fleet_tui.terminal.output.scrolling import ASK_FEATURES
from tests.support.line.reading import read, typed
from tests.support.line.simulated import Line, Session
from tests.support.tables import for_each

FAR = "\x1b[2;1Hone\x1b[2;25Htwo"


def sends_tabs(session: Session) -> bool:
    """Whether the session goes by tabs to what is written far from the left edge."""
    session.settle()
    session.sent.clear()
    session.write(FAR)
    session.settle()
    session.assert_right()
    return b"\t" in session.sent


@for_each("stops, silent", [(8, False), (4, False), (5, False), (200, False), (8, True)])
def test_tabs_are_used_where_the_stops_were_found_to_be(stops: int, silent: bool) -> None:
    session = Session(Line(size=(80, 6), tab_stops=stops, silent=silent))
    assert sends_tabs(session) is (stops == 8 and not silent)


def test_a_lost_answer_leaves_the_tabs_alone() -> None:
    for lost in (1, 2):
        session = Session(Line(size=(80, 6), tab_stops=4))
        session.lose(lost)
        assert not sends_tabs(session)


def test_a_terminal_taken_again_is_asked_again() -> None:
    session = Session(Line(size=(80, 6)))
    session.settle()
    session.screen.screen.tabstops = set(range(4, 80, 4))  # by a program that ran meanwhile
    session._send(session.display.restart(session.now))
    assert not sends_tabs(session)


def test_no_tab_leads_beyond_the_stops_that_were_tried() -> None:
    session = Session(Line(size=(160, 6)))
    session.settle()
    session.screen.screen.tabstops = set(range(8, 80, 8))
    session.write("\x1b[2;1Hone\x1b[2;150Htwo\x1b[3;120Hthree")
    session.settle()
    session.assert_right()


@for_each("columns", [20, 39, 40, 70, 72, 73])
def test_no_tab_leads_beyond_the_edge_of_a_screen_that_became_narrower(columns: int) -> None:
    session = Session(Line(size=(80, 10)))
    session.settle()
    session.resize(columns, 10)
    session.settle()
    for line, end in enumerate(range(columns - 8, columns), 1):
        session.write(f"\x1b[{line};{columns - 15}Hone\x1b[{line};{end + 1}Ht")
        session.settle()
        session.assert_right()


def scrolled(session: Session) -> None:
    """A list beside a menu, six times a row further."""
    for first in range(6):
        rows = "".join(f"\x1b[{line};12H{line + first:03} of them, {(line + first) * 97 % 89}" for line in range(1, 11))
        menu = "".join(f"\x1b[{line};1HEntry {line:02}  |" for line in range(1, 11))
        session.write(menu + rows)
        session.settle()
        session.assert_right()


@for_each("features, copies", [("64;1;28", True), ("64;1;2", False), ("28", False)])
def test_a_part_of_the_screen_is_copied_where_the_terminal_says_that_it_can(features: str, copies: bool) -> None:
    session = Session(Line(size=(60, 10), features=features))
    session.write("\x1b[5;5Hnothing moves")
    session.settle()
    assert ASK_FEATURES not in session.sent
    scrolled(session)
    assert session.sent.count(ASK_FEATURES) == 1
    assert (b"$v" in session.sent) is copies


def test_a_silent_terminal_is_not_asked_what_it_can() -> None:
    session = Session(Line(size=(60, 10), silent=True))
    session.wait(60)
    scrolled(session)
    assert ASK_FEATURES not in session.sent


def test_what_the_terminal_can_comes_as_an_answer_and_never_as_keys() -> None:
    assert read(b"\x1b[?64;1;28cq") == [Features((64, 1, 28)), *typed("q")]
    assert read(b"\x1b[?;cq") == typed("q")
