"""An import that is killed is there whole or not at all, with the entries of lists that it brings."""

from __future__ import annotations

from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

from fleet_tui.storage.check.database import check
from fleet_tui.storage.opening import open_database
from tests.support.crowds.imports import import_until_killed
from tests.support.crowds.killing import killed
from tests.support.people import services_on, size

PEOPLE = 60


def test_a_killed_import_has_added_and_changed_everybody_or_nobody(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    random = Random(14)
    for kill in range(size(3, 300)):
        path = tmp_path / f"{kill}.db"
        open_database(path).close()
        said = killed(processes, import_until_killed, path, PEOPLE, 0, within=1 / 4, random=random)
        assert isinstance(said, int)
        whole(path, said)


def whole(path: Path, acknowledged: int) -> None:
    """All imports in the file are whole: those that were acknowledged, and perhaps the one after."""
    services = services_on(path)
    with services.database.read() as connection:
        runs = connection.exec_driver_sql("SELECT count(*) FROM operation").scalar()
        assert runs in (acknowledged, acknowledged + 1)
        found = connection.exec_driver_sql(
            "SELECT count(*), count(DISTINCT business_unit), min(version), max(version) FROM employee"
        ).one()
        assert tuple(found) == (PEOPLE * runs, 1, 1, runs)
        for name in ("business_units", "employee_positions"):
            brought = "SELECT count(*) FROM list_entry WHERE list = ? AND name LIKE 'Unit %'"
            assert connection.exec_driver_sql(brought, (name,)).scalar() == runs
    assert check(services.database) == ()
    services.database.close()
