"""`doctor` says what is known of a terminal and leaves it as it was, whether it answers, is silent, or is none."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fleet_tui import __version__
from fleet_tui.bootstrap.cursor_probe import cursor_report_seconds
from fleet_tui.bootstrap.settings import load
from fleet_tui.bootstrap.settings_table import WrongSettings
from fleet_tui.cli import doctor
from fleet_tui.cli.main import main
from tests.support.terminals.terminal import PATIENCE, environment

ASKS = b"\x1b[6n"


@dataclass
class Line:
    """A pseudo-terminal, with the program that runs in it."""

    outside: int
    inside: int
    out: bytearray = field(default_factory=bytearray)

    def start(self, home: Path, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """`fleet-tui doctor` in this terminal."""
        return subprocess.Popen(
            [sys.executable, "-m", "fleet_tui", "doctor", *arguments],
            stdin=self.inside,
            stdout=self.inside,
            stderr=self.inside,
            env=environment(home, **variables),
        )

    def read_until(self, wanted: bytes) -> None:
        """Reads what the program writes until that has come."""
        until = time.monotonic() + PATIENCE
        while wanted not in self.out:
            assert select.select((self.outside,), (), (), max(0.0, until - time.monotonic()))[0], bytes(self.out)
            self.out += os.read(self.outside, 4096)

    def ended(self, program: subprocess.Popen[bytes]) -> int:
        """The exit code; what was still written is read."""
        code = program.wait(PATIENCE + 5)
        while select.select((self.outside,), (), (), 0)[0]:
            self.out += os.read(self.outside, 4096)
        return code

    @property
    def rows(self) -> dict[str, str]:
        """What was told, by name."""
        return told(self.out.replace(ASKS, b"").decode())


@pytest.fixture
def line() -> Iterator[Line]:
    outside, inside = pty.openpty()
    yield Line(outside, inside)
    for fd in (outside, inside):
        with contextlib.suppress(OSError):
            os.close(fd)


def told(out: str) -> dict[str, str]:
    """The table of rows, whose values all begin in the same column."""
    rows = [re.fullmatch(r"(\S+(?: \S+)*)( {2,})(\S.*)", row) for row in out.splitlines()]
    assert all(rows), out
    found = [row.groups() for row in rows if row]
    assert len({len(name) + len(blank) for name, blank, _ in found}) == 1, out
    return {name: value for name, _, value in found}


def test_a_terminal_that_answers_is_served_by_its_answers(line: Line, home: Path) -> None:
    termios.tcsetwinsize(line.inside, (30, 100))
    found = termios.tcgetattr(line.inside)
    program = line.start(home, SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22")
    line.read_until(ASKS)
    os.write(line.outside, b"x\x1b[A\x1b[24;")
    os.write(line.outside, b"80R")
    assert line.ended(program) == 0
    assert termios.tcgetattr(line.inside) == found
    rows = line.rows
    assert rows["terminal"] == "xterm-256color, by the terminfo entry xterm-256color"
    assert rows["screen"] == "100 columns, 30 rows"
    assert rows["SSH"] == "yes: SSH_CONNECTION is set"
    assert rows["profile"] == "lean: the line goes over SSH (SSH_CONNECTION is set)"
    assert rows["character set"] == "utf-8: LANG is C.UTF-8; the app asks the terminal too"
    assert rows["colours"].startswith("8: ")
    assert rows["speed"].startswith("38,400 bits a second, which says nothing")
    assert rows["assumed speed"].startswith("960 bytes a second: the lean profile's own, ")
    assert rows["pasted text"].startswith("in brackets: ")
    assert rows["moves"] == "anywhere, to a column, to a row, by any distance"
    assert rows["scrolls"] == "a region, several rows at once"
    assert rows["repeats"] == "yes"
    assert re.fullmatch(r"answered in [\d.,]+ ms: its answers serve this terminal", rows["cursor report"])
    assert rows["program"].startswith(f"Fleet TUI {__version__}, Python 3.")
    assert rows["library"].startswith("SQLite 3.")
    assert rows["messages"].startswith(f"files in {home}/.local/share/fleet-tui/mail")


def test_a_silent_terminal_is_served_by_a_timer(line: Line, home: Path) -> None:
    found = termios.tcgetattr(line.inside)
    program = line.start(home, TERM="vt100")
    assert line.ended(program) == 0
    assert termios.tcgetattr(line.inside) == found
    assert line.rows["cursor report"] == "no answer in 2 s: a timer serves this terminal"
    assert line.rows["screen"] == "80 columns, 24 rows: the line says none, so these are terminfo's"
    assert line.rows["profile"].startswith("vt100: ")
    assert line.rows["pasted text"].startswith("as keys: ")


def test_a_slow_line_is_told_with_its_speed(line: Line, home: Path) -> None:
    mode = termios.tcgetattr(line.inside)
    mode[4] = mode[5] = termios.B9600
    termios.tcsetattr(line.inside, termios.TCSANOW, mode)
    program = line.start(home)
    line.read_until(ASKS)
    os.write(line.outside, b"\x1b[1;1R")
    assert line.ended(program) == 0
    assert line.rows["speed"] == "9,600 bits a second, a slow line"
    assert line.rows["profile"] == "lean: the line is set to 9,600 bits a second"
    assert line.rows["assumed speed"] == "960 bytes a second: the line is set to 9,600 bits a second"


@pytest.mark.parametrize("end", ["ctrl+c", "signal"])
def test_an_end_while_it_waits_leaves_the_line_as_it_was(line: Line, home: Path, end: str) -> None:
    found = termios.tcgetattr(line.inside)
    program = line.start(home)
    line.read_until(ASKS)
    assert termios.tcgetattr(line.inside) != found
    if end == "ctrl+c":
        os.write(line.outside, b"\x03")
    else:
        program.send_signal(signal.SIGTERM)
    assert line.ended(program) == (130 if end == "ctrl+c" else 128 + signal.SIGTERM)
    assert termios.tcgetattr(line.inside) == found


def test_a_line_that_drops_while_it_waits_ends_it(line: Line, home: Path) -> None:
    program = line.start(home)
    line.read_until(ASKS)
    os.close(line.outside)
    assert program.wait(PATIENCE) > 0  # there is nowhere to write the rows
    assert list(home.iterdir()) == []  # and no fault of the program to report


def test_a_line_that_goes_as_it_is_asked_gives_no_answer(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(fd: int, data: bytes) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    found = termios.tcgetattr(line.inside)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", write)
        assert cursor_report_seconds(ASKS, line.inside, PATIENCE) is None
    assert termios.tcgetattr(line.inside) == found


def test_a_line_that_is_gone_gives_no_answer(line: Line) -> None:
    os.close(line.outside)
    assert cursor_report_seconds(ASKS, line.inside, PATIENCE) is None


def test_in_the_background_the_line_is_left_alone(line: Line, home: Path) -> None:
    doctor = [sys.executable, "-m", "fleet_tui", "doctor"]
    code = f"import subprocess; subprocess.run({doctor}, process_group=0, check=True, timeout={PATIENCE})"
    shell = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=line.inside,
        stdout=line.inside,
        stderr=line.inside,
        env=environment(home),
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    assert line.ended(shell) == 0
    assert line.rows["cursor report"] == "not asked for: this runs in the background"


def test_an_answer_between_keys_without_end_is_found(line: Line) -> None:
    os.write(line.outside, b"y" * 3069 + b"\x1b[7;7R")  # in two pieces, when it is read by the kilobyte
    assert cursor_report_seconds(ASKS, line.inside, PATIENCE) is not None
    os.write(line.outside, b"\x1b[7R\x1b[;7R\x1b[7;7")
    assert cursor_report_seconds(ASKS, line.inside, 0.05) is None
    termios.tcflow(line.inside, termios.TCOOFF)
    try:
        assert cursor_report_seconds(ASKS, line.inside, 0.05) is None
    finally:
        termios.tcflow(line.inside, termios.TCOON)


def test_in_a_pipe_it_tells_what_it_can(home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "fleet_tui", "doctor", "--line", "lean"],
        env=environment(home, LANG="en_US.ISO-8859-1", NO_COLOR="1", TERM="linux"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    rows = told(ended.stdout)
    assert rows["screen"] == "none: there is no terminal for input, output, error output"
    assert rows["speed"] == "unknown: there is no line"
    assert rows["SSH"] == "no"
    assert rows["profile"] == "lean: you asked for it"
    assert rows["character set"] == "iso8859-1: LANG is en_US.ISO-8859-1; the app asks the terminal too"
    assert rows["line drawing"].startswith("yes: ")
    assert rows["colours"] == "none: NO_COLOR is set"
    assert rows["scrolls"] == "a region"
    assert rows["repeats"] == "no"
    assert rows["cursor report"] == "not asked for: input and output are not both a terminal"
    assert "library" in rows


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TERM": ""}])
def test_without_a_screen_it_says_so(variables: dict[str, str], line: Line, home: Path) -> None:
    assert line.ended(line.start(home, **variables)) == 0
    assert ASKS not in line.out
    assert line.rows["screen"].startswith("none. This terminal cannot show a screen (TERM is ")
    assert set(line.rows) == {"terminal", "screen", "program", "library", "messages", "database"}
    assert line.rows["database"] == f"{home}/.local/share/fleet-tui/fleet.db: not there yet"


def test_variables_cannot_act_on_the_terminal(home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "fleet_tui", "doctor"],
        env=environment(home, LANG="\x1b]0;owned\x07", TERM="a\x1b[2J\u202e\nscreen  fine", ESCDELAY="\x9b2J"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    assert "owned" in ended.stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ended.stdout)
    assert told(ended.stdout)["screen"].startswith("none: ")


def test_the_line_is_said_by_the_argument_the_variable_and_the_settings(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "curses", None)  # a process can look up one terminal only, and this is the tests'

    def profile(*arguments: str) -> str:
        assert main(list(arguments)) == 0
        return told(capsys.readouterr().out)["profile"]

    assert profile("doctor").startswith("vt100: terminfo does not know")
    settings = home / ".config/fleet-tui/config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('line = "rich"')
    assert profile("doctor") == "rich: you asked for it"
    monkeypatch.setenv("FLEET_TUI_LINE", "lean")
    assert profile("doctor") == "lean: you asked for it"
    assert profile("doctor", "--line", "vt100") == "vt100: you asked for it"
    assert profile("--line", "rich", "doctor") == "rich: you asked for it"
    assert profile("doctor", "--line", "auto").startswith("vt100: terminfo does not know")


def test_the_theme_is_said_with_what_gives_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_cursor_report", lambda *_: "not asked for")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")  # it is set before Textual is imported
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")

    def theme(*arguments: str) -> str:
        assert main(["doctor", *arguments]) == 0
        return told(capsys.readouterr().out)["theme"]

    assert theme("--line", "lean", "--theme", "light") == "none: lean does without colours"
    assert theme("--line", "rich").startswith("your last choice, or else dark, or light where the terminal says")
    assert theme("--line", "rich", "--theme", "light") == "light: --theme or the settings say so"
    assert theme("--line", "rich", "--theme", "lihgt") == "dark: There is no theme “lihgt”. Did you mean “light”?"
    monkeypatch.setenv("FLEET_TUI_THEME", "high-contrast")
    assert theme("--line", "rich") == "high-contrast: --theme or the settings say so"
    assert theme("--line", "rich", "--theme", "auto").startswith("your last choice")
    monkeypatch.setenv("NO_COLOR", "1")
    assert theme("--line", "rich") == "none: it takes 16 colours"


@pytest.mark.parametrize(
    ("variable", "text"),
    [("", "linne = 'rich'"), ("", "="), ("fast", "line = 'rich'")],
    ids=["word", "TOML", "variable"],
)
def test_settings_that_cannot_be_used_are_one_fact_among_others(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setitem(sys.modules, "curses", None)
    monkeypatch.setenv("FLEET_TUI_LINE", variable)
    settings = home / ".config/fleet-tui/config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text)
    with pytest.raises(WrongSettings) as wrong:
        load()
    assert main(["doctor"]) == 0
    rows = told(capsys.readouterr().out)
    assert rows["settings"] == str(wrong.value)
    assert rows["profile"].startswith("vt100: terminfo does not know")
    assert "library" in rows
    assert main(["doctor", "--line", "lean"]) == 0
    assert told(capsys.readouterr().out)["profile"] == "lean: you asked for it"


def test_nothing_is_made(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert main(["doctor"]) == 0
    assert list(home.iterdir()) == []
