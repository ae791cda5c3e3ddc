"""What a line with colours carries, in bytes, at 80×24 with 500 people, by how many colours the terminal has.

A row down writes two names anew, for the first cell of the cursor's row is reversed: the same bytes in any number of
colours, about 30 of them the names and 15 the row's number above the list.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminals.terminal import Terminal
from tests.whole.test_byte_budgets import cost

FIRST_SCREEN = 20_000
PAGE_DOWN = 3_000
OVERVIEW, NUMBER = 3_300, 190
"""The first picture of the overview, and a move from a number to the next, which writes both anew."""
FILLED = 95, 80
"""The first time, when the pen has the style of another part of the screen, and from then on."""
TRUE_COLOR = {"COLORTERM": "truecolor"}
SIXTEEN = {"TERM": "xterm-16color"}


@pytest.mark.parametrize(
    ("variables", "row_down"),
    [
        pytest.param(TRUE_COLOR, FILLED, id="true colour"),
        pytest.param({}, FILLED, id="256", marks=pytest.mark.long),
        pytest.param(SIXTEEN, FILLED, id="16", marks=pytest.mark.long),
        pytest.param({"NO_COLOR": "1"}, (30, 30), id="none", marks=pytest.mark.long),
    ],
)
def test_a_screen_a_row_and_a_page_in_colours(variables: dict[str, str], row_down: tuple[int, int], home: Path) -> None:
    with Terminal.start(["--demo", "--line", "rich"], home=home, **variables) as terminal:
        terminal.wait_for("row 1")
        terminal.wait_for("Quit")
        terminal.read_until_quiet()
        assert 1_000 < terminal.bytes <= FIRST_SCREEN
        for row in range(2, 7):
            assert 0 < cost(terminal, "down", f"row {row}") <= row_down[row > 2]
        for row in (26, 46):
            assert 500 < cost(terminal, "pagedown", f"row {row}") <= PAGE_DOWN
        mark = terminal.mark()
        terminal.read_until_quiet(1.0)
        assert mark.bytes == 0


def test_the_overview_in_colours(home: Path) -> None:
    with Terminal.start(["--demo", "--line", "rich"], home=home, **TRUE_COLOR) as terminal:
        terminal.wait_for("row 1")
        terminal.wait_for("Quit")
        terminal.read_until_quiet()
        assert 1_000 < cost(terminal, "9", "Billed by month") <= OVERVIEW
        for key in ("down", "right", "left", "up"):
            mark = terminal.mark()
            terminal.press(key)
            terminal.read_until_quiet()
            assert 0 < mark.bytes <= NUMBER


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "vt100"}], ids=str)
def test_without_colours_a_rich_line_sends_none(variables: dict[str, str], home: Path) -> None:
    with Terminal.start(["--demo=20", "--line", "rich"], home=home, **(TRUE_COLOR | variables)) as terminal:
        terminal.wait_for("row 1")
        terminal.press("down")
        terminal.wait_for("row 2")
        assert b"38;" not in terminal.output
        assert b"48;" not in terminal.output


def test_a_terminal_of_256_colours_is_sent_none_of_24_bits(home: Path) -> None:
    with Terminal.start(["--demo=20", "--line", "rich"], home=home, TERM="tmux-256color") as terminal:
        terminal.wait_for("row 1")
        assert b"38;5;" in terminal.output
        assert b"38;2;" not in terminal.output
        assert b"48;2;" not in terminal.output
