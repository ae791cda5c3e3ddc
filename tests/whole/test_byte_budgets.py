"""What travels on the line, in bytes: line.md, "What to reach", at 80×24 with 500 people under the lean profile.

Bytes do not depend on the machine. A picture may be sent in two parts, with a question behind each; the budgets hold
with both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminals.terminal import Terminal

FIRST_SCREEN = 1_700
ROW_DOWN = 27
ROW_DOWN_SCROLLING = 300, 110
"""The first time, when the terminal is asked whether it copies a part of the screen, and from then on."""
PAGE_DOWN = 1_100
MARK = 40
TYPED = 15
LINE = 40
PALETTE = 170
DIALOG = 1_000
MENU, PICKER, TAKEN, CLOSED = 250, 350, 250, 400
GO_TO = 270
"""A menu of nine entries."""
OVERVIEW, NUMBER = 1_500, 30
"""The first picture of the overview, and a move from a number to the next."""
HELP, CONTENTS = 1_200, 900
"""The keys that work here or a screen of a page of the manual, and what the list of pages had covered."""
ADDED = 5_000
TASK = 4_600
PLAN, OUTCOME, UNDO = 600, 100, 1_350
PROGRESS = 450
"""The dialog that says how far a call is: a slow machine shows it before a plan or an outcome, a usual one does not."""


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    with Terminal.start(["--demo", "--line", "lean"], home=home) as terminal:
        terminal.wait_for("row 1")
        terminal.wait_for("Quit")
        terminal.read_until_quiet()
        yield terminal


def cost(terminal: Terminal, key: str, shows: str) -> int:
    """The bytes that a key's whole answer takes, without those for the progress of a call that takes long here."""
    mark = terminal.mark()
    terminal.press(key)
    terminal.wait_for(shows)
    terminal.read_until_quiet()
    return mark.bytes - (PROGRESS if b"One moment" in mark.output else 0)


def test_the_first_screen(terminal: Terminal) -> None:
    assert 1_000 < terminal.bytes <= FIRST_SCREEN


def test_a_row_down_and_an_idle_screen(terminal: Terminal) -> None:
    for row in range(2, 7):
        assert 0 < cost(terminal, "down", f"row {row}") <= ROW_DOWN
    assert 0 < cost(terminal, "up", "row 5") <= ROW_DOWN
    mark = terminal.mark()
    terminal.read_until_quiet(1.5)
    assert mark.bytes == 0


def test_a_page_down_and_a_row_that_scrolls(terminal: Terminal) -> None:
    assert 500 < cost(terminal, "pagedown", "row 21") <= PAGE_DOWN
    assert 500 < cost(terminal, "pagedown", "row 41") <= PAGE_DOWN
    for _ in range(19):
        terminal.press("down")
    terminal.wait_for("row 60")
    terminal.read_until_quiet()
    for row, most in zip((61, 62), ROW_DOWN_SCROLLING, strict=True):
        assert 0 < cost(terminal, "down", f"row {row}") <= most


def test_typing_into_a_dialog(terminal: Terminal) -> None:
    assert 0 < cost(terminal, "f", "is not empty") <= DIALOG
    terminal.press("a")
    terminal.read_until_quiet()
    for typed, shows in (("n", "an"), ("n", "ann"), ("a", "anna")):
        assert 0 < cost(terminal, typed, f" {shows} ") <= TYPED


def closed(terminal: Terminal, key: str, gone: str) -> int:
    """The bytes of a key that closes the dialog with these words."""
    mark = terminal.mark()
    terminal.press(key)
    terminal.wait_for(lambda screen: gone not in screen.text)
    terminal.read_until_quiet()
    return mark.bytes


def test_dialogs_of_the_list(terminal: Terminal) -> None:
    told = {}
    for key, shows, budget in (
        ("x", "Deactivate", MENU),
        ("ctrl+o", "Go to", GO_TO),
        ("f", "is empty", MENU),
        ("c", "Enter done", PICKER),
        ("w", "Enter shows", PICKER),
    ):
        told[key] = (cost(terminal, key, shows), budget), (closed(terminal, "escape", shows), CLOSED)
    cost(terminal, "right", "row 1")
    told["f on Team"] = (
        (cost(terminal, "f", "Team is one"), PICKER),
        (closed(terminal, "escape", "Team is one"), CLOSED),
    )
    cost(terminal, "x", "Deactivate")
    told["x s"] = (cost(terminal, "s", "Set a field"), PICKER), (closed(terminal, "escape", "Set a field"), CLOSED)
    beyond = {key: pairs for key, pairs in told.items() if any(not 0 < bytes <= most for bytes, most in pairs)}
    assert not beyond, told


def test_the_help_and_a_page_of_the_manual(terminal: Terminal) -> None:
    told = [cost(terminal, "f1", "c pages"), cost(terminal, "f1", "Lists and filters"), cost(terminal, "tab", "Move")]
    told += [cost(terminal, "pagedown", "Choose what you see"), cost(terminal, "c", "For developers")]
    assert all(0 < bytes <= HELP for bytes in told), told
    assert 0 < closed(terminal, "escape", "For developers") <= CONTENTS
    assert 0 < closed(terminal, "escape", "c pages") <= FIRST_SCREEN


def test_the_overview(terminal: Terminal) -> None:
    assert 500 < cost(terminal, "9", "Billed by month") <= OVERVIEW
    for key in ("down", "right", "left", "up"):
        mark = terminal.mark()
        terminal.press(key)
        terminal.read_until_quiet()
        assert 0 < mark.bytes <= NUMBER, key


def test_picking_on_a_form_from_a_list_and_without(terminal: Terminal) -> None:
    cost(terminal, "a", "F1 Help")
    cost(terminal, "A", " A")
    cost(terminal, "tab", ">Company")
    assert 0 < cost(terminal, "enter", "Enter takes 0") <= PICKER
    cost(terminal, "space", "Enter takes 1")
    assert 0 < closed(terminal, "enter", "Enter takes") <= TAKEN
    cost(terminal, "tab", ">Technician Type")
    assert 0 < cost(terminal, "enter", "Enter picks") <= MENU
    assert 0 < closed(terminal, "enter", "Enter picks") <= TAKEN
    cost(terminal, "tab", ">Role")
    for typed, shows in (("t", "t  "), ("e", "te "), ("c", "tec "), ("h", "tech ")):
        assert 0 < cost(terminal, typed, shows) <= (TYPED if typed != "t" else LINE)


def test_adding_a_technician_with_eight_fields_and_a_memo(terminal: Terminal) -> None:
    before = terminal.bytes
    cost(terminal, "a", "F1 Help")
    for typed, key, shows in (
        ("Ann Lee Onboarded", "tab", ">Company Position"),
        ("serv, inst", "tab", ">Technician Type"),
        ("man", "tab", ">Role"),
        ("tech", "f3", ">Mobile Phone"),
        ("2015550123", "tab", ">Email"),
        ("ann.onboarded@example.com", "f3", ">Enable Mobile"),
        ("", "f3", ">Team"),
        ("night", "tab", ">Main Zone"),
        ("north", "tab", ">All Zones"),
        ("", "tab", ">Memo"),
        ("Likes early starts", "f2", "Saved."),
    ):
        terminal.type(typed)
        terminal.read_until_quiet()
        cost(terminal, key, shows)
    assert 2_500 < terminal.bytes - before <= ADDED


def test_finding_somebody(terminal: Terminal) -> None:
    assert 0 < cost(terminal, ":", "Down lists all") <= PALETTE
    terminal.press("r")
    terminal.read_until_quiet()
    for typed, shows in (("a", "ra"), ("h", "rah"), ("u", "rahu"), ("l", "rahul")):
        mark = terminal.mark()
        terminal.press(typed)
        terminal.wait_for(shows)
        assert mark.bytes <= TYPED  # what is found comes when the keys rest
    terminal.wait_for("(303) 555-5973")
    terminal.read_until_quiet()
    assert 0 < cost(terminal, "down", "> Rahul Menon") <= 2 * TYPED
    assert 0 < cost(terminal, "escape", "Active: Active") <= 450


def test_typing_into_a_form(terminal: Terminal) -> None:
    terminal.press("a")
    for part in ("Used everywhere", "Email", "F1 Help"):  # the form comes in slices, and its last row at the end
        terminal.wait_for(part)
    terminal.read_until_quiet()
    cost(terminal, "A", " A")
    for typed, shows in (("n", "An"), ("n", "Ann"), (" ", "Ann"), ("P", "Ann P")):
        assert 0 < cost(terminal, typed, shows) <= TYPED


def test_marking_a_row(terminal: Terminal) -> None:
    for number in range(1, 5):
        assert 0 < cost(terminal, "space", f"{number} marked") <= MARK
    assert 0 < cost(terminal, "/", "/Up: active:yes") <= LINE
    terminal.type("team")
    terminal.read_until_quiet()
    assert 0 < cost(terminal, ":", "team:") <= TYPED


def test_the_reference_task(terminal: Terminal) -> None:
    """line.md: "open, filter one team, mark all, deactivate, confirm, read the outcome, quit"."""
    cost(terminal, "/", "/Up: active:yes")
    terminal.type('team:"Night shift"')
    cost(terminal, "enter", "Team: Night shift")
    assert "26 of 350" in terminal.text
    cost(terminal, "*", "26 marked")
    assert cost(terminal, "x", "Deactivate") <= DIALOG
    assert cost(terminal, "d", "26 will change") <= PLAN
    assert cost(terminal, "enter", "26 changed") <= OUTCOME
    cost(terminal, "enter", "26 technicians deactivated")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert 3_000 < terminal.bytes <= TASK


def test_an_undo(terminal: Terminal) -> None:
    """line.md: "an undo (`u` Enter Enter)": the plan, the outcome, and the list as it was.

    It takes 1,150 bytes; more where the list has looked for changes behind the outcome.
    """
    for key, shows in (("x", "Deactivate"), ("d", "1 will change"), ("enter", "1 changed"), ("enter", "takes it back")):
        cost(terminal, key, shows)
    cost(terminal, "down", "row 2")
    steps = (("u", "1 will change"), ("enter", "1 changed"), ("enter", "does it again"))
    assert 500 < sum(cost(terminal, key, shows) for key, shows in steps) <= UNDO
