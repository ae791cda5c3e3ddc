"""A start by the operating system's user: what it does without, and that the sign-in is recorded once.

Counts are the same on every computer; times are measured by `tests/bench`.
"""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from fleet_tui.storage.check.database import check
from tests.support.people import TECHNICIANS, load, new_person, services_on
from tests.support.starts import first_list
from tests.support.terminals.terminal import Terminal

STATEMENTS = 24
"""Of the session: the company, the accounts of that name, how they stand and the clock; then the permissions, and of
the page its revision, counts, ids, rows, entries and names. Nothing is written."""
REMEMBERED = 2
"""More statements for a list that was left in the middle: the place of the person at the cursor, and the people above
in a statement of their own."""
MODULES = 210
COMMAND_LINE = {"fleet_tui.cli.main", "fleet_tui.cli.arguments"}
"""What a start imports of the command line: no command."""
"""Of the program; those of a room that is not entered are not among them."""
LATER = {
    "fleet_tui.domain.bulk",
    "fleet_tui.domain.filter_line",
    "fleet_tui.domain.people.rules",
    "fleet_tui.mail",
    "fleet_tui.services.accounts.sign_in",
    "fleet_tui.services.bulk",
    "fleet_tui.services.company",
    "fleet_tui.services.mail",
    "fleet_tui.services.undo",
    "fleet_tui.storage.schema.employee_detail_tables",
    "fleet_tui.storage.schema.other_tables",
    "fleet_tui.storage.schema.technician_detail_tables",
    "fleet_tui.ui.dialogs",
    "fleet_tui.ui.form",
    "PIL",
    "argon2",
    "email_validator",
    "phonenumbers",
    "platformdirs.windows",
    "smtplib",
    "tomllib",
    "zxcvbn",
}


def sign_ins(path: Path) -> int:
    """How often a sign-in is in the history of a whole file."""
    services = services_on(path)
    try:
        assert check(services.database) == ()
        with services.database.read() as connection:
            statement = "SELECT count(*) FROM history WHERE action = 'signed in'"
            return int(connection.exec_driver_sql(statement).scalar_one())
    finally:
        services.database.close()


@pytest.fixture
def own(own_file: Path, tmp_path: Path) -> Path:
    """A database whose administrator is the operating system's user."""
    return Path(shutil.copy(own_file, tmp_path / "fleet.db"))


def test_the_first_list_asks_little_and_writes_nothing(own: Path, home: Path) -> None:
    services = services_on(own)
    load(services.database, [new_person(TECHNICIANS, {"name": f"Person {n}", "type": "managed"}) for n in range(40)])
    services.database.close()
    start = first_list(own, home)
    assert len(start.statements) == STATEMENTS, "\n".join(start.statements)
    assert {statement.split()[0] for statement in start.statements} == {"BEGIN", "SELECT"}
    assert not LATER & start.modules
    assert {name for name in start.own if name.startswith("fleet_tui.cli.")} <= COMMAND_LINE
    assert len(start.own) <= MODULES


def test_a_list_that_was_left_in_the_middle_comes_back_in_the_first_picture(own: Path, home: Path) -> None:
    services = services_on(own)
    load(services.database, [new_person(TECHNICIANS, {"name": f"Person {n}", "type": "managed"}) for n in range(40)])
    services.database.close()
    with Terminal.start(["--database", str(own)], home=home) as terminal:
        terminal.wait_for("row 1")
        terminal.press("s", "end", "up")
        terminal.wait_for("row 39")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    start = first_list(own, home, "row 39")
    assert len(start.statements) == STATEMENTS + REMEMBERED, "\n".join(start.statements)
    assert not LATER & start.modules
    assert len(start.own) <= MODULES + 2


def test_a_start_is_recorded_once(own: Path, home: Path) -> None:
    with Terminal.start(["--database", str(own)], home=home) as terminal:
        terminal.wait_for("Active: Active")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert sign_ins(own) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("until", ["\x1b", "Active: Active"])
def test_a_start_that_ends_early_is_recorded_whole_or_not_at_all(
    number: signal.Signals, until: str, own: Path, home: Path
) -> None:
    with Terminal.start(["--database", str(own)], home=home) as terminal:
        terminal.wait_for(lambda screen: until.encode() in screen.output)
        terminal.process.send_signal(number)
        terminal.process.wait(timeout=20)
    assert sign_ins(own) <= 1
