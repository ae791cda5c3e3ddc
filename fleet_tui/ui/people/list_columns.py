"""The columns of a list of people: which of them are shown, where, and how wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich.cells import cell_len

from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, OneOf
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.ui.people.window import Row, Window
from fleet_tui.ui.widgets.fitted_columns import Need, need_of, whole_need
from fleet_tui.ui.widgets.grid_columns import GridColumn

ACTIVE = "active"
MEASURED = 100
"""Rows that are measured at most."""
SETTLED = 50
"""Rows of a query after which reading it again moves no column."""
_NEVER_CUT = frozenset((Kind.PHONE, Kind.DATE, Kind.MOMENT, Kind.MONEY, Kind.PERCENT, Kind.DIGITS))
"""Kinds whose words say something else, or nothing, without their end."""

Words = Callable[[Window, Row, str], str]
"""The words of a cell of a window's row."""


def columns_shown(query: ListQuery) -> tuple[str, ...]:
    """The names of the columns in order.

    Active says nothing while the filter lets only active people through; where it lets both through, it stands behind
    the first column, so that inactive people are seen as such, unless somebody has put it before the last column.
    """
    asked = query.filter.on(ACTIVE) if query.only is None else None
    if asked == ONLY_ACTIVE.on(ACTIVE):
        return tuple(name for name in query.fields if name != ACTIVE)
    first, *others = query.fields
    if others[-1:] != [ACTIVE] or (isinstance(asked, OneOf) and asked.values == {"no"}):
        return query.fields
    return (first, ACTIVE, *others[:-1])


def asked_for(before: ListQuery, now: ListQuery) -> list[str] | None:
    """The columns that the list is newly filtered or sorted by, in their order; None where it is neither.

    Active is not among them: it has its own place, or says the same in every row.
    """
    if (before.filter, before.sort) == (now.filter, now.sort):
        return None
    asked = {each.field for each in now.filter.conditions if each not in before.filter.conditions} - {ACTIVE}
    if now.sort != before.sort:
        asked.add(now.sort.field)
    return [name for name in columns_shown(now) if name in asked]


def asked_at_first(query: ListQuery) -> list[str]:
    """The columns that a list is filtered or sorted by when it opens, beyond what every list opens with."""
    return asked_for(ListQuery(query.kind, query.fields), query) or []


class ColumnFit:
    """What each column needs: measured in the first rows of a query, and kept while it is read again and paged through.

    Only a number that would be cut widens its column later.
    """

    def __init__(self, profile_type: ProfileType, words: Words) -> None:
        self._type = profile_type
        self._words = words
        self._needs: dict[str, Need] = {}
        self._query: ListQuery | None = None
        self._rows = 0

    def columns(self, query: ListQuery) -> list[GridColumn]:
        """The columns of the table, with the signs of the order and of a filter behind their titles."""
        fields = [self._type.fields[name] for name in columns_shown(query)]
        return [
            GridColumn(field.name, field.title, field.width, _signs(query, field.name), self._needs[field.name])
            for field in fields
        ]

    def loosen(self) -> None:
        """Measure again when the same query is read again."""
        self._query = None

    def settle(self, query: ListQuery, window: Window) -> None:
        """Measure what the columns need for rows of a query, unless they are settled for it."""
        if query == self._query and self._rows >= SETTLED:
            return
        rows = window.rows[:MEASURED]
        self._query, self._rows = query, len(rows)
        self._needs = {
            name: self._need(name, _signs(query, name), [cell_len(self._words(window, row, name)) for row in rows])
            for name in query.fields
        }

    def _need(self, name: str, signs: str, cells: list[int]) -> Need:
        field = self._type.fields[name]
        need = whole_need if field.kind in _NEVER_CUT else need_of
        return need(cells, cell_len(field.title + signs), field.least, field.width)

    def grows(self, window: Window) -> bool:
        """Whether a column has to be wider for a number in one of the rows."""
        before = dict(self._needs)
        for name, need in before.items():
            if self._type.fields[name].kind in _NEVER_CUT and need.least < need.most:
                widest = max((cell_len(self._words(window, row, name)) for row in window.rows), default=0)
                if widest > need.least:
                    self._needs[name] = need.grown(widest)
        return self._needs != before


def _signs(query: ListQuery, name: str) -> str:
    """The signs of the order and of a filter behind a title."""
    order = (" ▼" if query.sort.descending else " ▲") if query.sort.field == name else ""
    return order + (" *" if query.filter.on(name) else "")


def as_shown(query: ListQuery, person: int) -> ListQuery:
    """The query of one row, with the columns that it has on screen."""
    return replace(query, fields=columns_shown(query), only=frozenset({person}))
