"""A folder for an export in the making, private, and removed also when the program was killed in the middle of it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "fleet-tui-export-"
_NAME = re.compile(rf"{_PREFIX}(\d{{1,10}})-")


@contextmanager
def export_folder() -> Iterator[Path]:
    """A folder that only this user can read, until the block ends.

    A program that was killed leaves its folder: the next export removes it.
    """
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        yield Path(folder)


def _sweep(where: Path) -> None:
    """Remove the folders of programs of this user that have ended."""
    for folder in where.glob(f"{_PREFIX}*"):
        found = _NAME.match(folder.name)
        if found and folder.lstat().st_uid == os.getuid() and not _runs(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it runs, as another user
        return True
    return True
