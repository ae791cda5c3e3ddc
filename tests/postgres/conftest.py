"""Databases on a server of the tests' own, one a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fleet_tui.storage.db.database import Database
from tests.services.conftest import bob, clock, good_file
from tests.support.servers import Server

__all__ = ["bob", "clock", "good_file"]


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """A new database on the server."""
    opened = server.open(server.company())
    yield opened
    opened.close()
