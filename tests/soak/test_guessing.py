"""Guessing does not pay, from however many programs; and it takes as long for a name that nobody has."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Refusal
from fleet_tui.services.base.actor import Anonymous, SystemActor
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from tests.conftest import CHEAPEST
from tests.support.crowds.guesses import guess_at_once
from tests.support.people import EMPLOYEES, set_active, size
from tests.support.sign_in import FIRST, SECOND, USER, Clock, door, house, services_for, temporary

Together = Callable[..., list[object]]


@pytest.mark.parametrize("names", [1, 1_000])
def test_of_all_guesses_from_eight_programs_a_hundred_at_most_are_evaluated(
    together: Together, tmp_path: Path, names: int
) -> None:
    database = open_database(tmp_path / "fleet.db")
    services = house(database, Clock())
    temporary(services)
    guesses = size(16, 10_000) // 8
    evaluated = together(guess_at_once, database.path, guesses, names)
    assert sum(evaluated) <= min(100, 5 if names == 1 else 100)  # type: ignore[arg-type]
    assert sum(evaluated) > 0  # type: ignore[arg-type]
    refused = [event for event in services.history.events(limit=20_000) if event.action == "refused"]
    assert len(refused) >= sum(evaluated)  # type: ignore[arg-type]
    assert check(database) == ()
    database.close()


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="it measures time, which says nothing on a busy machine")
@pytest.mark.parametrize("passwords", [CHEAPEST, Passwords()], ids=["all but the hash", "with the hash"])
def test_a_refusal_takes_as_long_for_nobody_as_for_somebody(database: Database, passwords: Passwords) -> None:
    clock = Clock()
    services = house(database, clock)
    here = services_for(database, SystemActor("tester"), clock, passwords)
    off = temporary(here, username="inactive", email="off@example.com")
    set_active(services, EMPLOYEES, off, False)
    temporary(here)
    outside = services_for(database, Anonymous(USER), clock, passwords)
    took = medians(
        clock,
        {
            "inactive": lambda: outside.sign_in.with_password("inactive", FIRST),
            "wrong": lambda: outside.sign_in.with_password("eve", SECOND),
            "unknown": lambda: outside.sign_in.with_password("nobody", FIRST),
        },
    )
    assert max(took.values()) - min(took.values()) < 0.005, took


@pytest.mark.skipif(not os.environ.get("SOAK"), reason="it measures time, which says nothing on a busy machine")
def test_asking_for_a_reset_takes_as_long_for_nobody_as_for_somebody(database: Database) -> None:
    clock = Clock()
    temporary(house(database, clock))
    outside = door(database, clock)
    took = medians(
        clock,
        {
            "somebody": lambda: outside.resets.request("eve"),
            "nobody": lambda: outside.resets.request("none"),
        },
    )
    assert max(took.values()) - min(took.values()) < 0.005, took


def medians(clock: Clock, attempts: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """How long each takes in the middle of many, in seconds; by turns, because a machine has its moods."""
    took: dict[str, list[float]] = {name: [] for name in attempts}
    names = list(attempts)
    for turn in range(90):  # an account that failed a hundred times is not evaluated any more
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            clock.pass_(hours=2)
            begun = time.perf_counter()
            with contextlib.suppress(Refusal):
                attempts[name]()
            took[name].append(time.perf_counter() - begun)
    return {name: statistics.median(each) for name, each in took.items()}
