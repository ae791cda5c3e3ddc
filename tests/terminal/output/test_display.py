"""Whenever the display says that all is shown, the terminal shows it: on any line, whatever became of its answers."""

from __future__ import annotations

import base64
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.terminal.input.tokens import Report
from fleet_tui.terminal.output.display import Display
from fleet_tui.terminal.terminfo.facts import Facts
from fleet_tui.terminal.terminfo.profiles import ProfileName, choose
from tests.support.line.pictures import terminals
from tests.support.line.simulated import LEAN, Line, Session, actions, lines, play
from tests.support.people import size as times
from tests.support.tables import for_each


@settings(max_examples=times(80, 4_000), deadline=None)
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


@for_each("repeats, ascii, lines", [("all", 1, 1), ("ASCII", 1, 0), ("none", 0, 0)])
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


@pytest.mark.parametrize("terminal", ["vt100", "xterm-256color"])
def test_the_cursor_is_where_the_program_has_it_and_costs_nothing_where_it_stands(terminal: str) -> None:
    session = Session(Line(terminal))
    for number in range(6):
        session.write(f"\x1b[3;16H{number}\x1b[3;{60 - 50 * (number % 2)}H")
        session.settle()
        assert session.screen.cursor == (2, 9 if number % 2 else 19)
        session.assert_right()
    session.sent.clear()
    session.write("\x1b[3;10H")
    session.settle()
    assert session.sent == b""


def test_a_cursor_that_only_moves_is_moved() -> None:
    session = Session(Line())
    session.write("\x1b[2;2Hfirst\x1b[3;2Hsecond\x1b[2;2H")
    session.settle()
    session.sent.clear()
    session.write("\x1b[3;2H")
    session.settle()
    assert session.sent == b"\n\x1b[6n"


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


def test_after_a_lost_answer_nothing_is_expected_any_more_and_a_message_to_all_is_noticed() -> None:
    session = Session(Line(size=(40, 10)))
    session.settle()
    session.lose(1)
    session.write("\x1b[3;2Hworld")
    session.settle()
    session.wait(30)
    session.write("\x1b[4;2Hx")
    session.settle()
    assert session.display.questions == 0
    assert not session.display.answered(Report(1, 2), session.now), "a key that looks like an answer"
    session.wait(30)
    session.wall()
    session.write("\x1b[5;9Hx")
    session.settle()
    assert not session.spoiled
    session.assert_right()


def test_a_message_to_all_is_noticed_although_the_last_answer_before_it_was_lost() -> None:
    session = Session(Line(size=(40, 10)))
    session.settle()
    session.lose(1)
    session.write("\x1b[3;2Hworld")
    session.settle()
    session.wait(100)
    display, can = session.display, session.line.can
    display.write("\x1b[5;9Hx")
    assert (display.piece(session.now) or b"").startswith(can.ask)
    assert display.answered(Report(10, 1), session.now + 0.1), "where the message left the cursor"
    assert can.clear in (display.piece(session.now + 0.1) or b"")


@pytest.mark.parametrize("columns", [4, 6])
def test_the_answer_to_another_question_does_not_say_that_the_terminal_repeats(columns: int) -> None:
    session = Session(Line(repeats="none"))
    session.lose(2)
    session.write("\x1b[1;1H" + "abcdef"[:columns])
    session.settle()
    session.sent.clear()
    session.write("\x1b[2;1H" + "x" * 20)
    session.settle()
    assert b"x\x1b[19b" not in session.sent
    session.assert_right()


def copy(text: str) -> str:
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"


def test_a_bell_rings_although_a_text_for_the_clipboard_waits() -> None:
    session = Session(Line())
    session.settle()
    session.sent.clear()
    session.display.write(copy("x") + "\x07\x07")
    session.settle()
    session.write("")
    session.settle()
    assert session.sent.replace(copy("x").encode(), b"").count(b"\x07") == 1


def test_a_terminal_without_a_bell_is_sent_nothing_for_one() -> None:
    session = Session(Line("cursor and clearing"))
    session.settle()
    session.display.write("\x07")
    assert not session.display.besides
    assert session.display.piece(session.now) is None


def test_of_the_texts_for_the_clipboard_that_wait_the_last_is_sent() -> None:
    session = Session(Line())
    session.settle()
    session.sent.clear()
    for number in range(100):
        session.display.write(copy(f"row {number}"))
    session.write("")
    session.settle()
    assert session.sent.count(b"\x1b]52;c;") == 1
    assert copy("row 99").encode() in session.sent


def digits(seed: int) -> str:
    """A line of text that is like no other."""
    return "".join(random.Random(seed).choices("0123456789", k=79))


@for_each(
    "rate, size, sent",
    [(100.0, 700, True), (100.0, 900, False), (960.0, 2_500, True), (960.0, 3_500, False), (8_000.0, 20_000, True)],
)
def test_a_text_for_the_clipboard_takes_a_slow_line_for_some_seconds_at_most(
    rate: float, size: int, sent: bool
) -> None:
    session = Session(Line(rate=rate, size=(80, 24)))
    for page in range(5):
        session.write("".join(f"\x1b[{line};1H{digits(line * page + line)}" for line in range(1, 25)))
        session.settle()
    session.display.write(copy("old"))
    session.write(copy("x" * size))
    session.settle()
    assert (copy("x" * size).encode() in session.sent) == sent
    assert copy("old").encode() not in session.sent, "it is not what was copied last"


def test_what_is_told_to_be_the_longest_text_for_the_clipboard_is_sent_and_no_longer_one() -> None:
    session = Session(Line(rate=960.0))
    session.write("\x1b[1;1Hlist")
    session.settle()
    longest = session.display.longest_copy
    assert longest > 700
    session.write(copy("x" * (longest + 1)))
    session.settle()
    assert b"\x1b]52" not in session.sent
    session.write(copy("x" * longest))
    session.settle()
    assert copy("x" * longest).encode() in session.sent


def test_a_terminal_without_a_clipboard_is_told_to_take_nothing() -> None:
    capabilities, profile = Session(Line()).display._can, replace(LEAN, clipboard=False)
    assert Display(capabilities, profile, 80, 24).longest_copy == 0


def test_after_a_change_of_size_nothing_is_painted_before_it_is_laid_out() -> None:
    session = Session(Line())
    session.write("\x1b[1;1Hlist")
    session.settle()
    display = session.display
    display.resize(12, 4)
    assert display.piece(session.now) is None
    display.write("\x1b[1;1Hnarrow")
    assert b"narrow" in (display.piece(session.now) or b"")


def test_who_orders_a_repaint_gets_it_at_any_size() -> None:
    session = Session(Line())
    session.write("\x1b[1;1Hlist")
    session.settle()
    session.display.resize(12, 4)
    session.display.repaint()
    assert b"list" in (session.display.piece(1_001.0) or b"")


def test_a_terminal_that_comes_back_in_another_size_is_cleared_and_painted_when_that_is_laid_out() -> None:
    session = Session(Line())
    session.write("\x1b[1;1Hlist")
    session.settle()
    display = session.display
    display.resize(12, 4)
    assert session.line.can.clear in display.restart(1_000.0)
    assert display.piece(1_000.0) is None
    display.write("\x1b[1;1Hnarrow")
    assert b"narrow" in (display.piece(1_001.0) or b"")


def displayed(name: ProfileName, locale: str = "C.UTF-8") -> bytes:
    """What is sent first, and behind it, to a terminal whose window is given a title."""
    facts = Facts("xterm-256color", "xterm-256color", colors=256, locale=("LANG", locale))
    display = Display(terminals()["xterm-256color"], choose(facts, name), 80, 24)
    sent = display.restart(0.0)
    display.write("\x1b[1;1Hpeople")
    display.show_title("Tech\x1b]nicians · 3 — F\a")
    return sent + (display.piece(0.1) or b"")


def test_only_a_rich_line_is_asked_for_its_background_and_given_a_title_in_its_letters() -> None:
    for locale, title in (("C.UTF-8", "Tech]nicians · 3 — F".encode()), ("C", b"Tech]nicians - 3 - F")):
        rich, lean = displayed(ProfileName.RICH, locale), displayed(ProfileName.LEAN, locale)
        assert rich.count(b"\x1b]11;?\x1b\\") == rich.count(b"\x1b]2;" + title + b"\a") == 1, rich
        assert b"\x1b]" not in lean
