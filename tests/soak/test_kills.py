"""A program that is killed loses nothing that it had said was saved, and leaves nothing half done."""

from __future__ import annotations

from decimal import Decimal
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

from fleet_tui.domain.lists import ListName
from fleet_tui.storage.check.database import check
from tests.support.crowds.crowd import create, save_until_killed
from tests.support.crowds.killing import killed
from tests.support.people import TECHNICIANS, added, services_on, size

WITHIN = 0.01
"""Seconds in which something is under way."""


def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_is_half_there(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    random = Random(7)
    path = tmp_path / "fleet.db"
    services = services_on(path)
    person = added(services, TECHNICIANS, daily_goal="0", memo="0").id
    zones = [entry.id for entry in services.lists.entries(ListName.ZONES)]
    services.database.close()
    last = 0
    for _ in range(size(12, 1_000)):
        task = (save_until_killed, path, person, last + 1)
        said = killed(processes, *task, after=random.randint(1, 6), within=WITHIN, random=random)
        assert isinstance(said, int)
        last = said
        services = services_on(path)
        values = services.people.profile(TECHNICIANS, person).values
        number = int(str(values["memo"]))
        assert number in (last, last + 1)
        assert values["daily_goal"] == Decimal(number)
        assert values["zones"] == (zones[number % len(zones)],)
        assert check(services.database) == ()
        services.database.close()
        last = number


def test_a_program_killed_while_it_makes_a_database_leaves_none_or_a_whole_one(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    random = Random(8)
    for number in range(size(8, 500)):
        path = tmp_path / str(number) / "fleet.db"
        assert killed(processes, create, path, within=WITHIN, random=random) in ("now", "made")
        services = services_on(path)
        assert check(services.database) == ()
        added(services, TECHNICIANS)
        services.database.close()
