"""The file of refused rows: for its owner alone, whole or not at all, and in no other program's place."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from fleet_tui.bootstrap.output import say
from fleet_tui.bootstrap.services import files_in
from fleet_tui.bootstrap.settings import Settings
from fleet_tui.domain.bulk.wording import rows
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable


class RefusedFile:
    """The place of the file. A file that Fleet TUI wrote there before is replaced."""

    def __init__(self, settings: Settings, path: str) -> None:
        """Look at the folder before anything else is done.

        Raises:
            Refusal: there is no such folder.
        """
        self._path = Path(path).expanduser().absolute()
        if not self._path.parent.is_dir():
            raise Refusal(f"{displayable(path)} cannot be written: there is no folder {self._path.parent}.")
        self._files = files_in(settings, self._path.parent)

    def write(self, lines: Iterator[str], number: int) -> None:
        """Write the lines, and print how many rows they have and where they are.

        Raises:
            Refusal: they cannot be written there, or another program's file is there.
        """
        path = self._files.write_lines(shlex.quote(self._path.name), lines, replace=True)
        say(f"Refused, with the reason for each: {rows(number)} in {path}")
