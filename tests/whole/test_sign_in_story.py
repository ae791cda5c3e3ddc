"""Accounts from the first start to the last refusal, in two pseudo-terminals and over a real mail server."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.domain.local_time import day_in_short
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.services.accounts.sign_in import WRONG
from fleet_tui.services.accounts.use_code import NOTHING
from fleet_tui.services.base.actor import Anonymous
from tests.support.people import TECHNICIANS, services_on
from tests.support.smtp_server import MailServer, serving
from tests.support.terminals.program_driving import Program
from tests.support.terminals.terminal import Terminal, environment

OFTEN = """
import sys
from fleet_tui.bootstrap import mail_worker as mailing
from fleet_tui.ui.app import session_monitor as watch
mailing.POLL = mailing._FIRST = 0.1
watch.LOOKS = 0.5
from fleet_tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The program, which looks more often than every few seconds for messages to send, and whether somebody may stay."""

ADAS, TOMS = "seven purple depots", "nine yellow tow trucks"
"""Their passwords."""
TOLD = ["code refused", "asked reset", "refused", "deactivated"]
"""What the history ends with, newest first."""


def started(path: Path, home: Path, config: Path) -> Terminal:
    """The program in a terminal of its own."""
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-c", OFTEN, "--database", str(path)]
    return Terminal(command, environment(home, FLEET_TUI_CONFIG=str(config)), fresh=False)


def code_in(program: Program, server: MailServer, number: int) -> str:
    """The code that came with that message."""
    program.terminal.wait_for(lambda _: len(server.box) >= number)
    received = server.box[number - 1]
    assert received.recipients == ("tom@example.com",)
    (code,) = re.findall(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b", received.message.get_content())
    return code


def set_up(ada: Program) -> None:
    """The first start."""
    ada.shows("First start")
    ada.write("Company Name", "Depot North")
    ada.write("Your Name", "Ada Boss")
    ada.write("Your E-mail", "ada@example.com")
    ada.write("Username", "ada")
    ada.write("Password", ADAS)
    ada.write("Confirm Password", ADAS)
    ada.press("f2")
    ada.shows("There are no technicians yet")


def invite(ada: Program) -> None:
    """Add a technician who is sent an invitation."""
    ada.press("a")
    ada.shows("Add Technician")
    ada.write("Technician Name", "Tom Rider")
    ada.pick("Company Position", "Service", several=True)
    ada.pick("Technician Type", "Non-managed")
    ada.pick("Role", "Driver")
    ada.write("Email", "tom@example.com")
    ada.pick("New Account Status", "Send invitation")
    ada.press("f2")
    ada.shows("Edit Technician · Tom Rider · Active · Pending")
    ada.press("escape")
    ada.shows("1 of 1")


def enter_with(tom: Program, code: str) -> None:
    """Use a code at the door."""
    tom.press("f3")
    tom.shows("I have a code")
    tom.write("Code", code)
    tom.press("f2")
    tom.shows("An invitation for Tom Rider")
    tom.write("Password", TOMS)
    tom.write("Confirm", TOMS)
    tom.press("f2")
    tom.shows("Sign out")
    tom.shows("Tom Rider")


def deactivate(ada: Program) -> None:
    """Deactivate the technician at the cursor."""
    ada.press("x")
    ada.shows("d Deactivate")
    ada.press("d")
    ada.shows("1 will change")
    ada.answer("enter")
    ada.shows("1 changed")
    ada.answer("enter")
    ada.shows("0 of 1")


def refused_everywhere(tom: Program, server: MailServer, reset: str) -> None:
    """Neither the password nor a code opens anything, and no message is sent."""
    tom.write("Username", "tom@example.com")
    tom.write("Password", TOMS)
    tom.press("f2")
    tom.shows(WRONG)
    tom.press("f4")
    tom.shows("I forgot my password")
    tom.press("end", "ctrl+u")
    tom.terminal.type("tom@example.com")
    tom.shows("tom@example.com")
    tom.press("enter")
    tom.shows("a message is on its way")
    tom.press("f3")
    tom.shows("I have a code")
    tom.write("Code", reset)
    tom.press("f2")
    tom.shows(NOTHING)
    assert len(server.box) == 2


def test_a_technician_is_invited_signs_in_is_deactivated_and_is_refused_everywhere(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, config = tmp_path / "fleet.db", tmp_path / "config.toml"
    services = services_on(path)
    services.company.save(services.company.get().version, {"hold_seconds": "0"})
    with serving() as server:
        config.write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nfrom = "fleet@example.com"\n'
        )
        with ExitStack() as stack:
            at_adas = stack.enter_context(started(path, home, config))
            ada = Program(at_adas)
            set_up(ada)
            invite(ada)
            code = code_in(ada, server, 1)
            tom = Program(stack.enter_context(started(path, tmp_path / "tom", config)))
            enter_with(tom, code)
            today = day_in_short(date.today(), date.today())
            ada.press("r", *["l"] * TECHNICIAN.columns.index("status"))
            at_adas.wait_for(lambda _: any("Tom Rider" in line and today in line for line in ada.body()))

            services.signed_in_as(Anonymous("tom")).resets.request("tom@example.com")
            reset = code_in(ada, server, 2)
            assert reset != code
            deactivate(ada)
            tom.shows("Your profile is not active any more")
            refused_everywhere(tom, server, reset)
            ada.leave()
    assert [event.action for event in services.history.events(limit=4)] == TOLD
    assert not services.people.profile(TECHNICIANS, 1).active
    services.database.close()
    assert main(["check", "--database", str(path)]) == 0
    assert "good" in capsys.readouterr().out
    for file in path.parent.glob(f"{path.name}*"):
        for secret in (code, reset, ADAS, TOMS):
            for spelled in (secret, secret.replace("-", "")):
                assert spelled.encode() not in file.read_bytes(), file
