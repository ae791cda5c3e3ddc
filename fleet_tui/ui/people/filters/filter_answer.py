"""What a filter dialog answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from fleet_tui.domain.filters.conditions import Condition


class Clear(Enum):
    """The answer that takes the condition away."""

    CLEAR = "clear"


CLEAR: Final = Clear.CLEAR

Answer = Condition | Clear
"""A condition to set, or that there is to be none."""

Value = str | int | None
Offered = Sequence[tuple[Value, str]]
"""Values that can be picked, with their words."""
