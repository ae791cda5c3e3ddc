"""A command acts as somebody: the operating system's user, or who types a password on the terminal, unseen."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui.bootstrap import settings
from fleet_tui.cli.main import main
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, added, administered, employee, entry
from tests.support.sign_in import FIRST, SECOND
from tests.support.terminals.terminal import Terminal, environment

ADMINISTRATOR = "Administrator"


def boss(services: Services) -> Session:
    """An administrator with the password `SECOND` in a company of passwords."""
    services.company.save(services.company.get().version, {"sign_in": PASSWORD})
    account = {"account_setup": "create", "username": "eve", "password": FIRST, "confirm": FIRST}
    role = entry(services, ListName.EMPLOYEE_ROLES, ADMINISTRATOR)
    services.people.add(EMPLOYEES, employee(services, role=role, **account))
    outside = services.signed_in_as(Anonymous("login"))
    session = outside.sign_in.with_password("eve", FIRST)
    return outside.signed_in_as(SignedInUser(session)).my_account.change_password(FIRST, SECOND, SECOND)


def at_terminal(home: Path, path: Path, *arguments: str) -> Terminal:
    """A command in a terminal."""
    return Terminal.start([*arguments, "--database", str(path)], home=home)


def test_without_an_administrator_commands_are_refused(
    services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["list", "technicians"],
        ["outbox", "list"],
        ["undo", "--yes"],
        ["activate", "technicians", "1", "--yes"],
    ):
        assert main(["--database", str(tmp_path / "fleet.db"), *arguments]) == 1
        assert capsys.readouterr() == (
            "",
            "It has no administrator yet: start fleet-tui in a terminal once to set it up.\n",
        )


def test_a_user_of_the_system_needs_an_account_and_permissions_and_leaves_no_sign_in(
    services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    administered(services)
    services.signed_in_as(Anonymous(settings.actor())).sign_in.by_system()
    person = added(services, TECHNICIANS)
    before = services.history.events()

    def ended(*arguments: str) -> tuple[int, str]:
        return main(["--database", str(tmp_path / "fleet.db"), *arguments]), capsys.readouterr().err

    assert ended("list", "technicians") == (0, "")
    assert ended("list", "technicians", "--user", settings.actor()) == (0, "")
    code, words = ended("list", "technicians", "--user", "somebody")
    assert code == 1
    assert "leave out --user" in words
    assert services.history.events() == before
    with monkeypatch.context() as patch:
        patch.setattr("fleet_tui.bootstrap.services.actor", lambda: "stranger")
        code, words = ended("list", "technicians")
        assert code == 1
        assert "stranger" in words
    with services.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM role_permission WHERE permission = 'activate_people'")
    code, words = ended("deactivate", "technicians", str(person.id), "--yes")
    assert code == 1
    assert "“Activate and deactivate profiles”" in words
    assert services.people.profile(TECHNICIANS, person.id).active
    with services.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM role_permission WHERE permission = 'export_people'")
    for format in ("table", "csv", "json"):
        code, words = ended("list", "technicians", "--format", format)
        assert code == 1
        assert "“Export people”" in words


def test_a_password_is_asked_on_the_terminal_and_never_shown(services: Services, tmp_path: Path, home: Path) -> None:
    boss(services)
    added(services, TECHNICIANS)
    with at_terminal(home, tmp_path / "fleet.db", "list", "technicians") as terminal:
        before = terminal.mode_at_start
        terminal.wait_for(f"Username [{settings.actor()}]:")
        terminal.type("eve\r")
        terminal.wait_for("Password of eve:")
        terminal.type(f"{SECOND}\r")
        assert terminal.wait_for_end() == 0
        assert "Ann Porter" in terminal.text
        assert SECOND.encode() not in terminal.output
        assert terminal.line_mode == before


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("wrong\r", 1, "do not open an account here"),
        ("\x04", 1, "Nobody has signed in."),
        ("\x03", 130, "Nothing was done."),
    ],
    ids=["wrong", "ctrl+d", "ctrl+c"],
)
def test_what_opens_no_account_ends_it(
    services: Services, tmp_path: Path, home: Path, typed: str, code: int, words: str
) -> None:
    boss(services)
    with at_terminal(home, tmp_path / "fleet.db", "list", "technicians", "--user", "eve") as terminal:
        before = terminal.mode_at_start
        terminal.wait_for("Password of eve:")
        terminal.type(typed)
        assert terminal.wait_for_end() == code
        assert terminal.line_mode == before
        assert words in " ".join(terminal.text.split())
        assert "Username" not in terminal.text.partition("Password of")[0]


def test_who_leaves_the_first_question_has_a_line_of_their_own_again(
    services: Services, tmp_path: Path, home: Path
) -> None:
    boss(services)
    with at_terminal(home, tmp_path / "fleet.db", "list", "technicians") as terminal:
        terminal.wait_for("Username [")
        terminal.type("\x03")
        assert terminal.wait_for_end() == 130
        assert terminal.text.rstrip().splitlines()[-1].rstrip() == "Nothing was done."


def test_a_signal_at_the_question_gives_the_terminal_back(services: Services, tmp_path: Path, home: Path) -> None:
    boss(services)
    with at_terminal(home, tmp_path / "fleet.db", "list", "technicians", "--user", "eve") as terminal:
        before = terminal.mode_at_start
        terminal.wait_for("Password of eve:")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert terminal.line_mode == before


def test_without_a_terminal_a_password_cannot_be_asked_for(services: Services, tmp_path: Path, home: Path) -> None:
    boss(services)
    ended = subprocess.run(
        [sys.executable, "-m", "fleet_tui", "list", "technicians", "--database", str(tmp_path / "fleet.db")],
        env=environment(home), input=f"eve\n{SECOND}\n", capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "is asked on a terminal, and there is none" in ended.stderr


def test_check_needs_nobody(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--database", str(tmp_path / "fleet.db")]) == 0
    assert "technicians: 0 (0 active)" in capsys.readouterr().out
