"""Rows with names that are written from the right stay in their columns on a terminal that turns rows round."""

from __future__ import annotations

import pytest

from fleet_tui.terminal.input.tokens import Identity
from fleet_tui.terminal.output.direction import ASK_IDENTITY, from_the_right, kept
from fleet_tui.terminal.output.grid import PLAIN, ScreenBuffer
from tests.support.line.reading import read, typed
from tests.support.line.simulated import Line, Session
from tests.support.tables import for_each

PUTTY, XTERM = (0, 136, 0), (41, 379, 0)


def row(text: str) -> str:
    """A row of 40 cells as it is kept, with `~` for each blank that counts as a letter."""
    grid = ScreenBuffer(40, 1)
    grid.write(0, 0, text, PLAIN)
    return "".join(cell for cell, _ in kept(grid.rows[0])).replace("\u2800", "~").rstrip()


@for_each(
    "text, shown",
    [
        ("> יעל כהן   צפון   050-123", ">~יעל כהן~  צפון~  050-123"),
        ("1 Lists │ יעל כהן   North", "1 Lists │ יעל כהן~  North"),
        ("│ עמר 12   צפון │ 7 │", "│~עמר 12~  צפון~│ 7 │"),
        ("Name  محمد الأحمد", "Name  محمد الأحمد~"),
        ("עמר", "עמר~"),
        ("Zoë Ångström   050", "Zoë Ångström   050"),
    ],
)
def test_a_blank_that_counts_as_a_letter_stands_before_the_first_name_and_behind_each(text: str, shown: str) -> None:
    assert row(text) == shown


def test_only_rows_with_such_names_are_from_the_right() -> None:
    grid = ScreenBuffer(20, 3)
    for line, text in enumerate(("│ Müller 山田 ─", "Łódź …", "a עמר")):
        grid.write(line, 0, text, PLAIN)
    assert [from_the_right(cells) for cells in grid.rows] == [False, False, True]


def test_which_terminal_it_is_comes_as_an_answer_and_never_as_keys() -> None:
    assert read(b"\x1b[>0;136;0cq") == [Identity(PUTTY), *typed("q")]
    assert read(b"\x1b[>cq") == read(b"\x1b[>1cq") == typed("q")


@pytest.mark.parametrize(("numbers", "blanks"), [(PUTTY, 2), (XTERM, 0)])
def test_the_terminal_is_asked_once_and_only_such_a_one_is_sent_the_blanks(
    numbers: tuple[int, ...], blanks: int
) -> None:
    session = Session(Line(size=(40, 6)))
    session.write("\x1b[2;2HZoë")
    session.settle()
    assert ASK_IDENTITY not in session.sent, "nothing is written from the right"
    for line in (3, 4):
        session.write(f"\x1b[{line};2H12 יעל כהן   050-123")
        session.settle()
    assert session.sent.count(ASK_IDENTITY) == 1
    session.assert_right()
    session.sent.clear()
    session.display.learned(Identity(numbers))
    session.write("")
    session.settle()
    assert session.sent.decode().count("\u2800") == 2 * blanks
    shown = ["".join(cell.text for cell in cells) for cells in session.screen.rows()]
    assert [text.replace("\u2800", " ")[1:22] for text in shown[2:4]] == ["12 יעל כהן   050-123 "] * 2


def test_a_terminal_that_does_not_read_utf_8_or_does_not_answer_is_not_asked() -> None:
    for line in (Line(charset="ascii"), Line(silent=True)):
        session = Session(line)
        session.wait(60)
        session.write("\x1b[2;2Hעמר")
        session.settle()
        assert ASK_IDENTITY not in session.sent
