"""Filters as values: every kind of field can be asked, in words that a person reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fleet_tui.domain.employee import EMPLOYEE
from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters import (
    ASKS,
    ONLY_ACTIVE,
    Asks,
    Between,
    Condition,
    Contains,
    Empty,
    Filter,
    OneOf,
    describe,
)
from fleet_tui.domain.technician import TECHNICIAN

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


@pytest.mark.parametrize(
    ("condition", "words"),
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
    ],
)
def test_a_condition_in_words(condition: Condition, words: str) -> None:
    assert describe(TECHNICIAN, condition, NAMES) == words
