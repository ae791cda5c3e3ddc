"""Filters as values: every kind of field can be asked, in words that a person reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters.conditions import (
    ASKS,
    ONLY_ACTIVE,
    Ago,
    Asks,
    Between,
    Condition,
    Contains,
    Empty,
    Filter,
    OneOf,
    describe,
    swapped,
)
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each

NAMES = {1: "North", 2: "South", 3: "E\x1bvil"}


def test_every_kind_can_be_asked() -> None:
    assert set(ASKS) == set(Kind)


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_every_column_has_a_filter_that_suits_it(declared: ProfileType) -> None:
    for field in declared.column_fields:
        if ASKS[field.kind] is Asks.VALUES:
            assert field.choices or field.source or field.kind is Kind.TOGGLE


def test_a_list_opens_with_the_active() -> None:
    assert Filter((OneOf("active", frozenset({"yes"})),)) == ONLY_ACTIVE


def test_a_field_has_one_condition_and_the_newest_stands_last() -> None:
    filter = Filter().with_(Contains("name", "a")).with_(Empty("email")).with_(Contains("name", "b"))
    assert filter.conditions == (Empty("email"), Contains("name", "b"))
    assert filter.on("name") == Contains("name", "b")
    assert filter.on("mobile") is None
    assert filter.without("name").conditions == (Empty("email"),)
    assert Filter().without("name") == Filter()


@for_each(
    "condition, words",
    [
        (Contains("name", "bob"), "Name: contains “bob”"),
        (Contains("name", "[/]\x1b"), "Name: contains “[/]\ufffd”"),
        (Empty("email"), "Email: is empty"),
        (Empty("email", empty=False), "Email: is not empty"),
        (OneOf("team", frozenset({2, 1})), "Team: North or South"),
        (OneOf("team", frozenset({None})), "Team: none"),
        (OneOf("team", frozenset({3, 99})), "Team: #99 or E\ufffdvil"),
        (OneOf("type", frozenset({"managed"})), "Type: Managed Technician"),
        (OneOf("active", frozenset({"no"})), "Active: Inactive"),
        (OneOf("active", frozenset({"no", "yes"})), "Active: Active or Inactive"),
        (OneOf("fleet_pro", frozenset({"no"})), "Fleet Pro: No"),
        (Between("daily_goal", Decimal("1.50"), None), "Daily goal: 1.50 to …"),
        (Between("created", None, date(2026, 1, 31)), "Created: … to 2026-01-31"),
        (OneOf("team", frozenset(), frozenset({1})), "Team: not North"),
        (OneOf("team", frozenset()), "Team: nothing"),
        (OneOf("team", frozenset({1, None}), frozenset({2, 99})), "Team: North or none, not #99 or South"),
        (Between("changed", Ago(7), None), "Changed: in the last 7 days"),
        (Between("changed", Ago(1), None), "Changed: since yesterday"),
        (Between("changed", Ago(0), None), "Changed: today to …"),
        (Between("changed", None, Ago(7)), "Changed: … to 7 days ago"),
        (Between("changed", Ago(7), Ago(7)), "Changed: the day 7 days ago (changed>7d: since then)"),
        (Between("start_date", Ago(7), None), "Start Date: 7 days ago to …"),
    ],
)
def test_a_condition_in_words(condition: Condition, words: str) -> None:
    assert describe(TECHNICIAN, condition, NAMES) == words


def test_bounds_are_swapped_only_where_it_can_be_said_without_knowing_the_day() -> None:
    assert swapped(Decimal(2), Decimal(1))
    assert swapped(date(2026, 1, 2), date(2026, 1, 1))
    assert swapped(Ago(7), Ago(14))
    assert not swapped(Ago(14), Ago(7))
    assert not swapped(Ago(7), date(2020, 1, 1))
    assert not swapped(date(2030, 1, 1), Ago(7))
    assert not swapped(None, Ago(7))


def test_a_filter_knows_the_entries_whose_names_it_is_shown_with() -> None:
    asked = (OneOf("team", frozenset({1, None}), frozenset({2})), OneOf("type", frozenset({"managed"})), Empty("zone"))
    entries = Filter(asked).entries
    assert {field: set(ids) for field, ids in entries.items() if ids} == {"team": {1, 2}}
