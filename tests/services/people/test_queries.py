"""Whole selections of people as ids: all who match, those between two, those of certain people."""

from __future__ import annotations

import pytest

from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Side, Sort
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, added, ids, load, new_person
from tests.support.tables import for_each

NAMES = "cabdeé"
"""Ids 1 to 6; by name 2 3 1 4 5 6, of whom 4 is inactive."""
QUERY = ListQuery(TECHNICIANS, ("name",))


@pytest.fixture
def people(services: Services) -> Services:
    load(services.database, [new_person(TECHNICIANS, {"name": name}, active=name != "d") for name in NAMES])
    return services


@for_each(
    "query, wanted",
    [
        (QUERY, [2, 3, 1, 5, 6]),
        (ListQuery(TECHNICIANS, ("name",), sort=Sort("name", descending=True)), [6, 5, 1, 3, 2]),
        (ListQuery(TECHNICIANS, ("name",), Filter((Contains("name", "e"),))), [5, 6]),
        (ListQuery(TECHNICIANS, ("name",), Filter()), [2, 3, 1, 4, 5, 6]),
        (ListQuery(EMPLOYEES, ("name",)), []),
    ],
)
def test_all_who_match_are_told_in_the_order_of_the_list(people: Services, query: ListQuery, wanted: list[int]) -> None:
    assert people.people.ids(query) == wanted


@for_each("descending", [False, True])
@for_each(
    "one, other, wanted",
    [
        (3, 5, [3, 1, 5]),
        (5, 3, [3, 1, 5]),
        (3, 3, [3]),
        (4, 6, [5, 6]),
        (2, 4, [2, 3, 1]),
        (3, 99, []),
        (99, 3, []),
        (3, 2**70, []),
        (-(2**70), 3, []),
    ],
)
def test_between_two_are_those_who_match_whichever_comes_first(
    people: Services, one: int, other: int, wanted: list[int], descending: bool
) -> None:
    query = ListQuery(TECHNICIANS, ("name",), sort=Sort("name", descending))
    assert people.people.ids_between(query, one, other) == (wanted[::-1] if descending else wanted)


def test_certain_people_are_a_list_whatever_the_filter_says(people: Services) -> None:
    query = ListQuery(TECHNICIANS, ("name",), ONLY_ACTIVE, only=frozenset({1, 4, 2, 99}))
    page = people.people.page(query)
    assert (ids(page), page.matching, page.total) == ([2, 1, 4], 3, 6)
    assert ids(people.people.page(query, Anchor(Side.AFTER, 1), 5)) == [4]
    assert ids(people.people.page(query, Anchor(Side.LAST), 2)) == [1, 4]
    assert people.people.ids(query) == [2, 1, 4]
    assert people.people.ids_between(query, 4, 3) == [1, 4]
    nobody = people.people.page(ListQuery(TECHNICIANS, ("name",), only=frozenset()))
    assert (nobody.people, nobody.matching) == ((), 0)


def test_a_number_that_no_id_can_be_is_nobody(people: Services) -> None:
    query = ListQuery(TECHNICIANS, ("name",), only=frozenset({1, 2**70}))
    assert people.people.ids(query) == [1]
    for side in (Side.FROM, Side.AFTER, Side.BEFORE):
        assert ids(people.people.page(QUERY, Anchor(side, 2**70), 2)) == [2, 3]


def test_counts_of_certain_people_are_told_apart(people: Services) -> None:
    for only in ({1}, {1, 2}, {4}, {1, 2, 3, 4}):
        query = ListQuery(TECHNICIANS, ("name",), only=frozenset(only))
        assert [people.people.page(query, Anchor(), 1).matching for _ in range(2)] == [len(only)] * 2
    assert people.people.page(QUERY).matching == 5


def test_a_count_of_certain_people_is_taken_again_when_something_has_changed(people: Services) -> None:
    query = ListQuery(TECHNICIANS, ("name",), only=frozenset({1, 7}))
    assert people.people.page(query).matching == 1
    load(people.database, [new_person(TECHNICIANS, {"name": "z"})])
    assert people.people.page(query).matching == 2


def test_how_many_of_them_match_and_how_many_of_them_there_are(people: Services) -> None:
    count = people.people.how_many_match
    assert count(TECHNICIANS, ONLY_ACTIVE, {1, 4, 5, 99}) == 2
    assert count(TECHNICIANS, Filter(), {1, 4, 5, 99}) == 3
    assert count(TECHNICIANS, Filter((Contains("name", "e"),)), [5, 6, 1]) == 2
    assert count(TECHNICIANS, ONLY_ACTIVE, ()) == 0


def test_no_number_of_people_is_too_many(people: Services) -> None:
    many = range(1, 40_001)
    assert people.people.how_many_match(TECHNICIANS, Filter(), many) == len(NAMES)
    assert people.people.how_many_match(TECHNICIANS, Filter()) == len(NAMES)
    assert people.people.ids(ListQuery(TECHNICIANS, ("name",), only=frozenset(many))) == [2, 3, 1, 4, 5, 6]


def test_fleet_pro_or_not_every_employee_is_on_the_list(services: Services) -> None:
    on = added(services, EMPLOYEES, fleet_pro=True).id
    off = added(services, EMPLOYEES, email="off@example.com").id
    assert ids(services.people.page(ListQuery(EMPLOYEES, ("name",)))) == [on, off]
