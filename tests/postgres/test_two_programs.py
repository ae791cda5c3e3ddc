"""Two dispatchers on one server, each in a terminal of their own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.ui.people.live.follow import FOLLOWS
from tests.support.servers import Server
from tests.support.terminals.terminal import Terminal

PATIENCE = FOLLOWS + 3.0
"""Seconds until a change of others is seen, on a machine that does much else."""


@pytest.mark.long
def test_two_dispatchers_follow_each_other_merge_and_outlive_a_restart(
    server: Server, demo_file: Path, home: Path
) -> None:
    address = server.address(server.make())
    assert main(["copy", "--from", str(demo_file), "--to", address]) == 0
    arguments = ["--database", address, "--line", "lean"]
    with Terminal.start(arguments, home=home) as one, Terminal.start(arguments, home=home) as other:
        for terminal in (one, other):
            terminal.wait_for("row 1")
            terminal.wait_for("Quit")
        one.press("enter")
        one.wait_for("Edit Technician")
        one.press("end", *" Aa")
        one.wait_for(" Aa")
        server.stop()
        one.press("f2")
        one.wait_for("does not answer")
        server.start()
        one.press("f2")
        one.wait_for("Saved.")
        began = time.monotonic()
        other.wait_for(" Aa")
        assert time.monotonic() - began < PATIENCE
        other.press("enter")
        other.wait_for("Edit Technician")
        for terminal, typed in ((one, " Bb"), (other, " Cc")):
            terminal.press("end", *typed)
            terminal.wait_for(typed)
        one.press("f2")
        one.wait_for("Saved.")
        other.press("f2")
        other.wait_for("Enter saves")
        other.read_until_quiet()
        other.press("enter")
        other.wait_for("Saved.")
        one.press("escape")
        one.wait_for("Cc")
    assert main(["--database", address, "check"]) == 0
