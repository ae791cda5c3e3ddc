"""A start by the operating system's user: the sign-in is recorded once, however early the program ends."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from fleet_tui.storage.check.database import check
from tests.support.people import services_on
from tests.support.terminals.terminal import Terminal


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
