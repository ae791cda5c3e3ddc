"""Names of people from the parts in which files have them."""

from __future__ import annotations

from collections.abc import Mapping

from fleet_tui.domain.imports.targets import LAST_FIRST, NAME_PARTS
from fleet_tui.domain.text import search_key

_BEHIND = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "phd", "md", "dds", "dvm", "esq", "cpa", "pe", "rn", "mba"})
"""What stands behind a name after a comma without being a first name."""


def joined_name(parts: Mapping[str, object]) -> str:
    """One name from what a row has by target; empty when it has nothing."""
    if whole := parts.get(LAST_FIRST):
        return turned(str(whole))
    return " ".join([str(value) for part in NAME_PARTS if (value := parts.get(part))])


def turned(name: str) -> str:
    """“Last, First Middle” as “First Middle Last”, “Last, First, Jr.” as “First Last Jr.”; others as they are."""
    last, *rest = (" ".join(part.split()) for part in name.split(","))
    rest = [part for part in rest if part]
    first = [part for part in rest if not _is_behind(part)]
    behind = [part for part in rest if _is_behind(part)]
    return " ".join((*first, last, *behind))


def _is_behind(part: str) -> bool:
    return search_key(part).replace(".", "") in _BEHIND
