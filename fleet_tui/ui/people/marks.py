"""Who is marked on a list, and how many of them its filter hides (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.people.profiles import People


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of the marked people, and how many of them do not match the list's filter."""

    ids: frozenset[int] = frozenset()
    hidden: int = 0

    def toggled(self, person: int) -> Marked:
        """With a person who can be seen marked, or not marked any more."""
        return Marked(self.ids ^ {person}, self.hidden)

    def with_(self, people: list[int]) -> Marked:
        """With these too, all of whom match."""
        return Marked(self.ids.union(people), self.hidden)


LookAfter = Callable[[ListQuery, frozenset[int]], Marked]
"""The marked as they are now, for the query that is shown."""


def looking_after(people: People) -> LookAfter:
    """What says who of the marked is still in the database, and counts anew; it runs off the UI thread.

    It raises a Refusal when the database cannot be read.
    """

    def look(query: ListQuery, ids: frozenset[int]) -> Marked:
        if not ids:
            return Marked()
        if people.how_many_match(query.kind, Filter(), ids) < len(ids):
            ids = frozenset(people.ids(ListQuery(query.kind, ("name",), only=ids)))
        if query.only is not None:
            return Marked(ids)
        return Marked(ids, len(ids) - people.how_many_match(query.kind, query.filter, ids))

    return look
