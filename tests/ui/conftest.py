"""People for the lists: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services, open_services
from fleet_tui.storage.opening import open_database
from tests.conftest import NOW

PEOPLE = 150
"""How many technicians there are, "Person 000" and so on; every tenth has no team, the last five are inactive."""


def entry(services: Services, name: ListName, text: str) -> int:
    """The id of an entry."""
    return next(found.id for found in services.lists.entries(name, retired=True) if found.name == text)


def technician(services: Services, name: str, **more: object) -> dict[str, object]:
    """What is typed for a technician."""
    return {
        "name": name,
        "positions": (entry(services, ListName.TECHNICIAN_POSITIONS, "Service"),),
        "type": "managed",
        "role": entry(services, ListName.TECHNICIAN_ROLES, "Technician"),
        "email": f"{name.replace(' ', '.').lower()}@example.com",
        **more,
    }


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of `PEOPLE` technicians and no employee."""
    path = tmp_path_factory.mktemp("crowd") / "fleet.db"
    database = open_database(path)
    services = open_services(database, actor="tester", drafts_folder=path.parent, clock=lambda: NOW)
    teams = [found.id for found in services.lists.entries(ListName.TEAMS)]
    for number in range(PEOPLE):
        team = teams[number % len(teams)] if number % 10 else None
        goal = f"{number}.00"
        saved = services.people.add(
            PersonKind.TECHNICIAN, technician(services, f"Person {number:03}", team=team, daily_goal=goal)
        )
        if number >= PEOPLE - 5:
            services.people.set_active(PersonKind.TECHNICIAN, saved.profile.id, saved.profile.version, False)
    database.close()
    return path


@pytest.fixture
def fleet(crowd: Path, tmp_path: Path) -> Iterator[Services]:
    """The services over a copy of the crowd."""
    path = tmp_path / "crowd.db"
    shutil.copy(crowd, path)
    database = open_database(path)
    yield open_services(database, actor="tester", drafts_folder=tmp_path / "drafts", clock=lambda: NOW)
    database.close()
