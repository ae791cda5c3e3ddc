"""Keys that come before what they are for is on the screen: whole and in order, or whole not at all."""

from __future__ import annotations

import shutil
import termios
from pathlib import Path

import pytest

from tests.support.people import services_on
from tests.support.screens.sign_in_driving import PASSWORD, employed, with_password
from tests.support.terminals.program_driving import Program
from tests.support.terminals.terminal import Terminal

LIST = "Active: Active"


@pytest.mark.parametrize(
    "size", [pytest.param(1, marks=pytest.mark.long), 4, pytest.param(100, marks=pytest.mark.long)]
)
def test_keys_before_the_first_screen_act_whole_and_in_order(size: int, home: Path) -> None:
    line = "/status:pending\r"
    for bytes_before in (0, 1, 200, 1_000):
        with Terminal.start(["--demo=60"], home=home) as terminal:
            if bytes_before:
                terminal.wait_for(lambda screen, wanted=bytes_before: screen.bytes >= wanted)
            for at in range(0, len(line), size):
                terminal.type(line[at : at + size])
            Program(terminal).shows("Status: Pending")
            assert "Add Technician" not in terminal.text
            assert "Name ▲" in terminal.text
            terminal.press("q")
            assert terminal.wait_for_end() == 0


def test_a_username_and_a_password_typed_before_the_door_is_there_sign_in(own_file: Path, home: Path) -> None:
    path = Path(shutil.copy(own_file, home / "fleet.db"))
    services = services_on(path)
    with_password(services, employed(services))
    company = services.company.get()
    services.company.save(company.version, {"sign_in": "password"})
    services.database.close()
    with Terminal.start(["--database", str(path)], home=home) as terminal:
        terminal.type(f"ann\r{PASSWORD}\r")
        terminal.wait_for(LIST)
        assert PASSWORD not in terminal.text


def test_a_password_typed_before_the_first_screen_is_never_shown(own_file: Path, home: Path) -> None:
    path = Path(shutil.copy(own_file, home / "fleet.db"))
    services = services_on(path)
    with_password(services, employed(services))
    services.company.save(services.company.get().version, {"sign_in": "password"})
    services.database.close()
    with Terminal.start(["--database", str(path)], home=home) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(lambda _: not terminal.line_mode[3] & termios.ECHO)
        terminal.type(f"ann\r{PASSWORD}\r")
        terminal.wait_for(LIST)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert PASSWORD[:6].encode() not in terminal.output
        assert terminal.line_mode == before


@pytest.mark.parametrize("arguments", [["--database", "/"], ["--line", "rich", "--database", "/dev/null"]])
def test_a_program_that_shows_no_screen_leaves_the_line_as_it_was(arguments: list[str], home: Path) -> None:
    with Terminal.start(arguments, home=home) as terminal:
        before = terminal.mode_at_start
        assert terminal.wait_for_end() == 1
        assert terminal.line_mode == before
        assert before[3] & termios.ECHO


def test_a_plan_takes_no_key_that_was_pressed_before_it_was_seen(home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home) as terminal:
        program = Program(terminal)
        program.shows(LIST)
        terminal.read_until_quiet()
        terminal.type("xd\r\ra")  # a paste on a line without marks for one
        program.shows("1 will change")
        terminal.read_until_quiet(0.4)
        program.shows("Enter runs")
        terminal.press("escape")
        terminal.wait_for(lambda screen: "Enter runs" not in screen.text)
        terminal.read_until_quiet()
        terminal.hold_answers()
        terminal.type("xd")
        program.shows("Enter runs")
        terminal.press("enter")
        terminal.read_until_quiet()
        program.shows("1 will change")
        terminal.release_answers()
        terminal.read_until_quiet(0.4)
        terminal.press("enter")
        program.shows("1 changed")


@pytest.mark.long
def test_on_a_terminal_that_answers_nothing_a_plan_runs_too(home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home, answers=False) as terminal:
        program = Program(terminal)
        program.shows(LIST)
        terminal.type("xd\r")
        program.shows("1 will change")
        terminal.read_until_quiet(0.4)
        program.shows("Enter runs")
        for _ in range(20):  # it takes a while until it is known that there will be no answer
            if "1 changed" not in terminal.text:
                terminal.press("enter")
                terminal.read_until_quiet(0.5)
        program.shows("1 changed")
