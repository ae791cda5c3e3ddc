"""What a process does that is killed while it undoes."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from fleet_tui.domain.errors import Refusal
from tests.support.people import services_on


def undo_until_killed(path: Path, acknowledge: Connection) -> None:
    """Undo and redo the last thing in turn, and say the operation of each that was done."""
    services = services_on(path)
    while True:
        for redo in (False, True):
            try:
                plan = services.undo.plan(redo=redo)
            except Refusal:
                continue  # a killed one had taken the other's turn
            acknowledge.send(services.undo.run(plan).operation)
