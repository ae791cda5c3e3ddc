"""Several programs on one file: exactly one has a number, no update is lost, and nobody sees a lock."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.crowds.crowd import add_up, open_at_once, race_to_add
from tests.support.people import EMPLOYEES, TECHNICIANS, added, raw, services_on, size, technician

Together = Callable[..., list[list[str]]]


@pytest.mark.parametrize(("kind", "field"), [(TECHNICIANS, "mobile"), (TECHNICIANS, "email"), (EMPLOYEES, "email")])
def test_of_eight_programs_one_has_the_value_and_the_others_hear_who(
    together: Together, tmp_path: Path, kind: PersonKind, field: str
) -> None:
    rounds = size(20, 500)
    path = tmp_path / "fleet.db"
    services_on(path).database.close()
    values = [f"201555{n:04}" if field == "mobile" else f"Ann.{n}@Example.com" for n in range(rounds)]
    outcomes = together(race_to_add, path, kind, field, values)
    for round in zip(*outcomes, strict=True):
        assert Counter(round) == {"won": 1, "held": 7}


def test_of_eight_threads_one_has_the_value(services: Services) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def add(number: int) -> None:
        start.wait(60)
        for value in range(size(10, 100)):
            typed = technician(services, name=f"Ann {number}", mobile=f"201555{value:04}")
            try:
                services.people.add(TECHNICIANS, typed)
                outcomes.append("won")
            except Invalid as refused:
                outcomes.append(",".join(refused.problems))

    threads = [threading.Thread(target=add, args=(number,), daemon=True) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert Counter(outcomes) == {"won": size(10, 100), "mobile": 7 * size(10, 100)}


def test_eight_programs_lose_no_update_of_each_other(together: Together, tmp_path: Path) -> None:
    times = size(12, 1_000)
    services = services_on(tmp_path / "fleet.db")
    person = added(services, TECHNICIANS, daily_goal="0").id
    stale = together(add_up, services.database.path, TECHNICIANS, person, times)
    profile = services.people.profile(TECHNICIANS, person)
    assert profile.values["daily_goal"] == Decimal(8 * times)
    assert profile.version == 8 * times + 1
    assert sum(stale) > 0  # type: ignore[arg-type]  # else they never met and the test says nothing
    assert len(services.history.events(kind=TECHNICIANS, person=person, limit=10_000)) == 8 * times + 1
    assert check(services.database) == ()
    services.database.close()


def test_eight_programs_that_start_on_nothing_share_one_new_database(together: Together, tmp_path: Path) -> None:
    for number in range(size(3, 200)):
        folder = tmp_path / str(number)
        assert together(open_at_once, folder / "fleet.db") == [10] * 8
        services = services_on(folder / "fleet.db")
        assert check(services.database) == ()
        services.people.add(EMPLOYEES, raw(services, EMPLOYEES))
        services.database.close()
        assert not list(folder.glob("*.new*"))
