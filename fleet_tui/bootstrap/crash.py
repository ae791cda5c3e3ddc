"""Keeps a report of a fault of the program itself, and says where in one sentence.

Users may pass the report on: it lists the places in the program that the fault went through, and nothing of the people
in the database. So it has no local variables, and the message of an exception only where that cannot quote a value.
"""

from __future__ import annotations

import contextlib
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from fleet_tui import __version__
from fleet_tui.private_files import make_folder, write_private

_SAFE_WORDS = (AttributeError, ImportError, NameError, TypeError, RecursionError, MemoryError)
"""Exceptions with messages that name parts of the program, never a value of a person."""


def report_fault(error: BaseException, folder: Path | None = None) -> str:
    """Keeps a report of the fault and gives the sentence for the user."""
    from fleet_tui.bootstrap.settings import report_folder

    try:
        where = keep(error, folder or report_folder())
    except OSError as problem:
        fault = f"{type(error).__name__}; no report could be kept: {problem.strerror}"
        return f"Fleet TUI stopped by a fault of its own ({fault})."
    return f"Fleet TUI stopped by a fault of its own. The report is in {where}"


def keep(error: BaseException, folder: Path) -> Path:
    """Writes the report of the fault to a file that only this user can read, and gives its path."""
    make_folder(folder)
    now = datetime.now(UTC)
    path = folder / f"fault-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    write_private(path, report(error, now).encode(errors="replace"))
    return path


def report(error: BaseException, now: datetime) -> str:
    """The text of the report: versions, then the chain of exceptions."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    lines = [f"Fleet TUI {__version__}", f"{now:%Y-%m-%d %H:%M:%S} UTC"]
    lines.append(f"Python {platform.python_version()} on {platform.platform()}")
    for package in ("textual", "sqlalchemy", "sqlmodel"):
        with contextlib.suppress(PackageNotFoundError):
            lines.append(f"{package} {version(package)}")
    return "\n".join([*lines, "", *_chain(error)]) + "\n"


def _chain(error: BaseException) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_chain(earlier), "", "which led to:", ""] if earlier else []
    lines.append("".join(traceback.format_tb(error.__traceback__)).rstrip())
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}: {_words(error)}")
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            lines += ["", "one of its parts:", "", *_chain(part)]
    return lines


def _words(error: BaseException) -> str:
    if isinstance(error, _SAFE_WORDS):
        return str(error)
    if isinstance(error, OSError):
        return str(error.strerror)
    return "(its words are left out: they may quote somebody's data)"
