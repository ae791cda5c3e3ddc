"""Which values can be an id."""

from __future__ import annotations

from typing import TypeGuard

MOST_ID = 2**63 - 1
"""The greatest id that the database can hold, and the greatest whole number that it can be asked for."""


def is_id(value: object) -> TypeGuard[int]:
    """Whether a value can be an id at all; for any other value the database is not asked."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_ID
