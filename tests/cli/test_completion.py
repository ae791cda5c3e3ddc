"""Completion of command lines: what could come next, from the real shells too, and never an error."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui.cli.main import _parser, main
from fleet_tui.cli.shell.completing import split, words_for
from fleet_tui.cli.shell.scripts import SCRIPTS
from fleet_tui.services.services import Services
from tests.support.people import TECHNICIANS, added, administered
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment


@for_each(
    "line, words",
    [
        ("fleet-tui ", ["fleet-tui", ""]),
        ("fleet-tui  show 'Ann P", ["fleet-tui", "show", "Ann P"]),
        (r"fleet-tui show Ann\ Po", ["fleet-tui", "show", "Ann Po"]),
        ('fleet-tui "a b" c', ["fleet-tui", "a b", "c"]),
        ("fleet-tui '' x", ["fleet-tui", "x"]),
    ],
)
def test_a_line_is_split_as_shells_do(line: str, words: list[str]) -> None:
    assert split(line) == words


def test_commands_options_and_choices_come_from_the_parser() -> None:
    parser = _parser()
    assert words_for(parser, "fleet-tui deac") == ["deactivate"]
    assert {"list", "show", "import"} <= {*words_for(parser, "fleet-tui ")}
    assert words_for(parser, "fleet-tui list t") == ["technicians"]
    assert words_for(parser, "fleet-tui list technicians --format ") == ["table", "csv", "json"]
    assert "--inactive" in words_for(parser, "fleet-tui list technicians --i")
    assert words_for(parser, "fleet-tui --line l") == ["lean"]
    assert words_for(parser, "fleet-tui nonsense ") == []
    assert words_for(parser, "fleet-tui history --filter act") == ["action:"]


def test_fields_entries_and_names_come_from_the_database(services: Services, tmp_path: Path) -> None:
    administered(services)
    added(services, TECHNICIANS, name="Ann Porter")
    begin = f"fleet-tui edit --database {tmp_path / 'fleet.db'} technicians "

    def offered(rest: str) -> list[str]:
        return words_for(_parser(), begin + rest)

    assert offered("an") == ["Ann Porter"]
    assert offered("nob") == []
    assert offered("12 mem") == ["memo="]
    assert offered("12 team=n") == ["team=North", "team=none"]
    assert offered("12 memo=x skills+=Gas,H") == ["skills+=Gas,HVAC"]
    assert "password=" not in offered("12 pass")
    listing = f"fleet-tui list technicians --database {tmp_path / 'fleet.db'} --filter "
    assert words_for(_parser(), listing + "team:So") == ["team:South"]


def answered(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line + "\n"))
    code = main(["completion", "words"])
    return code, *capsys.readouterr()


def test_without_a_database_or_behind_a_lock_nothing_is_printed(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    administered(services)
    services.database.close()
    monkeypatch.setattr("fleet_tui.storage.db.engine.BUSY_SECONDS", 0.05)
    path = tmp_path / "locked.db"
    shutil.copy(tmp_path / "fleet.db", path)
    held = sqlite3.connect(path, isolation_level=None)
    held.execute("PRAGMA locking_mode = EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")
    (tmp_path / "junk.db").write_text("junk")
    for name in ("locked", "none", "junk"):
        line = f"fleet-tui show --database {tmp_path / f'{name}.db'} technicians A"
        assert answered(line, monkeypatch, capsys) == (0, "", ""), name
    held.close()
    assert not (tmp_path / "none.db").exists()


PROBES = {
    "bash": """eval "$(fleet-tui completion bash)"
        COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; read -ra COMP_WORDS <<<"$COMP_LINE"
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); compopt() {{ :; }}
        _fleet_tui; printf '%s\\n' "${{COMPREPLY[@]}}" """,
    "fish": """fleet-tui completion fish | source; complete -C '{line}'""",
}


@pytest.mark.parametrize("shell", PROBES)
def test_the_shell_itself_offers_the_words(shell: str, services: Services, home: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    administered(services)
    added(services, TECHNICIANS, name="Ann Porter")
    names = {"bash": r"Ann\ Porter", "fish": "Ann Porter"}
    program = tmp_path / "bin" / "fleet-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m fleet_tui "$@"\n')
    program.chmod(0o755)
    variables = environment(home, FLEET_TUI_DATABASE=str(tmp_path / "fleet.db"))
    variables["PATH"] = f"{program.parent}:{variables.get('PATH', '/usr/bin:/bin')}"
    for line, word in {"fleet-tui deac": "deactivate", "fleet-tui show technicians An": names[shell]}.items():
        script = PROBES[shell].format(line=line)
        ended = subprocess.run([shell, "-c", script], env=variables, capture_output=True, text=True, check=False)
        found = [each.split("\t")[0].replace("fish: ", "") for each in ended.stdout.splitlines()]
        assert word in found or word.replace(" ", r"\ ") in found, (ended.stdout, ended.stderr)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_one_that_the_shell_can_read(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    ended = subprocess.run([shell, "-n"], input=SCRIPTS[shell], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
