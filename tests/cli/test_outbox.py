"""`fleet-tui outbox` lists what waits for who may see it, and sends what is due for whoever has the database file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from tests.support.outbox import invite
from tests.support.people import administered, services_on
from tests.support.smtp_server import serving
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment

TITLES = "ID\tTo\tMessage\tWay\tAddress\tState\tQueued\tDue\tSent\tTries\tReason"


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Path:
    """A database in which two technicians are invited, whose messages are due."""
    path = tmp_path / "fleet.db"
    path.write_bytes(empty_file.read_bytes())
    services = services_on(path)
    services.company.save(1, {"hold_seconds": "0"})
    administered(services)
    invite(services, 2)
    services.database.close()
    return path


def rows(text: str) -> list[list[str]]:
    """The cells of a table."""
    return [line.split("\t") for line in text.splitlines()]


def test_what_waits_is_listed_without_what_it_brings(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox", "list", "--database", str(path)]) == 0
    out, words = capsys.readouterr()
    assert words == ""
    assert out.splitlines()[0] == TITLES
    assert [row[:6] for row in rows(out)[1:]] == [
        ["2", "Person 1", "Invitation", "E-mail", "1@x.org", "waits"],
        ["1", "Person 0", "Invitation", "E-mail", "0@x.org", "waits"],
    ]


def test_what_is_due_goes_into_the_folder_that_is_told(
    path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / ".local/share/fleet-tui/mail"
    assert main(["outbox", "send", "--database", str(path)]) == 0
    out, words = capsys.readouterr()
    assert words == f"files in {folder}: no SMTP server is set.\n"
    assert [row[5] for row in rows(out)] == ["sent", "sent"]
    assert len(list(folder.glob("*.eml"))) == 2
    assert main(["--database", str(path), "outbox", "list"]) == 0
    assert capsys.readouterr().out == f"{TITLES}\n"
    assert main(["outbox", "list", "--all", "--database", str(path)]) == 0
    assert [row[5] for row in rows(capsys.readouterr().out)] == ["State", "sent", "sent"]


def test_what_cannot_be_sent_is_told_and_is_exit_1(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("FLEET_TUI_CONFIG", str(config))
    with serving() as server:
        config.write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nfrom = "fleet@x.org"\n'
        )
        server.says = {"0@x.org": "550 no such box", "1@x.org": "451 later"}
        assert main(["outbox", "send", "--database", str(path)]) == 1
    out, words = capsys.readouterr()
    assert [row[5] for row in rows(out)] == ["not sent", "tried again"]
    assert words.splitlines() == [
        "SMTP: 127.0.0.1; text messages: files in " + str(tmp_path / "home/.local/share/fleet-tui/mail") + ".",
        "Person 0, 0@x.org: not sent: 550 no such box.",
        "Person 1, 1@x.org: tried again: 451 later.",
    ]
    assert main(["outbox", "list", "--database", str(path)]) == 0
    out, words = capsys.readouterr()
    assert [row[10] for row in rows(out)[1:]] == ["451 later"]
    assert words == "1 could not be sent: --all shows them too.\n"


def test_cells_cannot_act_on_a_terminal_or_a_spreadsheet(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    services = services_on(path)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE technician SET name = '=1+1\t\x1b[2J' WHERE id = 1")
    services.database.close()
    assert main(["outbox", "list", "--database", str(path)]) == 0
    assert rows(capsys.readouterr().out)[2][1] == "'=1+1 \ufffd[2J"


@for_each("wrong", [["list", "--watch"], ["send", "--all"], [], ["sent"]])
def test_wrong_usage_is_exit_2(wrong: list[str], path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["outbox", *wrong, "--database", str(path)])
    assert ended.value.code == 2
    assert "usage: fleet-tui outbox" in capsys.readouterr().err


def test_a_watch_sends_what_becomes_due_and_ends_well_on_a_signal(path: Path, home: Path) -> None:
    command = [sys.executable, "-m", "fleet_tui", "outbox", "send", "--watch", "--database", str(path)]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watch:
        assert watch.stdout
        assert b"Person 0" in watch.stdout.readline()
        assert b"Person 1" in watch.stdout.readline()
        os.kill(watch.pid, signal.SIGTERM)
        out, words = watch.communicate(timeout=20)
    assert (watch.returncode, out) == (0, b"")
    assert words.count(b"\n") == 1
