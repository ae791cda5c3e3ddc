"""The screen is right again after somebody else wrote on it, and what is besides the picture arrives once."""

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path

import pytest

from tests.support.terminals.restored import assert_given_back
from tests.support.terminals.terminal import Terminal, environment
from tests.support.terminals.wire import SlowLine

FIRST_LIST = "Active: Active"
WALL = b"\r\nBroadcast message from root@depot: going down\r\n"
"""What `wall` writes to every terminal."""


def shown(terminal: Terminal) -> list[str]:
    """The list as it is when nothing more comes."""
    terminal.wait_for(FIRST_LIST)
    terminal.read_until_quiet()
    return terminal.lines


def test_ctrl_l_paints_over_what_somebody_else_wrote(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home, answers=False) as terminal:
        before = shown(terminal)
        os.write(terminal._inside, WALL)
        terminal.wait_for("going down")
        terminal.press("ctrl+l")
        terminal.wait_for(lambda _: terminal.lines == before)


def test_in_a_dialog_too(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home, answers=False) as terminal:
        shown(terminal)
        terminal.press("c")
        terminal.wait_for("Space shows or hides")
        terminal.read_until_quiet()
        before = terminal.lines
        os.write(terminal._inside, WALL)
        terminal.wait_for("going down")
        terminal.press("ctrl+l")
        terminal.wait_for(lambda _: terminal.lines == before)


def program(changed: str) -> list[str]:
    """The app with something changed."""
    run = "import sys\nfrom fleet_tui.cli.main import main\nsys.exit(main(['--demo=20']))"
    return [sys.executable, "-c", f"{changed}\n{run}"]


def test_a_message_to_all_is_noticed_and_painted_over_at_the_next_key(home: Path) -> None:
    at_once = "import fleet_tui.terminal.output.display as display\ndisplay.UNSEEN = 0.0"
    with Terminal(program(at_once), environment(home), fresh=False) as terminal:
        before = shown(terminal)
        os.write(terminal._inside, WALL)
        terminal.wait_for("going down")
        terminal.press("down", "up")
        terminal.wait_for(lambda _: terminal.lines == before)


def copied(output: bytes) -> list[str]:
    """The texts that the terminal was asked to put into the clipboard."""
    return [base64.b64decode(text).decode() for text in re.findall(rb"\x1b\]52;c;([^\a]*)\a", output)]


@pytest.mark.parametrize(("profile", "times"), [("rich", 1), ("lean", 1), ("vt100", 0)])
def test_a_row_is_copied_once(profile: str, times: int, home: Path) -> None:
    with Terminal.start(["--demo=20", f"--line={profile}"], home=home) as terminal:
        shown(terminal)
        mark = terminal.mark()
        terminal.press("y")
        terminal.wait_for(lambda _: mark.bytes)
        terminal.read_until_quiet()
        texts = copied(mark.output)
        assert len(texts) == times
        name = terminal.line(3).split(">")[-1].strip(" ■").split("  ")[0]
        assert all(name in text for text in texts)


def test_the_bell_rings_once(home: Path) -> None:
    rings = "from fleet_tui.ui.app.app import FleetApp\nFleetApp.action_help = lambda self: self.bell()"
    with Terminal(program(rings), environment(home), fresh=False) as terminal:
        shown(terminal)
        mark = terminal.mark()
        terminal.press("f1")
        terminal.wait_for(lambda _: mark.bytes)
        terminal.read_until_quiet()
        assert mark.output.count(b"\a") == 1


@pytest.mark.parametrize("line", [SlowLine(8_000, 0.6), pytest.param(SlowLine(960, 0.6), marks=pytest.mark.long)])
def test_late_answers_are_not_typed_into_the_shell(line: SlowLine, home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home, line=line, size=(60, 12)) as terminal:
        before = terminal.mode_at_start
        shown(terminal)
        terminal.press("pagedown", "pagedown", "q")
        assert terminal.wait_for_end() == 0
        terminal.read_until_quiet()
        assert_given_back(terminal, before)
        assert b"^[[" not in terminal.output


@pytest.mark.parametrize("line", [None, pytest.param(SlowLine(2_400, 0.1), marks=pytest.mark.long)])
def test_a_size_that_changes_while_it_is_painted_ends_in_the_right_screen(line: SlowLine | None, home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home, line=line) as terminal:
        before = shown(terminal)
        for size in ((60, 20), (100, 30), (41, 9), (132, 43), (80, 24)):
            terminal.press("end", "home")
            terminal.resize(*size)
            terminal.read_for(0.05)
        terminal.wait_for(lambda _: terminal.lines == before)
        terminal.read_until_quiet()
        assert terminal.lines == before


def test_a_key_right_behind_esc_is_for_what_comes_after_the_form(home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    kept_at_once = "import fleet_tui.ui.form.draft as form_draft\nform_draft.KEPT_AFTER = 0.05"
    with Terminal(program(kept_at_once), environment(home, TMPDIR=str(temporary)), fresh=False) as terminal:
        terminal.wait_for(FIRST_LIST)
        for _ in range(3):
            terminal.press("1", "a")
            terminal.wait_for("Add Technician")
            terminal.press("x")
            terminal.wait_for(" x")
            # A draft takes its time to be dropped.
            terminal.wait_for(lambda _: [*temporary.rglob("drafts/*/technicians-new.json")])
            terminal.press("backspace")
            terminal.send(b"\x1b2")
            terminal.wait_for(lambda terminal: "Employees  " in terminal.line(0))


def test_ctrl_l_sets_the_modes_again_after_a_reset(home: Path) -> None:
    with Terminal.start(["--demo=20", "--line=lean"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        mark = terminal.mark()
        terminal.press("ctrl+l")
        terminal.wait_for(lambda _: b"\x1b[?2004h" in mark.output)
        assert b"\x1b[r\x1b[?6l\x1b[4l" in mark.output
        assert b"\x1b[?7l" in mark.output
        terminal.wait_for(FIRST_LIST)


@pytest.mark.long
def test_a_terminal_of_a_few_cells_shows_a_part_of_the_screen(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home) as terminal:
        for opener in ("ctrl+o", "ctrl+p", "f", "c", "?"):
            terminal.wait_for(FIRST_LIST)
            terminal.wait_for("Quit")
            terminal.press(opener)
            terminal.read_until_quiet()
            for size in ((5, 3), (1, 1), (6, 24), (80, 2)):
                terminal.resize(*size)
                terminal.press("pagedown", "down")
                terminal.read_until_quiet()
            terminal.resize(80, 24)
            terminal.press("escape")
        terminal.wait_for(FIRST_LIST)
        terminal.wait_for("Quit")


@pytest.mark.long
def test_keys_in_the_question_that_a_form_asks_are_not_waited_for(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.press("a")
        terminal.wait_for("Add Technician")
        terminal.press("x")
        terminal.wait_for(" x")
        terminal.press("escape")
        terminal.wait_for("Discard my changes")
        for _ in range(40):
            terminal.press("down", "up")
        terminal.press("down", "enter")
        terminal.wait_for(lambda terminal: "Technicians  " in terminal.line(0), timeout=15)
