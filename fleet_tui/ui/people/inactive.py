"""Active and inactive people in one filter: a key shows both, and a search says whom the Active filter hides."""

from __future__ import annotations

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import FIND, ONLY_ACTIVE, Contains, Filter, OneOf
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.people.people_list import PeopleList

ACTIVE = "active"
BOTH = OneOf(ACTIVE, frozenset({"yes", "no"}))
_ACTIVE_ONES = ONLY_ACTIVE.conditions[0]
_INACTIVE_ONES = OneOf(ACTIVE, frozenset({"no"}))
_HIDDEN = {_ACTIVE_ONES: "inactive", _INACTIVE_ONES: "active"}
"""Whom each answer of the Active filter hides."""


def toggled(filter: Filter) -> Filter:
    """The same filter with active and inactive people; where it has both, with the active ones only."""
    asked = filter.on(ACTIVE)
    active = _ACTIVE_ONES if asked in (None, BOTH) else BOTH
    return Filter((active, *filter.without(ACTIVE).conditions))


def is_search(filter: Filter) -> bool:
    """Whether somebody is looked for by a text: then people that the Active filter hides may be who is meant."""
    return any(each.field == FIND or isinstance(each, Contains) for each in filter.conditions)


async def tell_hidden(screen: PeopleList, filter: Filter) -> None:
    """Say how many more would match without the Active filter, and the key that shows them.

    Said once the list shows the filter, and only for a search or a filter that finds nobody.
    """
    hidden = _HIDDEN.get(filter.on(ACTIVE))  # type: ignore[arg-type]  # no condition is no key
    await screen.table.person()
    if hidden is None or not _shows(screen, filter):
        return
    matching = screen.table.window.matching
    if matching and not is_search(filter):
        return
    people, kind = screen.services.people, screen.profile_type.kind
    try:
        number = await run_in_thread(people.how_many_match, kind, filter.without(ACTIVE))
    except Refusal:
        return  # the next action of the user says it
    more = number - matching
    if more > 0 and _shows(screen, filter):
        screen.say(f"{more:,} {hidden} {'one matches' if more == 1 else 'ones match'} too: I shows them.")


def _shows(screen: PeopleList, filter: Filter) -> bool:
    query = screen.table.query_wanted
    return query.only is None and query.filter == filter
