"""The folder of an export in the making."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fleet_tui.tabular.export_folder import export_folder

KILLED = """
import os
from fleet_tui.tabular.export_folder import export_folder
with export_folder() as folder:
    (folder / "people.xml").write_text("Ann")
    os._exit(9)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_is_private_and_gone_afterwards(temporary: Path) -> None:
    with export_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_is_removed_by_the_next_export(temporary: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED], env={**os.environ, "TMPDIR": str(temporary)}, check=False)
    (left,) = temporary.iterdir()
    assert (left / "people.xml").read_text() == "Ann"
    running = temporary / f"fleet-tui-export-{os.getpid()}-other"
    foreign = temporary / "fleet-tui-export-notes"
    for folder in (running, foreign):
        folder.mkdir()
    with export_folder():
        assert not left.exists()
    assert {running, foreign} == set(temporary.iterdir())
