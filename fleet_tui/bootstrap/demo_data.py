"""A database of demo people: made for a file, or thrown away after the app."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from fleet_tui.bootstrap.output import say
from fleet_tui.bootstrap.services import opened_at
from fleet_tui.bootstrap.settings import actor
from fleet_tui.bootstrap.temp_folder import thrown_away
from fleet_tui.demo.people import people
from fleet_tui.domain.accounts.usernames import DEMO
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.bulk.load import load_into
from fleet_tui.storage.db.bulk_load import filling

COMPANY = "Copper State Home Services"
_TELL = 100_000


def fill(path: Path, drafts: Path, count: int, seed: int, now: datetime) -> int:
    """Makes the database at `path` with so many people, as they are at the moment `now`; says how many there are.

    Whoever makes it is its administrator, known by the operating system's name for them.
    """
    with opened_at(path, drafts, by=SystemActor(DEMO), clock=lambda: now) as services:
        company = services.company.get()
        services.company.save(company.version, {"name": COMPANY, "payroll": True, "sign_in": OPERATING_SYSTEM})
    with filling(path) as connection:
        return load_into(connection, _told(people(count, seed, now, actor()), count), actor=DEMO, at=now)


def _told(made: Iterator[NewPerson], count: int) -> Iterator[NewPerson]:
    """The people as they are made, and now and then how many there are by now."""
    for number, person in enumerate(made):
        if number and not number % _TELL:
            say(f"{number:,} of {count:,}…")
        yield person


@contextlib.contextmanager
def throwaway(count: int, seed: int, now: datetime) -> Iterator[Path]:
    """A database of demo people in a folder of its own, which goes when the app has ended."""
    with thrown_away() as folder:
        path = folder / "demo.db"
        fill(path, folder, count, seed, now)
        yield path
