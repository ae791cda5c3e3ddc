"""Whether the phone numbers of a file are those of a country."""

from __future__ import annotations

from collections.abc import Sequence

from fleet_tui.domain.contact import parse_phone
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.imports.phones import read_phone

LOOKED_AT = 20
"""Numbers that are tried: each takes a tenth of a thousandth of a second and more."""


def are_of(country: str, cells: Sequence[str]) -> bool:
    """Whether at least half of the numbers exist there; numbers with a country code of their own say nothing."""
    numbers = [cell for cell in cells if cell.strip() and not cell.lstrip("'\u202a ").startswith(("+", "00"))]
    tried = [_exists(cell, country) for cell in numbers[:LOOKED_AT]]
    return 2 * sum(tried) >= len(tried)


def _exists(cell: str, country: str) -> bool:
    try:
        parse_phone(read_phone("Phone", cell)[0], country)
    except BadValue:
        return False
    return True
