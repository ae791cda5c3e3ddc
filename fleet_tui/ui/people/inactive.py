"""Active and inactive people in one filter: a key shows both, and a search says which people the Active filter hides.

A search without a result also says which term finds the people of a team, a skill or a truck of that name.
"""

from __future__ import annotations

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import FIND, ONLY_ACTIVE, Contains, Filter, Find, OneOf
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
    """Whether people are looked for by a text: then people that the Active filter hides may be meant."""
    return any(each.field == FIND or isinstance(each, Contains) for each in filter.conditions)


async def tell_missed(screen: PeopleList, filter: Filter, first: str = "") -> None:
    """Say what a line just applied leaves out, after a first sentence, once the list shows it."""
    await screen.table.person()
    if not _shows(screen, filter):
        return
    try:
        more = await run_in_thread(_missed, screen, filter, screen.table.window.matching)
    except Refusal:
        more = ""  # the next action of the user says it
    if (said := " ".join(part for part in (more, first) if part)) and _shows(screen, filter):
        screen.say(said)


def _missed(screen: PeopleList, filter: Filter, matching: int) -> str:
    """How many more match without the Active filter, or else what was meant where none is found."""
    kind, hidden = screen.profile_type.kind, _HIDDEN.get(filter.on(ACTIVE))  # type: ignore[arg-type]  # None is no key
    if hidden is not None and (is_search(filter) or not matching):
        more = screen.services.people.how_many_match(kind, filter.without(ACTIVE)) - matching
        if more > 0:
            return f"{more:,} {hidden} {'one matches' if more == 1 else 'ones match'} too: I shows them."
    asked = filter.on(FIND)
    if matching or not isinstance(asked, Find):
        return ""
    from fleet_tui.domain.filters.line import advice_for

    return advice_for(screen.profile_type, asked.text, screen.services.lists.vocabulary(kind))


def _shows(screen: PeopleList, filter: Filter) -> bool:
    query = screen.table.query_wanted
    return query.only is None and query.filter == filter
