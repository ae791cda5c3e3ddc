"""Completion of a path while it is typed."""

from __future__ import annotations

import os
from pathlib import Path

from textual.suggester import Suggester

from fleet_tui.domain.text import displayable
from fleet_tui.ui.work import off_ui

_LOOKED_AT = 2000
"""The most names of a folder that are looked at: a folder of any size answers at once."""


class PathSuggester(Suggester):
    """Completes the last part of a path from the folder that it is in."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path completed, off the UI thread: a folder may be on a slow disk."""
        return await off_ui(complete, value)


def complete(value: str) -> str | None:
    """`value` with its last part completed to the first name that starts with it; a folder ends in a separator."""
    folder, _, start = value.rpartition(os.sep)
    if not start:
        return None
    names: list[str] = []
    try:
        with os.scandir(Path(folder + os.sep).expanduser() if os.sep in value else ".") as entries:
            for count, entry in enumerate(entries):
                if count >= _LOOKED_AT:
                    break
                # A name that could act on the terminal is not offered; it can still be typed.
                if entry.name.startswith(start) and displayable(entry.name) == entry.name:
                    names.append(entry.name + os.sep if entry.is_dir() else entry.name)
    except (OSError, ValueError):
        return None
    return value + min(names)[len(start) :] if names else None
