"""A user comes back to where they were, however the program ended."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest

from tests.support.people import TECHNICIANS, load, new_person, services_on
from tests.support.terminals.terminal import Terminal


@pytest.fixture
def company(own_file: Path, tmp_path: Path) -> Path:
    """Sixty technicians, whose administrator is the operating system's user."""
    path = Path(shutil.copy(own_file, tmp_path / "fleet.db"))
    services = services_on(path)
    load(services.database, [new_person(TECHNICIANS, {"name": f"Person {n:02}", "type": "managed"}) for n in range(60)])
    services.database.close()
    return path


def row_kept(home: Path) -> int:
    """The person of the list that is on disk; people were added in the order of their names."""
    return max(
        (json.loads(path.read_text())["person"] for path in home.rglob("remembered-technicians.json")), default=0
    )


@pytest.mark.parametrize("end", ["quit", "line", "kill"])
def test_the_next_program_shows_the_same(end: str, company: Path, home: Path) -> None:
    with Terminal.start(["--database", str(company)], home=home) as terminal:
        terminal.wait_for("row 1")
        terminal.press("s", "end", "up", "up", "space")
        terminal.wait_for("row 59")
        terminal.wait_for("1 marked")
        before = terminal.text
        if end == "quit":
            terminal.press("q")
        elif end == "line":
            terminal.hang_up()
        else:
            terminal.wait_for(lambda _: row_kept(home) == 2 and [*home.rglob("marks-*.json")])
            terminal.process.send_signal(signal.SIGKILL)
        terminal.process.wait(timeout=20)
    with Terminal.start(["--database", str(company)], home=home) as terminal:
        terminal.wait_for("1 marked")
        terminal.wait_for(lambda screen: screen.text.splitlines()[:-1] == before.splitlines()[:-1])
        terminal.press("q")
        terminal.wait_for_end()
