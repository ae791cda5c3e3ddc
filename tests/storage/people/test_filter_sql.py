"""Filters run by SQLite find whom the same filters find in plain Python."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fleet_tui.domain.contact import email_key
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.filters.conditions import (
    ASKS,
    Ago,
    Asks,
    Between,
    Bound,
    Condition,
    Contains,
    Empty,
    FieldCondition,
    Filter,
    OneOf,
)
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import search_key
from fleet_tui.services.services import Services
from fleet_tui.storage.db import comparing
from tests.support.arbitrary_people import DAYS, ENTRIES, LETTERS, database_of, people
from tests.support.people import EMPLOYEES, TECHNICIANS, entry, everybody, load, new_person, size

GENERATE = [Phase.generate]
"""A database for each example is too dear to shrink them too."""
KINDS = [TECHNICIANS, EMPLOYEES]
TODAY = date(2026, 3, 3)
"""The day in these tests: people's days lie on both sides of a week before it."""
AGO = st.integers(0, 6).map(Ago)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "today", lambda: TODAY)


def matches(field: Field, condition: Condition, value: object) -> bool:
    """What the condition means, in plain Python."""
    match condition:
        case Empty(empty=empty):
            return (value is None) is empty
        case Contains(text=text):
            return value is not None and _contains(field, text, str(value))
        case OneOf(values=wanted, excluded=out):
            has = {"yes" if value else "no"} if field.kind is Kind.TOGGLE else _values(value)
            return (bool(has & wanted) or bool(out and not wanted)) and not has & out
        case Between():
            low, high = (
                TODAY - timedelta(b.days) if isinstance(b, Ago) else b for b in (condition.low, condition.high)
            )
            known = value.astimezone().date() if isinstance(value, datetime) else value
            return known is not None and (low is None or known >= low) and (high is None or known <= high)  # type: ignore[operator]


def _values(value: object) -> set[object]:
    return set(value) if isinstance(value, tuple) else {value}


def _day(bound: Bound | None) -> date | Decimal | None:
    return TODAY - timedelta(bound.days) if isinstance(bound, Ago) else bound


def _contains(field: Field, text: str, value: str) -> bool:
    if field.kind is Kind.PHONE:
        digits = "".join(character for character in text if character.isdigit())
        ways = {digits, digits.removeprefix("0"), digits.removeprefix("00")} - {""}
        return any(way in value for way in ways)
    if field.kind is Kind.EMAIL:
        wanted = unicodedata.normalize("NFKC", text).casefold().strip()
        return wanted in email_key(value) or wanted in value.lower()
    key, wanted = search_key(value), search_key(text)
    if not wanted.strip("- "):
        return bool(wanted) and wanted in key
    return wanted.replace("-", "") in key.replace("-", "") or wanted.replace("-", " ").strip() in key.replace("-", " ")


DRAWN = {Between, Contains, Empty, OneOf}
"""The classes that `conditions` draws from."""


def conditions(services: Services, field: Field) -> st.SearchStrategy[Condition]:
    """Everything that may be asked of a field, and whether it is empty."""
    empty = st.builds(Empty, st.just(field.name), st.booleans())
    if field.kind is Kind.PHOTO:
        return empty
    if ASKS[field.kind] is Asks.TEXT:
        text = (
            st.text("0123456789+() ", max_size=5) if field.kind is Kind.PHONE else st.text(LETTERS + ".@", max_size=3)
        )
        return empty | st.builds(Contains, st.just(field.name), text)
    if ASKS[field.kind] is Asks.RANGE:
        limits = (
            DAYS | AGO
            if field.kind in (Kind.DATE, Kind.MOMENT)
            else st.integers(-5, 1_100).map(lambda c: Decimal(c) / 100)
        )
        return empty | st.builds(Between, st.just(field.name), st.none() | limits, st.none() | limits)
    if field.kind is Kind.TOGGLE:
        offered: list[object] = ["yes", "no"]
    elif field.source:
        offered = [None, *(entry.id for entry in services.lists.entries(field.source, retired=True))]
    elif permission_of(field):
        offered = [choice.value for choice in field.choices]
    else:
        offered = [None, *(choice.value for choice in field.choices)]
    some = st.frozensets(st.sampled_from(offered), max_size=3)
    return empty | st.builds(OneOf, st.just(field.name), some, st.just(frozenset()) | some)


def found(services: Services, kind: PersonKind, *asked: Condition) -> set[int]:
    return set(everybody(services, ListQuery(kind, ("name",), Filter(asked))))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=size(5, 1_000), phases=GENERATE)
@given(data=st.data())
def test_every_condition_on_every_field_finds_whom_it_means(
    kind: PersonKind, data: st.DataObject, empty_file: Path
) -> None:
    with database_of(empty_file, data.draw(people(kind, 7))) as services:
        profiles = [services.people.profile(kind, id) for id in found(services, kind)]
        declared = PROFILE_TYPES[kind]
        for field in (*declared.stored, *declared.system):
            condition = data.draw(conditions(services, field))
            wanted = {profile.id for profile in profiles if matches(field, condition, profile.values[field.name])}
            assert found(services, kind, condition) == wanted, condition


@settings(max_examples=size(5, 1_000), phases=GENERATE)
@given(data=st.data())
def test_several_conditions_must_all_hold(data: st.DataObject, empty_file: Path) -> None:
    with database_of(empty_file, data.draw(people(TECHNICIANS, 7))) as services:
        fields = PROFILE_TYPES[TECHNICIANS].fields
        names = ("name", "email", "type", "positions", "created", "daily_goal", "active", "memo", "may_see_people")
        asked = [
            data.draw(conditions(services, fields[name]))
            for name in data.draw(st.sets(st.sampled_from(names), min_size=2))
        ]
        one_by_one = [found(services, TECHNICIANS, condition) for condition in asked]
        assert found(services, TECHNICIANS, *asked) == set.intersection(*one_by_one)


def test_each_class_of_conditions_is_drawn() -> None:
    assert set(get_args(FieldCondition)) == DRAWN


@pytest.mark.parametrize("kind", KINDS)
def test_a_condition_that_does_not_suit_its_field_finds_somebody_or_nobody_and_never_fails(
    kind: PersonKind, services: Services
) -> None:
    load(services.database, [new_person(kind, {"name": "Ann", "positions": ENTRIES[:1]})])
    declared = PROFILE_TYPES[kind]
    for field in (*declared.stored, *declared.system):
        for condition in (
            Contains(field.name, "a"),
            Empty(field.name),
            Empty(field.name, empty=False),
            OneOf(field.name, frozenset({"yes", 1, None})),
            OneOf(field.name, frozenset()),
            OneOf(field.name, frozenset(), frozenset({"yes", 1, None})),
            OneOf(field.name, frozenset({"\ud800", 2**70}), frozenset({"\udfff", -(2**70)})),
            Between(field.name, Ago(7), Ago(10**12)),
            Between(field.name, Decimal(1), Decimal(2)),
            Between(field.name, date(2026, 1, 1), None),
            Between(field.name, None, None),
        ):
            assert found(services, kind, condition) <= {1}


ODD = ["", " ", "%", "_", "/", "\\", "'", '"', "x" * 60_000, "é" * 60_000, "\x00", "\ud800", "🎉", ")", "--", "*", "?"]


@pytest.mark.parametrize("name", ["name", "memo", "email", "mobile", "positions", "payroll_id"])
def test_whatever_is_typed_into_a_filter_is_answered(services: Services, name: str) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann", "memo": "Bob", "email": "c@x.org"})])
    for text in ODD:
        assert found(services, TECHNICIANS, Contains(name, text)) <= {1}


@pytest.mark.parametrize("name", ["created", "changed", "last_sign_in", "start_date", "daily_goal", "commission"])
def test_bounds_at_the_ends_of_time_and_money_are_open_ends(services: Services, name: str) -> None:
    someone = {"name": "Ann", "start_date": date(2026, 1, 1), "daily_goal": Decimal(5), "commission": Decimal(5)}
    load(services.database, [new_person(TECHNICIANS, someone, last_sign_in=datetime(2026, 1, 1).astimezone())])
    money = name in ("daily_goal", "commission")
    low, high = (Decimal(0), Decimal(10) ** 30) if money else (date.min, date.max)
    assert found(services, TECHNICIANS, Between(name, low, high)) == {1}
    assert found(services, TECHNICIANS, Between(name, high, low)) == set()
    if not money:
        assert found(services, TECHNICIANS, Between(name, date(300, 1, 1), None)) == {1}


def test_a_day_reaches_from_midnight_to_midnight_of_the_place(services: Services) -> None:
    midnight = datetime(2026, 3, 1).astimezone()
    moments = [
        midnight - timedelta(seconds=1),
        midnight,
        midnight + timedelta(days=1, seconds=-1),
        midnight + timedelta(1),
    ]
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann"}, created=moment) for moment in moments])
    assert found(services, TECHNICIANS, Between("created", date(2026, 3, 1), date(2026, 3, 1))) == {2, 3}


def test_a_day_told_from_today_is_another_one_tomorrow(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime(2026, 3, day, 23, 59).astimezone() for day in (1, 2, 3)]
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann"}, created=moment) for moment in moments])
    assert found(services, TECHNICIANS, Between("created", Ago(1), None)) == {2, 3}
    assert found(services, TECHNICIANS, Between("created", None, Ago(1))) == {1, 2}
    asked = ListQuery(TECHNICIANS, ("name",), Filter((Between("created", Ago(1), None),)))
    assert services.people.page(asked).matching == 2
    monkeypatch.setattr(comparing, "today", lambda: TODAY + timedelta(1))
    assert found(services, TECHNICIANS, Between("created", Ago(1), None)) == {3}
    assert services.people.page(asked).matching == 1


def test_who_has_no_value_is_left_out_only_when_none_is(services: Services) -> None:
    gas = {"skills": ("Gas",), "team": "Gas", "type": "managed"}
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann"}), new_person(TECHNICIANS, {"name": "Bob", **gas})])
    team, skill = entry(services, ListName.TEAMS, "Gas"), entry(services, ListName.SKILLS, "Gas")
    for name, value in (("skills", skill), ("team", team), ("type", "managed")):
        assert found(services, TECHNICIANS, OneOf(name, frozenset(), frozenset({value}))) == {1}
        assert found(services, TECHNICIANS, OneOf(name, frozenset(), frozenset({None}))) == {2}
        assert found(services, TECHNICIANS, OneOf(name, frozenset(), frozenset({value, None}))) == set()


def test_values_that_nobody_can_have_are_nobodys(services: Services) -> None:
    someone = {"name": "?", "skills": ("Gas",), "team": "Gas", "type": "managed", "city": "?"}
    load(services.database, [new_person(TECHNICIANS, someone, active=False)])
    nobodys = frozenset({"\ud800", 2**63, -(2**70)})
    for name in ("name", "team", "skills", "type", "active", "may_see_people", "city"):
        assert found(services, TECHNICIANS, OneOf(name, nobodys)) == set(), name
        assert found(services, TECHNICIANS, OneOf(name, frozenset(), nobodys)) == {1}, name
    for name in ("name", "city"):
        assert found(services, TECHNICIANS, Contains(name, "\ud800")) == set(), name


def test_accents_are_found_with_and_without_them_in_every_text(services: Services) -> None:
    texts = {"name": "Élan Zoë", "memo": "ÉLAN", "city": "Łódź Élan", "biography": "x\nélan"}
    load(services.database, [new_person(TECHNICIANS, texts)])
    for name in texts:
        for text in ("élan", "ELAN", "Élan"):
            assert found(services, TECHNICIANS, Contains(name, text)) == {1}, (name, text)


@pytest.mark.parametrize("text", ["josé", "JOSÉ", "@bücher", "jos", "@xn--bcher-kva"])
def test_international_addresses_are_found_as_they_are_typed(services: Services, text: str) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "José", "email": "José@bücher.example"})])
    assert found(services, TECHNICIANS, Contains("email", text)) == {1}
    assert found(services, TECHNICIANS, Contains("email", "jösé")) == set()


@pytest.mark.parametrize("text", ["2015550123", "(201) 555-01", "555 0123", "+1 201", "0123"])
def test_phones_are_found_by_their_digits_however_written(services: Services, text: str) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann", "mobile": "+12015550123"})])
    assert found(services, TECHNICIANS, Contains("mobile", text)) == {1}
    assert found(services, TECHNICIANS, Contains("mobile", "no digits")) == set()
