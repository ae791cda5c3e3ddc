"""A database of demo people: made for a file, or in a folder that goes when the app has ended."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from fleet_tui.bootstrap import signals
from fleet_tui.bootstrap.output import say
from fleet_tui.bootstrap.services import database_at
from fleet_tui.bootstrap.settings import actor
from fleet_tui.demo.people import people
from fleet_tui.domain.accounts.usernames import DEMO
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.load import load_into
from fleet_tui.services.services import Services
from fleet_tui.storage.db.bulk_load import filling

COMPANY = "Copper State Home Services"
_TELL = 100_000
"""People between two lines of progress."""
_folders: list[Path] = []


def fill(path: Path, count: int, seed: int, now: datetime) -> int:
    """Makes the database at `path` with `count` people, as they are at the moment `now`; gives how many there are.

    Its administrator is the operating system's user, under that name.
    """
    with database_at(path) as database:
        services = Services(Context(database, SystemActor(DEMO), clock=lambda: now), path.parent)
        company = services.company.get()
        services.company.save(company.version, {"name": COMPANY, "payroll": True, "sign_in": OPERATING_SYSTEM})
    with filling(path) as connection:
        return load_into(connection, _with_progress(people(count, seed, now, actor()), count), actor=DEMO, at=now)


def _with_progress(made: Iterator[NewPerson], count: int) -> Iterator[NewPerson]:
    for number, person in enumerate(made):
        if number and not number % _TELL:
            say(f"{number:,} of {count:,}…")
        yield person


@contextlib.contextmanager
def temp_folder() -> Iterator[Path]:
    """A folder for this user alone, which goes with the program, however the program ends."""
    signals.at_last(remove_temp_folders)
    with signals.held():
        folder = Path(tempfile.mkdtemp(prefix="fleet-tui-demo-"))
        _folders.append(folder)
    try:
        yield folder
    finally:
        remove_temp_folders()


def remove_temp_folders() -> None:
    """Removes the folders that are still there; `signals` calls it too, where it ends the program at once."""
    for folder in [*_folders]:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(ValueError):  # another thread has removed it
            _folders.remove(folder)


@contextlib.contextmanager
def throwaway(count: int, seed: int, now: datetime) -> Iterator[Path]:
    """A database of demo people in a folder that goes when the app has ended."""
    with temp_folder() as folder:
        path = folder / "demo.db"
        fill(path, count, seed, now)
        yield path
