"""What several tests of services stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from undoing import as_user

from fleet_tui.services.services import Services
from fleet_tui.storage.check import check


@pytest.fixture
def bob(services: Services) -> Services:
    """Somebody else at another terminal, two hours later."""
    return as_user(services, "bob")


@pytest.fixture
def good_file(services: Services) -> Iterator[None]:
    """Afterwards the file is whole, and the history tells all that is in it."""
    yield
    assert check(services.database) == ()
