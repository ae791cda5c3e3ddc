"""What several tests of services stand on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from tests.support.servers import Server
from tests.support.sign_in import Clock, door, house
from tests.support.undo_driving import as_user


@pytest.fixture
def bob(services: Services) -> Services:
    """Somebody else at another terminal, two hours later."""
    return as_user(services, "bob")


@pytest.fixture
def good_file(services: Services) -> Iterator[None]:
    """Afterwards the file is whole, and the history tells all that is in it."""
    yield
    assert check(services.database) == ()


@pytest.fixture
def clock() -> Clock:
    """A clock that is set by hand."""
    return Clock()


@pytest.fixture(scope="session")
def password_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, closed, whose company signs people in with passwords."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("passwords") / "fleet.db"))
    with closing(open_database(path)) as database:
        house(database, Clock())
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database, for `own_house` one in which people sign in with passwords."""
    if request.config.getoption("--engine") == "postgres":
        server: Server = request.getfixturevalue("server")
        served = server.open(server.company())
        if "own_house" in request.fixturenames:
            house(served, Clock())
        yield served
        served.close()
        server.sql(f"DROP DATABASE {served.name.rpartition('/')[2]} WITH (FORCE)")
        return
    source = request.getfixturevalue("password_file") if "own_house" in request.fixturenames else empty_file
    opened = open_database(Path(shutil.copy(source, tmp_path / "fleet.db")))
    yield opened
    opened.close()


@pytest.fixture
def own_house(database: Database, clock: Clock) -> Services:
    """The services in the program's own name, where people sign in with passwords."""
    return house(database, clock)


@pytest.fixture
def outside(database: Database, clock: Clock) -> Services:
    """The services of somebody who has not signed in."""
    return door(database, clock)
