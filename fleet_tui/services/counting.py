"""How many people match, counted once for each state of the database."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters import Filter

_MOST_KEPT = 64


class Counts:
    """Counts by filter. Moving through a list of 100,000 does not count it again.

    A count holds for one revision: a number that grows with every change of anything, by whichever program.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[PersonKind, Filter], tuple[int, int]] = {}

    def known(self, revision: int, kind: PersonKind, filter: Filter) -> int | None:
        """The count of those who match, if it was kept at this revision."""
        kept = self._kept.get((kind, filter))
        return kept[1] if kept and kept[0] == revision else None

    def keep(self, revision: int, kind: PersonKind, filter: Filter, number: int) -> None:
        """Keep a count."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[kind, filter] = (revision, number)
