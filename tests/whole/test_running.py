"""The app in a terminal: however it ends, the terminal is given back and nothing stays behind."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminals.restored import modes_left_on
from tests.support.terminals.terminal import Terminal, environment

FIRST_LIST = "Active: Active"
SOON = 10.0
"""Seconds in which a process is gone that needs less than two: a busy machine does not always give it its turn, and one
that does not end by itself never does."""


def broken(code: str) -> str:
    """A program that is the app with something changed."""
    run = "from fleet_tui.cli.main import main\nsys.exit(main(['--demo=20']))"
    return f"import sys\nfrom fleet_tui.ui.app.app import FleetApp\n{code}\n{run}"


def test_q_ends_it_and_the_throwaway_database_goes(home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal.start(["--demo=20"], home=home, fresh=True, TMPDIR=str(temporary)) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(FIRST_LIST)
        assert [stat.S_IMODE(path.stat().st_mode) for path in temporary.iterdir()] == [0o700]
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.line_mode == before
        assert modes_left_on(terminal.output) == set()
    assert list(temporary.iterdir()) == []
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, *(pytest.param(each, marks=pytest.mark.long) for each in (signal.SIGHUP, signal.SIGINT))]
)
def test_a_signal_ends_it_in_order(number: signal.Signals, home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal.start(["--demo=20"], home=home, TMPDIR=str(temporary)) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(FIRST_LIST)
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.line_mode == before
        assert modes_left_on(terminal.output) == set()
    assert list(temporary.iterdir()) == []
    assert not (home / ".local/state/fleet-tui/log").exists()


def test_a_signal_while_the_first_screen_is_painted_ends_it_in_order(home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal.start(["--demo=20"], home=home, TMPDIR=str(temporary)) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(lambda screen: screen.bytes)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert terminal.line_mode == before
        assert modes_left_on(terminal.output) == set()
    assert list(temporary.iterdir()) == []


def test_a_dropped_line_leaves_no_process_and_no_files(home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal.start(["--demo=20"], home=home, TMPDIR=str(temporary)) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.hang_up()
        assert terminal.process.wait(timeout=SOON) == 128 + signal.SIGHUP
    assert list(temporary.iterdir()) == []
    assert not (home / ".local/state/fleet-tui/log").exists()


def test_a_line_that_no_longer_reads_holds_nothing_up(home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with Terminal.start(["--demo=200"], home=home, TMPDIR=str(temporary)) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(FIRST_LIST)
        for _ in range(150):
            terminal.press_without_reading("pagedown", "pageup")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(timeout=SOON) == 128 + signal.SIGTERM
        assert terminal.line_mode == before
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "fault",
    [
        "FleetApp.action_help = lambda self: {}['Roberta Bobson']",
        "async def help(self):\n    name = 'Roberta Bobson'\n    self.run_worker(self.broken(name))\n"
        "async def broken(self, name):\n    raise ValueError(name)\n"
        "FleetApp.action_help = help; FleetApp.broken = broken",
        "from fleet_tui.terminal.input.keys import Keys\nKeys.events = lambda self, token: {}['Roberta Bobson']",
    ],
    ids=["action", "worker", "driver"],
)
def test_a_fault_gives_the_terminal_back_and_says_where_the_report_is(fault: str, home: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-c", broken(fault)]
    with Terminal(command, environment(home, TMPDIR=str(temporary)), size=(132, 43), fresh=False) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(FIRST_LIST)
        terminal.press("f1")
        assert terminal.wait_for_end() == 1
        assert terminal.line_mode == before
        assert modes_left_on(terminal.output) == set()
        assert "Fleet TUI stopped by a fault of its own. The report is in" in terminal.text.replace("\n", "")
        assert "Traceback" not in terminal.text
        assert b"Bobson" not in terminal.output
    (report,) = (home / ".local/state/fleet-tui/log").iterdir()
    assert "Error" in report.read_text()
    assert list(temporary.iterdir()) == []


def test_variables_of_the_screen_library_do_nothing(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Terminal.start(
        ["--demo=20"],
        home=home,
        fresh=True,
        TEXTUAL_DRIVER="antigravity:Anything",
        TEXTUAL_LOG=str(log),
        TEXTUAL_PRESS="q",
        TEXTUAL="debug,devtools",
        COLUMNS="40",
        LINES="12",
    ) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.wait_for(lambda screen: "Quit" in screen.line(23))
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert not log.exists()


def test_a_refused_database_leaves_the_terminal_alone(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "foreign.db"
    path.write_text("a letter to a friend, which is no database at all. " * 20)
    with Terminal.start(["--database", str(path)], home=home, fresh=True, size=(200, 24)) as terminal:
        assert terminal.wait_for_end() == 1
        assert b"\x1b" not in terminal.output
        assert str(path) in terminal.text


def test_a_wrong_key_in_the_settings_is_2(home: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\n"app.quti" = "x"\n')
    variables = {"FLEET_TUI_CONFIG": str(settings)}
    with Terminal.start(["--demo=20"], home=home, size=(200, 24), **variables) as terminal:
        assert terminal.wait_for_end() == 2
        assert "Did you mean “app.quit”?" in terminal.text


def test_keys_of_the_settings_work(home: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[keys]\napp.quit = "Z"\n')
    with Terminal.start(["--demo=20"], home=home, FLEET_TUI_CONFIG=str(settings)) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.press("Z")
        assert terminal.wait_for_end() == 0


def test_demo_says_nothing_when_its_output_goes_elsewhere(home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "fleet_tui", "--demo"], env=environment(home), capture_output=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stdout == b""
