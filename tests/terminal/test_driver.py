"""The driver never waits for the line: what the line does not take waits, and the event loop goes on."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path

from tests.support.terminals.terminal import Terminal, environment

FIRST_LIST = "Active: Active"
BEATING = """
import asyncio, os, pathlib, sys
from fleet_tui.ui.app.app import FleetApp
beats = pathlib.Path(os.environ["HOME"]) / "beats"
async def beat(self):
    count = 0
    while True:
        count += 1
        beats.write_text(str(count))
        await asyncio.sleep(0.01)
def start(self):
    self.run_worker(beat(self), group="beat")
FleetApp.on_mount = start
from fleet_tui.cli.main import main
sys.exit(main(["--demo=60"]))
"""


def fill(terminal: Terminal) -> None:
    """Take all the room that the line has."""
    line = os.open(os.ttyname(terminal._inside), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    while select.select((), (line,), (), 0.1)[1]:
        os.write(line, bytes(4096))
    os.close(line)


def test_the_event_loop_goes_on_while_the_line_takes_nothing(home: Path) -> None:
    def beats() -> int:
        return int((home / "beats").read_text() or 0)

    with Terminal([sys.executable, "-c", BEATING], environment(home), answers=False, fresh=False) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.stall()
        fill(terminal)
        for _ in range(150):
            terminal.press_without_reading("pagedown", "ctrl+l")
        stalled_at = beats()
        terminal.wait_for(lambda _: beats() > stalled_at + 200)
        terminal.resume()
        terminal.press("home")
        terminal.wait_for("row 1")
