"""Saved views as values: a filter comes back as it was, and a text that is none is refused in words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.access.identity import program
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.as_json import decode, encode
from fleet_tui.domain.filters.conditions import Ago, Between, Condition, Contains, Empty, FieldCondition, Filter, OneOf
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.filters.saved_views import View, entries_of, only_known
from tests.support.tables import for_each

FIELDS = st.sampled_from(["name", "team", "skills", "created", "no longer known"]) | st.text(
    st.characters(codec="utf-8"), max_size=5
)
VALUES = st.frozensets(
    st.none() | st.integers(-(2**63) + 1, 2**63 - 1) | st.text(st.characters(codec="utf-8"), max_size=5)
)
BOUNDS = (
    st.none() | st.builds(Ago, st.integers(0, 3_000_000)) | st.dates() | st.decimals(-(10**15), 10**15, allow_nan=False)
)
BY_KIND: dict[type, st.SearchStrategy[FieldCondition]] = {
    Contains: st.builds(Contains, FIELDS, st.text()),
    Empty: st.builds(Empty, FIELDS, st.booleans()),
    OneOf: st.builds(OneOf, FIELDS, VALUES, VALUES),
    Between: st.builds(Between, FIELDS, BOUNDS, BOUNDS),
}
CONDITIONS = st.one_of(*(BY_KIND[kind] for kind in get_args(FieldCondition)))
FILTERS = st.lists(CONDITIONS, max_size=4, unique_by=lambda condition: condition.field).map(
    lambda conditions: Filter(tuple(conditions))
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["field", "contains", "empty", "one_of", "excluded", "between", "amount", "day", "days_ago"]
            ),
            each,
        )
    ),
)


@given(FILTERS)
def test_a_filter_comes_back_as_it_was(filter: Filter) -> None:
    text = encode(filter)
    assert decode(text) == filter
    assert text.isascii()  # so the database takes it whatever is in it


@settings(max_examples=40)
@given(st.text() | ANY_JSON.map(json.dumps) | st.lists(ANY_JSON).map(json.dumps))
def test_a_text_that_is_no_filter_is_refused_in_words(text: str) -> None:
    said = ""
    try:
        assert isinstance(decode(text), Filter)
    except BadValue as refused:
        said = str(refused)
    assert said in ("", "What it asks for cannot be read.")


@for_each(
    "text",
    [
        "",
        "{",
        "3",
        "{}",
        "[{}]",
        "[null]",
        '[{"field":"name"}]',
        '[{"contains":"a"}]',
        '[{"field":"name","contains":3}]',
        '[{"field":"name","empty":1}]',
        '[{"field":"team","one_of":[1.5]}]',
        '[{"field":"team","one_of":[true]}]',
        f'[{{"field":"team","one_of":[{2**63}]}}]',
        '[{"field":"team","one_of":["\\ud800"]}]',
        '[{"field":"created","between":[null]}]',
        '[{"field":"created","between":[{"day":"2026-13-01"},null]}]',
        '[{"field":"created","between":[{"days_ago":true},null]}]',
        '[{"field":"created","between":[{"days_ago":99999999},null]}]',
        '[{"field":"created","between":[{"days_ago":-3000000},null]}]',
        '[{"field":"daily_goal","between":[{"amount":"NaN"},null]}]',
        '[{"field":"daily_goal","between":[{"amount":"-1E+999999"},null]}]',
        '[{"field":"daily_goal","between":[{"amount":"a"},null]}]',
        "[" * 100_000,
    ],
)
def test_each_damage_is_found(text: str) -> None:
    with pytest.raises(BadValue, match="cannot be read"):
        decode(text)


def view(*conditions: Condition, fields: tuple[str, ...] = ("name", "team"), sort: Sort = Sort()) -> View:  # noqa: B008
    return View(1, PersonKind.TECHNICIAN, program("ann"), False, "Mine", Filter(conditions), sort, fields, 1)


def test_what_is_known_is_left_as_it_is() -> None:
    saved = view(
        OneOf("team", frozenset({1, None}), frozenset({2})),
        OneOf("type", frozenset({"managed"})),
        Contains("memo", "a"),
        Between("created", Ago(7), date(2026, 1, 1)),
        Between("daily_goal", Decimal(1), None),
        fields=("name", "created", "team"),
        sort=Sort("created", True),
    )
    assert only_known(saved, {1, 2}) == saved
    assert entries_of([saved]) == {1, 2}


@for_each(
    "condition, kept, note",
    [
        (Contains("fax", "a"), None, "fax is not known any more: its filter was left out."),
        (Contains("password", "a"), None, "password is not known any more: its filter was left out."),
        (
            OneOf("team", frozenset({1, 9})),
            OneOf("team", frozenset({1})),
            "Team: an entry that is not known any more was left out of the filter.",
        ),
        (OneOf("team", frozenset({9}), frozenset({1})), None, "Team: an entry that is not known any more"),
        (
            OneOf("skills", frozenset(), frozenset({1, 9})),
            OneOf("skills", frozenset(), frozenset({1})),
            "Skills: an entry that is not known any more",
        ),
    ],
)
def test_what_is_not_known_any_more_is_left_out_and_noted(
    condition: Condition, kept: Condition | None, note: str
) -> None:
    shown = only_known(view(Contains("name", "b"), condition), {1})
    assert shown.filter.conditions == (Contains("name", "b"), *((kept,) if kept else ()))
    assert shown.notes[0].startswith(note)
    assert len(shown.notes) == 1


def test_columns_that_are_not_known_any_more_are_left_out_and_the_name_stays_first() -> None:
    shown = only_known(view(fields=("team", "fax\x1b", "team", "password"), sort=Sort("fax", True)), ())
    assert shown.fields == ("name", "team")
    assert shown.sort == Sort()
    assert shown.notes == (
        "Columns that are not known any more were left out: fax\ufffd, password.",
        "fax is not known any more: sorted by name.",
    )
