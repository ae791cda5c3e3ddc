"""What a list opens with: what the user left off, as far as it still holds, else the active people by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page, Side, Sort
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.local.remembered import ListState
from fleet_tui.services.services import Services

ROWS = 100
"""People that are read before the size of the screen is known."""
ABOVE = 50
"""Of them, at least so many before the person at the cursor."""
UNREADABLE = "The filter of last time cannot be read: the active people are shown."


@dataclass(frozen=True, slots=True)
class Opening:
    """A query and its rows around the cursor, read before there is a list to show them.

    `column` is the current column, `above` is how many rows stand above the cursor on the screen. `notes` say in
    sentences what of the last time does not hold any more.
    """

    query: ListQuery
    page: Page
    column: str = "name"
    above: int = 0
    notes: tuple[str, ...] = ()


def opening_query(kind: PersonKind) -> ListQuery:
    """What a list shows when nothing is remembered: the active people by name."""
    return ListQuery(kind, PROFILE_TYPES[kind].columns)


def open_list(services: Services, kind: PersonKind) -> Opening:
    """Read what a list opens with; off the UI thread, or before there is one.

    Raises:
        Refusal: the people cannot be read, whatever is asked.
    """
    state = services.remembered.list(kind)
    if state == ListState():
        query = opening_query(kind)
        return Opening(query, services.people.page(query))
    try:
        return _as_left(services, kind, state)
    except Refusal:  # also where a permission has gone meanwhile
        query = opening_query(kind)
        return Opening(query, services.people.page(query))


def _as_left(services: Services, kind: PersonKind, state: ListState) -> Opening:
    from fleet_tui.domain.filters.known_query import known_query

    asked = _query(kind, state)
    entries = {id for ids in asked.filter.entries.values() for id in ids}
    query, notes = known_query(asked, entries)
    query, not_allowed = _allowed(query, services.grants)
    if state.only_marked:
        query = replace(query, only=services.marks.load(kind) or None)
    query = _narrowed(asked, query)
    page = _page(services, query, state)
    if not entries <= page.names.keys():
        known, gone = known_query(query, page.names.keys())
        query, notes = _narrowed(asked, known), (*notes, *gone)
        page = _page(services, query, state)
    notes = (*((UNREADABLE,) if state.damaged else ()), *notes, *not_allowed)
    return Opening(query, page, state.column, state.above, notes)


def _narrowed(asked: ListQuery, query: ListQuery) -> ListQuery:
    """The query over the active people, where every condition of the filter had to be left out."""
    lost = asked.filter.conditions and not query.filter.conditions
    return replace(query, filter=ONLY_ACTIVE) if lost else query


def _query(kind: PersonKind, state: ListState) -> ListQuery:
    query = opening_query(kind)
    return replace(
        query,
        fields=state.columns or query.fields,
        filter=ONLY_ACTIVE if state.filter is None else state.filter,
        sort=state.sort or query.sort,
    )


def _allowed(query: ListQuery, grants: PermissionCache) -> tuple[ListQuery, Iterable[str]]:
    """The query without what the user may not ask any more, and what was left out in sentences."""
    from fleet_tui.domain.people.field_permissions import permission_of_field

    fields = PROFILE_TYPES[query.kind].fields
    hidden = {name for name, field in fields.items() if not grants.may(permission_of_field(field).see)}
    if not hidden:
        return query, ()
    notes = [
        f"{fields[name].title}: you may not see it any more, so its filter was left out."
        for name in (condition.field for condition in query.filter.conditions)
        if name in hidden
    ]
    kept = Filter(tuple(condition for condition in query.filter.conditions if condition.field not in hidden))
    if query.sort.field in hidden:
        notes.append(f"{fields[query.sort.field].title}: you may not see it any more, so the list is sorted by name.")
    sort = Sort() if query.sort.field in hidden else query.sort
    return replace(query, filter=kept, sort=sort), notes


def _page(services: Services, query: ListQuery, state: ListState) -> Page:
    if state.person is None:
        return services.people.page(query)
    return services.people.page(query, Anchor(Side.FROM, state.person), ROWS, max(ABOVE, state.above + 1))
