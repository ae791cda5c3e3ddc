"""What several tests of services stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.engine import Database
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


@pytest.fixture
def own_house(database: Database, clock: Clock) -> Services:
    """The services in the program's own name, where people sign in with passwords."""
    return house(database, clock)


@pytest.fixture
def outside(database: Database, clock: Clock) -> Services:
    """The services of somebody who has not signed in."""
    return door(database, clock)
