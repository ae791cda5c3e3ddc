"""A bulk run that is killed is there whole or not at all, and what was acknowledged stays."""

from __future__ import annotations

from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

from fleet_tui.storage.check.database import check
from tests.support.crowds.bulk import make_fleet, run_until_killed, steps
from tests.support.crowds.killing import killed
from tests.support.people import services_on, size

PEOPLE = 300
BEFORE_ANEW = 25
"""Kills of programs on one file: its history is read whole after each."""


def test_a_killed_run_has_changed_everybody_or_nobody(processes: ForkServerContext, tmp_path: Path) -> None:
    random = Random(9)
    for number in range(size(3, 1_000)):
        path = tmp_path / f"{number // BEFORE_ANEW}.db"
        if number % BEFORE_ANEW == 0:
            make_fleet(path, PEOPLE)
            done = 0
        # A plan and its run take about as long.
        said = killed(processes, run_until_killed, path, PEOPLE, done, within=1 / 12, random=random)
        assert isinstance(said, int)
        done = whole(path, said)


def whole(path: Path, acknowledged: int) -> int:
    """How many runs the file has, all of them whole: those that were acknowledged, and perhaps the one after."""
    services = services_on(path)
    with services.database.read() as connection:
        versions = connection.exec_driver_sql("SELECT version, count(*) FROM technician GROUP BY 1").all()
        ((version, people),) = versions
        assert people == PEOPLE
        runs = int(version) - 1
        assert runs in (acknowledged, acknowledged + 1)
        operations = connection.exec_driver_sql("SELECT people, last - first FROM operation").all()
        assert operations == [(PEOPLE, PEOPLE - 1)] * runs
        invitations = sum(number % len(steps(services)) == 2 for number in range(runs))
        queued = connection.exec_driver_sql("SELECT count(*), count(DISTINCT operation) FROM outbox").one()
        assert tuple(queued) == (PEOPLE * invitations, invitations)
        waiting = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued'").scalar()
        assert waiting == (PEOPLE if invitations else 0)
    assert check(services.database) == ()
    services.database.close()
    return runs
