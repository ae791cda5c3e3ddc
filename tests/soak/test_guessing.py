"""Guessing does not pay, from however many programs; and it takes as long for a name that nobody has."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from entering import FIRST, SECOND, USER, Clock, code_of, door, house, member, services_for, temporary
from guesses import guess_at_once
from making import EMPLOYEES, size

from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.access import Nobody
from fleet_tui.services.passwords import Passwords
from fleet_tui.storage.check import check
from fleet_tui.storage.engine import Database
from fleet_tui.storage.opening import open_database

Together = Callable[..., list[object]]


@pytest.mark.parametrize("names", [1, 1_000])
def test_of_all_guesses_from_eight_programs_a_hundred_at_most_are_evaluated(
    together: Together, tmp_path: Path, names: int
) -> None:
    database = open_database(tmp_path / "fleet.db")
    services = house(database, Clock())
    temporary(services)
    guesses = size(30, 10_000) // 8 + 1
    evaluated = together(guess_at_once, database.path, guesses, names)
    assert sum(evaluated) <= min(100, 5 if names == 1 else 100)  # type: ignore[arg-type]
    assert sum(evaluated) > 0  # type: ignore[arg-type]
    refused = [event for event in services.history.events(limit=20_000) if event.action == "refused"]
    assert len(refused) >= sum(evaluated)  # type: ignore[arg-type]
    assert check(database) == ()
    database.close()


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="it measures time, which says nothing on a busy machine")
def test_a_refusal_takes_as_long_for_nobody_as_for_somebody(database: Database, tmp_path: Path) -> None:
    clock = Clock()
    services = house(database, clock)
    outside = services_for(database, Nobody(USER), clock, Passwords())
    here = services_for(database, services.context.by, clock, Passwords())
    off = member(services, username="inactive", email="off@example.com").person
    outside.entrance.ask_reset("inactive")
    outside.entrance.use(code_of(services, EMPLOYEES, off, Purpose.RESET), "", SECOND, SECOND)
    services.people.set_active(EMPLOYEES, off, 1, False)
    temporary(here)
    took: dict[str, list[float]] = {"inactive": [], "eve": [], "nobody": []}
    for _ in range(100):
        for username, each in took.items():
            clock.pass_(hours=2)
            begun = time.perf_counter()
            with pytest.raises(Refusal):
                outside.entrance.sign_in(username, SECOND if username == "inactive" else FIRST + "!")
            each.append(time.perf_counter() - begun)
    medians = [statistics.median(each) for each in took.values()]
    assert max(medians) - min(medians) < 0.005, medians
    asked: dict[str, list[float]] = {"eve": [], "nobody": []}
    for _ in range(50):
        for username, each in asked.items():
            clock.pass_(hours=2)
            begun = time.perf_counter()
            door(database, clock).entrance.ask_reset(username)
            each.append(time.perf_counter() - begun)
    medians = [statistics.median(each) for each in asked.values()]
    assert max(medians) - min(medians) < 0.005, medians
