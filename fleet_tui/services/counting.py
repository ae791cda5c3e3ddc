"""How many people match, counted once for each state of the database."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters import Filter
from fleet_tui.domain.queries import ListQuery
from fleet_tui.storage import chain, listing
from fleet_tui.storage.layout import LAYOUTS

_MOST_KEPT = 64


class Counts:
    """Counts by filter, kept until anything changes. Moving through a list of 100,000 does not count it again."""

    def __init__(self) -> None:
        self._kept: dict[tuple[PersonKind, Filter], tuple[int, int]] = {}

    def of(self, connection: Connection, query: ListQuery) -> tuple[int, int]:
        """How many match the query's filter, and how many of the kind there are."""
        revision = chain.revision(connection)
        return (
            self._count(connection, revision, query.kind, query.filter),
            self._count(connection, revision, query.kind, Filter()),
        )

    def _count(self, connection: Connection, revision: int, kind: PersonKind, filter: Filter) -> int:
        kept = self._kept.get((kind, filter))
        if kept and kept[0] == revision:
            return kept[1]
        number = listing.count(connection, LAYOUTS[kind], filter)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[kind, filter] = (revision, number)
        return number
