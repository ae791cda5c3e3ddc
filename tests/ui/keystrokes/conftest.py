"""The 500 people of the demo for tasks that are counted in keystrokes: made once, copied for each task."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.bootstrap.demo_data import fill
from fleet_tui.demo.people import SEED, day_of
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from tests.conftest import CHEAPEST
from tests.support.people import files_in

PEOPLE = 500


@pytest.fixture(scope="session")
def demo_of_500(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shift") / "demo.db"
    fill(path, PEOPLE, SEED, day_of(SEED))
    return path


@pytest.fixture
def shift(demo_of_500: Path, tmp_path: Path) -> Iterator[Services]:
    """The services on a copy of the demo, on its own day, in the name of "tester"."""
    database = open_database(Path(shutil.copy(demo_of_500, tmp_path / "demo.db")))
    context = Context(database, SystemActor("tester"), clock=lambda: day_of(SEED), passwords=CHEAPEST)
    yield Services(context, tmp_path / "drafts", files=files_in(tmp_path / "home"))
    database.close()
