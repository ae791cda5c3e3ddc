"""A folder that goes with the program, however the program goes."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fleet_tui.bootstrap import signals

_folders: list[Path] = []


@contextlib.contextmanager
def thrown_away() -> Iterator[Path]:
    """A folder for this user alone."""
    signals.at_last(throw_away)
    with signals.held():
        folder = Path(tempfile.mkdtemp(prefix="fleet-tui-demo-"))
        _folders.append(folder)
    try:
        yield folder
    finally:
        throw_away()


def throw_away() -> None:
    """Removes the folders that are still there; also called by what ends the program at once."""
    for folder in [*_folders]:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(ValueError):  # another thread has removed it
            _folders.remove(folder)
