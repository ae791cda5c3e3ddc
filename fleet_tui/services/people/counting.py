"""How many people match, counted once for each state of the database."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery, Revision

_MOST_KEPT = 64


class CountCache:
    """Counts by filter. Moving through a list of 100,000 does not count it again.

    A count holds for one revision. Of counts of certain people (`ListQuery.only`) one is kept, because such a query may
    hold 100,000 ids.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[PersonKind, Filter], tuple[Revision, int]] = {}
        self._only: tuple[Revision, ListQuery, int] | None = None

    def known(self, revision: Revision, kind: PersonKind, filter: Filter) -> int | None:
        """The count of those who match, if it was kept at this revision."""
        kept = self._kept.get((kind, filter))
        return kept[1] if kept and kept[0] == revision else None

    def keep(self, revision: Revision, kind: PersonKind, filter: Filter, number: int) -> None:
        """Keep a count."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[kind, filter] = (revision, number)

    def matching(self, revision: Revision, query: ListQuery) -> int | None:
        """How many match a query, if it was kept at this revision."""
        if query.only is None:
            return self.known(revision, query.kind, query.filter)
        if self._only is None:
            return None
        at, kept, number = self._only
        return number if at == revision and kept.kind is query.kind and kept.only is query.only else None

    def keep_matching(self, revision: Revision, query: ListQuery, number: int) -> None:
        """Keep how many match a query."""
        if query.only is None:
            self.keep(revision, query.kind, query.filter, number)
        else:
            self._only = (revision, query, number)
