"""What is said of a wrong entry in the settings file: its line, and the word that was meant."""

from __future__ import annotations

import difflib
from pathlib import Path

from fleet_tui.bootstrap.settings_lines import line_of
from fleet_tui.bootstrap.settings_table import WrongEntry
from fleet_tui.domain.errors import BadValue


def where(config: Path, bad: BadValue) -> str:
    """The line of a wrong entry, in words before its sentence."""
    line = line_of(config.read_text("utf-8"), bad.name) if isinstance(bad, WrongEntry) else None
    return f"line {line}: " if line else ""


def meant(word: str, known: tuple[str, ...]) -> str:
    """A sentence with the known word closest to `word`, or with all of them when they are few."""
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"There are: {', '.join(known)}." if len(known) <= 9 else ""
