"""Several programs that work in bulk on the same people: no update is lost, nobody sees a lock, all is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from fleet_tui.storage.check.database import check
from tests.support.crowds.bulk import make_fleet, mix
from tests.support.people import services_on, size

Together = Callable[..., list[dict[str, int]]]
PEOPLE = 60


def test_eight_programs_in_bulk_lose_nothing_of_each_other(together: Together, tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    make_fleet(path, PEOPLE)
    done: Counter[str] = Counter()
    for some in together(mix, path, PEOPLE, size(2, 1_000)):
        done.update(some)
    assert done["changes"]
    assert done["undone"]
    services = services_on(path)
    with services.database.read() as connection:
        goals = connection.exec_driver_sql("SELECT sum(daily_goal) / 100 FROM technician").scalar()
        assert goals == done["saved"]
        versions = connection.exec_driver_sql("SELECT sum(version - 1) FROM technician").scalar()
        assert versions == done["changes"] + done["undone"] + done["saved"]
    assert check(services.database) == ()
    services.database.close()
