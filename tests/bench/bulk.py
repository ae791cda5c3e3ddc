"""Bulk actions: plan and run of many marked people with their history, beside the bare UPDATE of the same rows.

Runs in a process of its own for each action and size, so that memory can be compared:
`python -m tests.bench.bulk DATABASE ACTION PEOPLE ROUNDS` prints the samples as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.measuring import Figure, resident

_BEAT = 0.002
_MEMORY = "more memory at the peak"
_GOALS = {"as a ratio to the UPDATE": 4.0, _MEMORY: 60.0, "longest wait of the event loop": 50.0}
_UNITS = {"as a ratio to the UPDATE": "x", _MEMORY: "MB"}
_BARE = {
    "Deactivate": "UPDATE technician SET active = 0 WHERE id IN (SELECT value FROM json_each(?))",
    "Set Team": "UPDATE technician SET team = {team}, team_key = 'x' WHERE id IN (SELECT value FROM json_each(?))",
}


def figures(database: Path, people: int, rounds: int) -> Iterator[Figure]:
    """Every action on that many people, so many times, each time on a fresh copy of the database."""
    for action in _BARE:
        command = [sys.executable, "-m", "tests.bench.bulk", str(database), action, str(people), str(rounds)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        for what, samples in found.items():
            goal = _GOALS.get(what) if people > 100 else None  # of 100 people the disk decides
            yield Figure(f"{action}: {what}", samples, goal, _UNITS.get(what, "ms"))


async def _measure(database: Path, action: str, people: int, rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for number in range(rounds):
        for what, value in (await _once(database, action, people, number)).items():
            samples = found.setdefault(what, [])
            if what != _MEMORY or not samples:  # what was taken once is there for the next round
                samples.append(value)
    return found


async def _once(database: Path, name: str, people: int, seed: int) -> dict[str, float]:
    """One plan and run of the action, and the UPDATE of the same rows in the same file."""
    from fleet_tui.domain.bulk.actions import Action, SetActive, SetField
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.services.base.actor import SystemActor
    from fleet_tui.services.base.context import Context
    from fleet_tui.services.services import Services
    from fleet_tui.ui.base.background import run_in_thread

    with _copy(database) as opened:
        with opened.read() as connection:
            everybody = [row[0] for row in connection.exec_driver_sql("SELECT id FROM technician")]
            (team,) = connection.exec_driver_sql("SELECT min(id) FROM list_entry WHERE list = 'teams'").one()
        marked = Random(seed).sample(everybody, people)
    with _copy(database) as opened:
        services = Services(Context(opened, SystemActor("bench")), database.parent / "drafts")
        action: Action = SetActive(False) if name == "Deactivate" else SetField("team", team)
        services.bulk.run(services.bulk.plan(action, PersonKind.TECHNICIAN, marked[:1]))
        gc.collect()
        gc.freeze()  # as the program does when it starts
        before, late, memory = resident(), [0.0], [0.0]

        async def beat() -> None:
            while True:
                start = time.perf_counter()
                await asyncio.sleep(_BEAT)
                late.append((time.perf_counter() - start - _BEAT) * 1000)
                memory.append(resident() - before)

        heart = asyncio.create_task(beat())
        await asyncio.sleep(0)
        start = time.perf_counter()
        plan = await run_in_thread(services.bulk.plan, action, PersonKind.TECHNICIAN, marked)
        planned = time.perf_counter()
        await run_in_thread(services.bulk.run, plan, lambda done, all: None)
        done = time.perf_counter()
        heart.cancel()
    with _copy(database) as opened:
        before_update = time.perf_counter()
        with opened.write() as connection:
            connection.exec_driver_sql(_BARE[name].format(team=team), (json.dumps(marked),))
        bare = (time.perf_counter() - before_update) * 1000
    return {
        "the bare UPDATE": bare,
        "plan": (planned - start) * 1000,
        "run, with history": (done - planned) * 1000,
        "as a ratio to the UPDATE": (done - start) * 1000 / bare,
        _MEMORY: max(memory),
        "longest wait of the event loop": max(late),
    }


@contextmanager
def _copy(database: Path) -> Iterator[Any]:
    """A fresh copy of the database, open."""
    from fleet_tui.storage.opening import open_database

    with TemporaryDirectory(dir=database.parent) as folder:
        path = Path(folder) / "fleet.db"
        shutil.copy(database, path)
        opened = open_database(path)
        try:
            yield opened
        finally:
            opened.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measure(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))))
