"""The command line: data on standard output, words on standard error, exit codes that a script can trust."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui import __version__
from fleet_tui.cli.main import main
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.people import administered
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment


def fleet_tui(*arguments: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "fleet_tui", *arguments],
        env=environment(home, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_version_needs_nothing_heavy(home: Path) -> None:
    code = (
        "import sys, fleet_tui.cli.main as cli\n"
        "try: cli.main(['--version'])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'textual', 'sqlalchemy', 'sqlmodel', 'rich', 'pydantic', 'phonenumbers', 'dataclasses'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr) == (f"Fleet TUI {__version__}\n", "")


def test_help_names_every_command_and_goes_to_standard_output(home: Path) -> None:
    ended = fleet_tui("--help", home=home)
    assert ended.returncode == 0
    assert ended.stderr == ""
    commands = (
        "list",
        "activate",
        "deactivate",
        "invite",
        "reset",
        "set",
        "import",
        "undo",
        "redo",
        "billed",
        "demo",
        "check",
        "paths",
        "doctor",
        "outbox",
    )
    for word in (*commands, "--database", "--demo", "--line", "--version"):
        assert word in ended.stdout


@for_each(
    "arguments",
    [
        ["nonsense"],
        ["list"],
        ["list", "trucks"],
        ["list", "technicians", "--format", "xml"],
        ["list", "technicians", "--all", "--inactive"],
        ["billed", "soon"],
        ["billed", "2026-02-30"],
        ["demo", "file.db"],
        ["demo", "file.db", "--people", "0"],
        ["demo", "file.db", "--people", "many"],
        ["demo", "file.db", "--people", "5", "--seed", "x"],
        ["--demo=0"],
        ["--demo", "--database", "file.db"],
        ["--demo=5", "check"],
        ["--database", ""],
        ["--line", "fast"],
        ["doctor", "--line", ""],
        ["--nonsense"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    out, words = capsys.readouterr()
    assert out == ""
    assert "fleet-tui" in words


def test_wrong_usage_sends_nothing_on_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["list", "technicians", "--\x1b]0;owned\x07", "\u202ex"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "owned" in told
    assert not {"\x1b", "\x07", "\u202e"} & set(told)


def test_the_words_for_kinds_are_the_domains(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["list", "--help"])
    assert "{" + ",".join(kind.value for kind in PersonKind) + "}" in capsys.readouterr().out


def test_the_list_is_what_the_screen_opens_with(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines: dict[str, list[str]] = {}
    for name, more in (("active", []), ("inactive", ["--inactive"]), ("all", ["--all"])):
        assert main(["--database", str(demo_file), "list", "technicians", *more]) == 0
        header, *lines[name] = capsys.readouterr().out.splitlines()
        for field in PROFILE_TYPES[PersonKind.TECHNICIAN].column_fields:
            assert field.title in header
    assert lines["active"]
    assert lines["inactive"]
    assert all(line.endswith(" Active") for line in lines["active"])
    assert all(line.endswith(" Inactive") for line in lines["inactive"])
    assert sorted(line.split("  ")[0] for line in lines["active"] + lines["inactive"]) == sorted(
        line.split("  ")[0] for line in lines["all"]
    )


def test_csv_has_field_names_and_every_person_once(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "employees", "--all", "--format", "csv", "--database", str(demo_file)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == ("id", *PROFILE_TYPES[PersonKind.EMPLOYEE].columns)
    assert len({row["id"] for row in rows}) == len(rows) == 18
    assert all(row["mobile"].startswith("+1") for row in rows if row["mobile"])


def test_json_is_an_array_of_values(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "technicians", "--all", "--format", "json", "--database", str(demo_file)]) == 0
    people = json.loads(capsys.readouterr().out)
    assert len(people) == 42
    assert isinstance(people[0]["positions"], list)
    assert {person["active"] for person in people} == {True, False}


def test_json_of_nobody_is_an_empty_array(
    services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    administered(services)
    assert main(["list", "technicians", "--format", "json", "--database", str(tmp_path / "fleet.db")]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_long_list_is_read_in_windows_that_leave_nobody_out(
    demo_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["list", "technicians", "--format", "csv", "--database", str(demo_file)]
    assert main(arguments) == 0
    whole = capsys.readouterr().out
    monkeypatch.setattr("fleet_tui.cli.list._WINDOW", 7)
    assert main(arguments) == 0
    assert capsys.readouterr().out == whole


def test_check_counts_people(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--database", str(demo_file)]) == 0
    out = capsys.readouterr().out
    assert "good" in out
    assert "technicians: 42 (" in out
    assert "employees: 18 (" in out


def test_check_finds_a_change_made_behind_the_programs_back(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "changed.db"
    path.write_bytes(demo_file.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE technician SET name = 'changed' WHERE id = 3")
        connection.commit()
    assert main(["check", "--database", str(path)]) == 1
    out, words = capsys.readouterr()
    assert out == ""
    assert "Technician 3" in words


def test_paths_follow_the_argument_the_variable_and_the_settings(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def database() -> str:
        out = capsys.readouterr().out
        return next(line.split("  ", 1)[1].strip() for line in out.splitlines() if line.startswith("database"))

    main(["paths"])
    assert database() == str(home / ".local/share/fleet-tui/fleet.db")
    settings = home / ".config/fleet-tui/config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('database = "~/from-settings.db"')
    main(["paths"])
    assert database() == str(home / "from-settings.db")
    monkeypatch.setenv("FLEET_TUI_DATABASE", "/from/variable.db")
    main(["paths"])
    assert database() == "/from/variable.db"
    main(["--database", "/from/argument.db", "paths"])
    assert database() == "/from/argument.db"
    main(["paths", "--database", "/from/argument.db"])
    assert database() == "/from/argument.db"


def test_paths_say_where_the_key_and_the_messages_are(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", "/from/argument.db", "paths"]) == 0
    paths = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert paths["key"] == "/from/argument.db-key"
    assert paths["mail"] == str(home / ".local/share/fleet-tui/mail")


def test_paths_makes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paths"]) == 0
    assert list(home.iterdir()) == []


def test_wrong_settings_are_2(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settings = home / "settings.toml"
    settings.write_text("databse = 1")
    monkeypatch.setenv("FLEET_TUI_CONFIG", str(settings))
    assert main(["paths"]) == 2
    out, words = capsys.readouterr()
    assert out == ""
    assert words == f"{settings}: line 1: there is no setting “databse”. Did you mean “database”?\n"


def test_a_wrong_line_is_2(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLEET_TUI_LINE", "fast")
    assert main(["paths"]) == 2
    out, words = capsys.readouterr()
    assert out == ""
    assert words == "FLEET_TUI_LINE is “fast”. Make it one of auto, rich, lean, vt100, or unset it.\n"


def test_without_a_terminal_the_app_says_what_works(home: Path) -> None:
    for variables in ({}, {"TERM": "dumb"}):
        ended = fleet_tui("--demo", home=home, **variables)
        assert ended.returncode == 1
        assert ended.stdout == ""
        assert "fleet-tui list technicians" in ended.stderr
        assert ended.stderr.count("\n") == 1
    assert list(home.iterdir()) == []


def test_demo_refuses_a_file_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    assert main(["demo", str(path), "--people", "3"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert path.read_text() == "mine"


def test_demo_leaves_one_file_for_this_user_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    assert main(["demo", str(folder / "a.db"), "--people", "3"]) == 0
    assert [path.name for path in folder.iterdir()] == ["a.db"]
    assert stat.S_IMODE((folder / "a.db").stat().st_mode) == 0o600
    assert capsys.readouterr().out == ""


def test_demo_in_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "no" / "a.db"), "--people", "3"]) == 1
    assert "cannot be made" in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


def test_no_variable_changes_who_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    from fleet_tui.bootstrap.settings import actor

    for name in ("USER", "LOGNAME", "USERNAME", "FLEET_TUI_USER"):
        monkeypatch.setenv(name, "somebody-else")
    assert actor() == pwd.getpwuid(os.getuid()).pw_name
