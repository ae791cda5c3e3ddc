"""The columns of a list of people: which of them are shown, and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len

from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, OneOf
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.ui.people.window import Row
from fleet_tui.ui.widgets.fitted_columns import Need, need_of, whole_need
from fleet_tui.ui.widgets.grid_columns import GridColumn

MEASURED = 100
"""Rows that are measured at most."""
_NEVER_CUT = frozenset((Kind.PHONE, Kind.DATE, Kind.MOMENT, Kind.MONEY, Kind.PERCENT, Kind.DIGITS))
"""Kinds whose words say something else, or nothing, without their end."""

_ACTIVE = "active"

Words = Callable[[Row, str], str]
"""The words of a row's cell."""


def columns_shown(query: ListQuery) -> tuple[str, ...]:
    """The names of the columns in order.

    Active says nothing while the filter lets only active people through; where it lets both through, it stands behind
    the first column, so that inactive people are seen as such.
    """
    asked = query.filter.on(_ACTIVE) if query.only is None else None
    others = tuple(name for name in query.fields if name != _ACTIVE)
    if asked == ONLY_ACTIVE.on(_ACTIVE):
        return others
    if _ACTIVE not in query.fields[1:] or (isinstance(asked, OneOf) and asked.values == {"no"}):
        return query.fields
    return (others[0], _ACTIVE, *others[1:])


def needs_of(profile_type: ProfileType, query: ListQuery, rows: Sequence[Row], words: Words) -> dict[str, Need]:
    """What the columns need for those rows."""
    found: dict[str, Need] = {}
    for name in query.fields:
        field = profile_type.fields[name]
        cells = [cell_len(words(row, name)) for row in rows[:MEASURED]]
        need = whole_need if field.kind in _NEVER_CUT else need_of
        found[name] = need(cells, cell_len(field.title + _signs(query, name)), field.least, field.width)
    return found


def _signs(query: ListQuery, name: str) -> str:
    """The signs of the order and of a filter behind a title."""
    order = (" ▼" if query.sort.descending else " ▲") if query.sort.field == name else ""
    return order + (" *" if query.filter.on(name) else "")


def outgrown(
    profile_type: ProfileType, needs: Mapping[str, Need], rows: Sequence[Row], words: Words
) -> dict[str, Need]:
    """The needs of columns that would cut what must not be cut in these rows.

    Of other columns the words may be cut, so that no column moves while one pages through a list.
    """
    found: dict[str, Need] = {}
    for name, need in needs.items():
        if profile_type.fields[name].kind in _NEVER_CUT and need.least < need.most:
            widest = max((cell_len(words(row, name)) for row in rows), default=0)
            if widest > need.least:
                found[name] = need.grown(widest)
    return found


def grid_columns(profile_type: ProfileType, query: ListQuery, needs: Mapping[str, Need]) -> list[GridColumn]:
    """The columns of the table, with the signs of the order and of a filter behind their titles."""
    fields = [profile_type.fields[name] for name in columns_shown(query)]
    return [
        GridColumn(field.name, field.title, field.width, _signs(query, field.name), needs[field.name])
        for field in fields
    ]
