"""One thing that can be picked in a form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice's stored word or an entry's id, and the words shown for it."""

    value: str | int
    label: str
