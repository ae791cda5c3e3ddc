"""A disk that is full: a sentence, nothing changed, and work goes on when there is room again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui.storage.check.database import check
from tests.support.people import TECHNICIANS, added, services_on

FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.support.people import TECHNICIANS, added, services_on
from fleet_tui.domain.errors import Refusal

path, room = Path(sys.argv[1]), int(sys.argv[2])

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

if room == 0:
    limit(20_000)
    try:
        services_on(path)
    except Refusal as refused:
        print(refused)
    raise SystemExit

services = services_on(path)
person = added(services, TECHNICIANS, memo="before")
limit(max(file.stat().st_size for file in path.parent.glob("fleet.db*")) + room)
saved = 1
try:
    for number in range(10_000):
        services.people.save(TECHNICIANS, person.id, saved, {"memo": str(number) * 100, "name": f"N{number}"})
        saved += 1
except Refusal as refused:
    print(refused)
profile = services.people.profile(TECHNICIANS, person.id)
assert profile.version == saved, (profile.version, saved)
limit(resource.RLIM_INFINITY)
services.people.save(TECHNICIANS, person.id, saved, {"memo": "after"})
print(saved + 1)
services.database.close()
"""


def with_room(path: Path, room: int) -> list[str]:
    """What a program says that has so many bytes of room."""
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", FULL, str(path), str(room), root]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert asked.stderr == ""
    return asked.stdout.splitlines()


@pytest.mark.parametrize("room", [1, 30_000])
def test_a_save_on_a_full_disk_changes_nothing_and_says_so(tmp_path: Path, room: int) -> None:
    sentence, version = with_room(tmp_path / "fleet.db", room)
    assert "Nothing was changed" in sentence
    assert "disk" in sentence
    services = services_on(tmp_path / "fleet.db")
    profile = services.people.profile(TECHNICIANS, 1)
    assert (profile.version, profile.values["memo"]) == (int(version), "after")
    assert check(services.database) == ()
    services.database.close()


def test_no_database_is_made_on_a_full_disk(tmp_path: Path) -> None:
    (sentence,) = with_room(tmp_path / "fleet.db", 0)
    assert "disk" in sentence
    assert not (tmp_path / "fleet.db").exists()
    services = services_on(tmp_path / "fleet.db")
    added(services, TECHNICIANS)
    services.database.close()
