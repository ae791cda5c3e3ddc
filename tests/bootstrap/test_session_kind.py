"""A program that is all that a person may use of the computer gives no shell and keeps files to a folder of its own."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import fleet_tui
from fleet_tui.bootstrap.settings import is_own_session
from fleet_tui.ui.app.app import FleetApp
from tests.support.tables import for_each
from tests.support.terminals.terminal import Terminal, environment

FIRST_LIST = "Active: Active"
PACKAGE = Path(fleet_tui.__file__).parent
FORCED = {
    "a forced command with a wish": {"SSH_ORIGINAL_COMMAND": "bash -i"},
    "a forced command": {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22", "SSH_TTY": "/dev/pts/1"},
    "sudo": {"SUDO_UID": str(os.getuid() + 1)},
    "doas": {"DOAS_USER": "ann"},
    "no shell": {},
}


@contextmanager
def without_shell(home: Path, *arguments: str, **variables: str) -> Iterator[Terminal]:
    """The program as sshd starts a forced command: first of its session, or below `sh -c`."""
    command = f"exec {sys.executable} -m fleet_tui {' '.join(arguments)}"
    with Terminal(["/bin/sh", "-c", command], environment(home, **variables), (80, 60)) as terminal:
        terminal.wait_for(FIRST_LIST)
        yield terminal


@pytest.mark.parametrize("name", ["a forced command with a wish", pytest.param("no shell", marks=pytest.mark.long)])
def test_without_a_shell_above_it_nothing_leads_to_one(name: str, home: Path) -> None:
    with without_shell(home, "--demo=20", **FORCED[name]) as terminal:
        terminal.read_until_quiet()
        mark = terminal.mark()
        for _ in range(3):
            terminal.press("ctrl+z")
        terminal.press("down")
        terminal.wait_for("row 2")
        assert b"\x1b[?1049l" not in mark.output  # it never left its screen
        terminal.press("?")
        terminal.wait_for("Paint the screen again")
        assert "ctrl+z" not in terminal.text
        assert "shell" not in terminal.text
        terminal.press("escape", "ctrl+p")
        terminal.type("shell")
        terminal.wait_for("Nothing is called that")
        terminal.press("escape", "space", "y", "f")
        terminal.wait_for("It will be in")
        terminal.press("ctrl+u")
        terminal.type("~/.ssh/authorized_keys\r")
        terminal.wait_for("Only files in")
        assert not (home / ".ssh").exists()
        terminal.press("escape", "q")
        assert terminal.wait_for_end() == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="a shell with job control is needed")
def test_whoever_starts_it_from_a_shell_has_the_shell_and_the_home(home: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    with Terminal([bash, "--norc", "--noprofile", "-i"], environment(home, PS1="ready>"), (400, 24)) as terminal:
        terminal.wait_for("ready>")
        terminal.type(f"{sys.executable} -m fleet_tui paths\r")
        terminal.wait_for(lambda _: any(line.split() == ["files", str(home)] for line in terminal.lines))
        terminal.type(f"SSH_ORIGINAL_COMMAND=x {sys.executable} -m fleet_tui paths\r")
        terminal.wait_for("fleet.db-files")
        terminal.type("exit\r")
        terminal.wait_for_end()


@for_each("name", FORCED)
def test_a_program_without_a_shell_is_nobodys_own(name: str) -> None:
    asks = (
        "import os; os.setsid(); from fleet_tui.bootstrap.settings import is_own_session; "
        "print(is_own_session(os.environ))"
    )
    env = environment(Path("/"), **FORCED[name])
    asked = subprocess.run([sys.executable, "-c", asks], env=env, capture_output=True, text=True, check=True)
    assert asked.stdout == "False\n"


def test_another_user_is_not_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getsid", lambda pid: os.getpgrp() + 1)  # a shell with job control
    assert is_own_session({"SSH_CONNECTION": "x", "SUDO_UID": str(os.getuid())})
    for name in ("a forced command with a wish", "sudo", "doas"):
        assert not is_own_session(FORCED[name])
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert not is_own_session({})


PROGRAMS = ("subprocess", "pty", "webbrowser", "pexpect", "multiprocessing", "code", "pdb", "pydoc", "ctypes")
RUNS = ("system", "popen", "spawnv", "spawnl", "execv", "execve", "execl", "execvp", "posix_spawn", "fork", "startfile")


def test_the_one_program_that_is_run_is_the_settings_own_for_text_messages() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [node.attr] if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os" else []
            found |= {(str(path.relative_to(PACKAGE)), name) for name in names if name in (*PROGRAMS, *RUNS)}
    assert found == {("mail/sms.py", "subprocess")}


def test_the_screen_library_runs_no_browser_and_writes_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda *_: pytest.fail("a browser"))
    assert FleetApp.open_url.__module__ == FleetApp.action_screenshot.__module__ == "fleet_tui.ui.app.crash_safe"
