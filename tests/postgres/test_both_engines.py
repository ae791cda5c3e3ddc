"""What services do, they do on a server too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.undo.test_bulk import *  # noqa: F403  # the same tests, on the databases of this folder
from tests.support import servers

_ROOT = Path(__file__).parents[2]
_COUNTED_ON_SQLITE = ("test_growth.py", "test_costs.py", "test_disk.py")
"""What the rows and pages are that SQLite visits."""


@pytest.mark.long
def test_all_that_services_do_they_do_on_a_server_too() -> None:
    if reason := servers.why_not():
        pytest.skip(reason)
    without = [f"--ignore-glob=*/{name}" for name in _COUNTED_ON_SQLITE]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--engine", "postgres", "-p", "no:cacheprovider"]
    ran = subprocess.run([*command, *without, "tests/services"], cwd=_ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-5_000:]
