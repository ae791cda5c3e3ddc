"""An empty database file to copy, so that a property does not make one for each example."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.storage.opening import open_database


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, closed."""
    path = tmp_path_factory.mktemp("empty") / "fleet.db"
    open_database(path).close()
    return path
