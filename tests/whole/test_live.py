"""Two programs on one database: each sees within three seconds what the other has open and changes, for a few bytes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from fleet_tui.ui.people.live.follow import FOLLOWS
from tests.support.terminals.terminal import Terminal

SIGN, CHANGE = 25, 120
"""Bytes of a sign in the gutter, and of another name in a row with the position of the list."""
SIDEBAR = 16
"""Cells of the sidebar and of what parts it from the list."""
PANE, ROW_BESIDE_PANE = 2_000, 500
"""Bytes of the pane with the list beside it, and of a row down with what differs in the pane."""
PATIENCE = FOLLOWS + 3.0
"""Seconds until a change of others is seen, on a machine that does much else."""


def sees(terminal: Terminal, wanted: Callable[[Terminal], object], most: int) -> None:
    """Wait for something that nobody types; it takes at most so many bytes."""
    mark, began = terminal.mark(), time.monotonic()
    terminal.wait_for(wanted)
    assert time.monotonic() - began < PATIENCE
    terminal.read_until_quiet()
    assert 0 < mark.bytes <= most


def first_row(terminal: Terminal) -> str:
    """The row of the first person."""
    return next(line for line in terminal.lines if line[SIDEBAR:].startswith(">"))


@pytest.mark.long
def test_two_programs_follow_each_other(demo_file: Path, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(demo_file, path)
    arguments = ["--database", str(path), "--line", "lean"]
    with (
        Terminal.start(arguments, home=home) as one,
        Terminal.start(arguments, home=home) as other,
        closing(open_database(path)) as database,
    ):
        for terminal in (one, other):
            terminal.wait_for("row 1")
            terminal.wait_for("Quit")
            terminal.read_until_quiet()
        one.press("enter")
        one.wait_for("Edit Technician")
        sees(other, lambda terminal: first_row(terminal)[SIDEBAR:].startswith(">@"), SIGN)
        one.process.kill()
        one.process.wait()
        sees(other, lambda terminal: first_row(terminal)[SIDEBAR:].startswith("> "), SIGN)
        services = Services(Context(database, SystemActor("zoe")), tmp_path)
        people = services.people
        person = people.profile(PersonKind.TECHNICIAN, people.ids(ListQuery(PersonKind.TECHNICIAN, ("name",)))[0])
        people.save(PersonKind.TECHNICIAN, person.id, person.version, {"name": "Aaaron Aa"})
        sees(other, lambda terminal: "> Aaaron Aa" in first_row(terminal), CHANGE)
        mark = other.mark()
        other.read_until_quiet(FOLLOWS + 0.5)
        assert mark.bytes == 0, "a list that shows everything sends nothing"


def test_the_pane_sends_what_differs(demo_file: Path, home: Path) -> None:
    with Terminal.start(["--database", str(demo_file), "--line", "lean"], home=home, size=(132, 24)) as terminal:
        terminal.wait_for("row 1")
        terminal.wait_for("Quit")
        terminal.read_until_quiet()
        mark = terminal.mark()
        terminal.press("p")
        terminal.wait_for("  Mobile     (")
        terminal.read_until_quiet()
        assert 0 < mark.bytes <= PANE
        for row in range(2, 5):
            mark, before = terminal.mark(), terminal.lines[0].rpartition("  ")[2]
            terminal.press("down")
            terminal.wait_for(f"row {row}")
            terminal.wait_for(lambda terminal, before=before: terminal.lines[0].rpartition("  ")[2] != before)  # type: ignore[misc]
            terminal.read_until_quiet()
            assert 0 < mark.bytes <= ROW_BESIDE_PANE
