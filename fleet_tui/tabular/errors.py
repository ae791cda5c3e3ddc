"""The refusal of a file that is no table that can be read."""

from __future__ import annotations

from fleet_tui.domain.errors import Refusal


class Unreadable(Refusal):
    """A file cannot be read as a table: where, why, and what would be right."""


def place(name: str, line: int, character: int = 0) -> str:
    """A place in a file as a sentence begins with it."""
    return f"{name}, line {line:,}, character {character:,}" if character else f"{name}, line {line:,}"
