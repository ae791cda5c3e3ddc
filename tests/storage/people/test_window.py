"""A list is a window on an ordered query: walked from either end, each person is met once, in one order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter, OneOf
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page, Side, Sort
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.arbitrary_people import database_of, people, sort_value
from tests.support.people import (
    EMPLOYEES,
    TECHNICIANS,
    added,
    everybody,
    ids,
    load,
    new_person,
    set_active,
    size,
    technician,
)

GENERATE = [Phase.generate]
"""A database for each example is too dear to shrink them too."""
KINDS = [TECHNICIANS, EMPLOYEES]
FILTERS = [Filter(), ONLY_ACTIVE, Filter((Contains("name", "a"),)), Filter((OneOf("fleet_pro", frozenset({"yes"})),))]


def sortable(kind: PersonKind) -> list[str]:
    """The fields that can be columns, and so can be sorted by."""
    return [field.name for field in PROFILE_TYPES[kind].fields.values() if field.width]


def walk(services: Services, query: ListQuery, step: int, *, backwards: bool = False) -> list[list[int]]:
    """The pages from one end to the other; the place of each is checked on the way."""
    side, beyond = (Side.LAST, Side.BEFORE) if backwards else (Side.FIRST, Side.AFTER)
    page = services.people.page(query, Anchor(side), step)
    seen, met = [], 0
    while page.people:
        met += len(page.people)
        assert page.start == (page.matching - met if backwards else met - len(page.people))
        seen.append(ids(page))
        at = page.people[0 if backwards else -1].id
        page = services.people.page(query, Anchor(beyond, at), step)
    assert page.start == (0 if backwards else page.matching)
    return seen


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=size(3, 1_000), phases=GENERATE)
@given(data=st.data())
def test_every_walk_meets_everybody_once_and_in_order(kind: PersonKind, data: st.DataObject, empty_file: Path) -> None:
    with database_of(empty_file, data.draw(people(kind, 8))) as services:
        total = len(everybody(services, ListQuery(kind, ("name",), Filter())))
        for name in sortable(kind):
            sort, filter = Sort(name, data.draw(st.booleans())), data.draw(st.sampled_from(FILTERS))
            query = ListQuery(kind, ("name", name), filter, sort)
            page = services.people.page(query, Anchor(), 1_000)
            order = ids(page)
            assert (page.start, page.matching, page.total) == (0, len(order), total)
            assert len(order) == len(set(order))
            assert set(order) == set(everybody(services, ListQuery(kind, ("name",), filter)))
            keys = [key(services, kind, name, id) for id in order]
            assert keys == sorted(keys, reverse=sort.descending), name
            step = data.draw(st.integers(1, 4))
            assert [id for some in walk(services, query, step) for id in some] == order
            assert [id for some in reversed(walk(services, query, step, backwards=True)) for id in some] == order
            if order:
                place = data.draw(st.integers(0, len(order) - 1))
                check_beside(services, query, order, place, step)


def key(services: Services, kind: PersonKind, name: str, id: int) -> object:
    profile = services.people.profile(kind, id)
    return sort_value(PROFILE_TYPES[kind].fields[name], profile.values, profile.names), id


def check_beside(services: Services, query: ListQuery, order: list[int], place: int, step: int) -> None:
    """The three windows beside the person at that place, and the one at the end."""

    def at(side: Side) -> tuple[int, list[int]]:
        page = services.people.page(query, Anchor(side, order[place]), step)
        return page.start, ids(page)

    assert at(Side.FROM) == (place, order[place : place + step])
    above = min(place, 2)
    around = services.people.page(query, Anchor(Side.FROM, order[place]), step, above=2)
    assert (around.start, around.place, ids(around)) == (place - above, place, order[place - above : place + step])
    assert at(Side.AFTER) == (place + 1, order[place + 1 :][:step])
    before = order[:place][-step:]
    assert at(Side.BEFORE) == (place - len(before), before)
    assert at(Side.LAST) == (max(0, len(order) - step), order[-step:])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=size(2, 500), phases=GENERATE)
@given(data=st.data())
def test_an_anchor_who_does_not_match_marks_the_place_where_they_would_be(
    kind: PersonKind, data: st.DataObject, empty_file: Path
) -> None:
    with database_of(empty_file, data.draw(people(kind, 8))) as services:
        for name in sortable(kind):
            sort = Sort(name, data.draw(st.booleans()))
            everyone = everybody(services, ListQuery(kind, ("name",), Filter(), sort))
            query = ListQuery(kind, ("name",), ONLY_ACTIVE, sort)
            matching = everybody(services, query)
            for anchor in set(everyone) - set(matching):
                place = everyone.index(anchor)
                after = [id for id in everyone[place:] if id in matching]
                before = [id for id in everyone[:place] if id in matching]
                for side, start, wanted in (
                    (Side.AFTER, len(before), after),
                    (Side.FROM, len(before), after),
                    (Side.BEFORE, 0, before),
                ):
                    page = services.people.page(query, Anchor(side, anchor), 100)
                    assert (page.start, ids(page)) == (start, wanted)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("descending", [False, True])
def test_beside_nobody_is_the_start_of_the_list(services: Services, side: Side, descending: bool) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": name}) for name in "cab"])
    query = ListQuery(TECHNICIANS, ("name",), sort=Sort("name", descending))
    page = services.people.page(query, Anchor(side, 99), 2)
    order = [1, 3, 2] if descending else [2, 3, 1]
    assert ids(page) == (order[-2:] if side is Side.LAST else order[:2])
    assert page.start == (1 if side is Side.LAST else 0)


@pytest.mark.parametrize("side", Side)
def test_a_list_of_nobody_has_an_empty_window(services: Services, side: Side) -> None:
    page = services.people.page(ListQuery(EMPLOYEES, ("name",)), Anchor(side, 1), 10)
    assert (page.people, page.start, page.matching, page.total) == ((), 0, 0, 0)


def test_people_have_the_fields_that_were_asked_for_and_the_names_of_their_entries(services: Services) -> None:
    profile = added(services, TECHNICIANS)
    page = services.people.page(ListQuery(TECHNICIANS, ("name", "positions", "role")))
    (person,) = page.people
    assert {"name", "positions", "role"} <= set(person.values)
    assert person.values["positions"] == profile.values["positions"]
    assert {page.names[id] for id in profile.values["positions"]} == {"Installer"}  # type: ignore[attr-defined]
    assert (person.id, person.version, page.country) == (profile.id, 1, "US")


def test_counts_follow_every_change_also_of_another_program(services: Services) -> None:
    def counts(page: Page) -> tuple[int, int]:
        return page.matching, page.total

    query = ListQuery(TECHNICIANS, ("name",))
    assert counts(services.people.page(query)) == (0, 0)
    profile = added(services, TECHNICIANS)
    assert counts(services.people.page(query)) == (1, 1)
    set_active(services, TECHNICIANS, profile.id, False)
    assert counts(services.people.page(query)) == (0, 1)
    load(services.database, [new_person(TECHNICIANS, {"name": "Bob"})])
    assert counts(services.people.page(query)) == (1, 2)
    raw = technician(services, mobile="(201) 555-0199")
    services.people.add(TECHNICIANS, raw)
    assert counts(services.people.page(query)) == (2, 3)


def test_truck_nine_comes_before_truck_ten(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "x", "truck": f"Truck {n}"}) for n in (10, 9, 100, 1)])
    assert everybody(services, ListQuery(TECHNICIANS, ("name",), sort=Sort("truck"))) == [4, 2, 1, 3]


def test_statuses_stand_in_their_order_of_precedence_and_dates_by_date(services: Services) -> None:
    from datetime import timedelta

    from fleet_tui.domain.accounts.status import AccountState
    from tests.support.people import NOON

    load(
        services.database,
        [
            new_person(TECHNICIANS, {"name": "never", "email": "a@x.org"}),
            new_person(TECHNICIANS, {"name": "none"}),
            new_person(TECHNICIANS, {"name": "pending", "email": "b@x.org"}, account=AccountState.INVITED),
            new_person(TECHNICIANS, {"name": "assigned"}, account=AccountState.ASSIGNED),
            new_person(TECHNICIANS, {"name": "accepted"}, account=AccountState.ACCEPTED),
            new_person(TECHNICIANS, {"name": "late"}, last_sign_in=NOON + timedelta(days=1)),
            new_person(TECHNICIANS, {"name": "early"}, last_sign_in=NOON),
        ],
    )
    query = ListQuery(TECHNICIANS, ("name",), sort=Sort("status"))
    names = [person.values["name"] for person in services.people.page(query).people]
    assert names == ["early", "late", "accepted", "assigned", "pending", "none", "never"]
