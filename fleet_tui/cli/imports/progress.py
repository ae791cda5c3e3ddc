"""How far an import is: one line of standard error, written anew in its place."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TextIO

from fleet_tui.services.bulk.write import Progress
from fleet_tui.ui.dialogs.pace import Pace

EVERY = 0.5
"""Seconds between two writings of the line."""


class ProgressLine:
    """Writes how much of how much is done, with a rate, on a terminal. `elapsed` is a clock that never goes back."""

    def __init__(self, words: str, out: TextIO, elapsed: Callable[[], float] = monotonic) -> None:
        self._words, self._out, self._elapsed = words, out, elapsed
        self._pace = Pace()
        self._before: float | None = None
        self._length = 0

    def __call__(self, done: int, whole: int) -> None:
        """Write the line, unless it was written just now."""
        now = self._elapsed()
        pace = self._pace.words(done, whole, now)
        if self._before is not None and now - self._before < EVERY:
            return
        self._before = now
        self._write(f"{self._words}: {done:,} of {whole:,} {pace}".rstrip())

    def erase(self) -> None:
        """Leave an empty line behind; nothing when none was written."""
        if self._length:
            self._write("")
            self._put("\r")
            self._length = 0

    def _write(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]  # a longer one would begin another row
        self._put(f"\r{text.ljust(self._length)}")
        self._length = len(text)

    def _put(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._out.write(text)
            self._out.flush()


@contextlib.contextmanager
def progress_line(words: str) -> Iterator[Progress | None]:
    """A line of progress on standard error, gone at the end; None where that is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    line = ProgressLine(words, sys.stderr)
    try:
        yield line
    finally:
        line.erase()
