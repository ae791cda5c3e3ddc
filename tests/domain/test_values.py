"""Values of fields: every kind can be typed and shown, what is shown can be typed again, and bad input has words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain import values
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.field_values import NAMES, VALUES
from tests.support.tables import for_each

FIELDS = [field for declared in (TECHNICIAN, EMPLOYEE) for field in declared.fields.values()]
PICKED = {Kind.REFERENCE, Kind.REFERENCES, Kind.PHOTO}
"""Kinds whose widgets hold the value itself and not its words."""


def a_field(kind: Kind) -> Field:
    return next(field for field in FIELDS if field.kind is kind)


def test_every_kind_can_be_typed_and_shown() -> None:
    assert set(values._PARSE) == set(values._SHOW) == set(Kind) == set(VALUES)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_what_is_shown_is_typed_back_to_the_same_value(kind: Kind, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([field for field in FIELDS if field.kind is kind]))
    value = data.draw(VALUES[field.kind](field))
    shown = values.show(field, value, NAMES, "US")
    assert shown
    if field.kind is Kind.SECRET:
        assert str(value) not in shown or str(value) in "••••••"
        assert values.parse(field, value, "US") == value
    elif field.kind in PICKED:
        assert values.parse(field, value, "US") == value
    else:
        parsed = values.parse(field, shown, "US")
        assert parsed == value
        assert type(parsed) is type(value)


@for_each("field", FIELDS)
def test_nothing_typed_is_nothing_or_the_default_where_something_always_is(field: Field) -> None:
    if field.kind is not Kind.TOGGLE:
        for raw in (None, "", "   ", "\t\n"):
            assert values.parse(field, raw, "US") == (None if field.clearable else field.default)
    assert values.show(field, None, {}, "US") == ""


@for_each("declared", [TECHNICIAN, EMPLOYEE])
@for_each("bad", ["\x1b[2J", "\x9b2J", "\x00", "\u202e", "\u200b", "\ufeff", "\x1c", "\x85"])
def test_every_typed_field_refuses_what_acts_on_a_terminal(declared: ProfileType, bad: str) -> None:
    for field in declared.fields.values():
        if field.kind in (Kind.SECRET, *PICKED, Kind.TOGGLE):
            continue
        for raw in (f"ab{bad}cd", f"ab{bad}", bad):
            with pytest.raises(BadValue):
                values.parse(field, raw, "US")


@for_each("text", ["[/]", "Smith [Bob]", "O'Brien", "محمد", "דוד", "山田", "👩‍🔧"])
def test_text_is_kept_and_shown_whole(text: str) -> None:
    for field in FIELDS:
        if field.kind in (Kind.TEXT, Kind.LINES) and field.length >= len(text):
            assert values.show(field, values.parse(field, text, "US"), {}, "US") == text


@for_each("field", [f for f in FIELDS if f.kind in (Kind.TEXT, Kind.LINES)])
def test_a_text_has_its_length_and_not_one_character_more(field: Field) -> None:
    assert values.parse(field, "é" * field.length, "US") == "é" * field.length
    with pytest.raises(BadValue, match=f"{field.length + 1} characters: at most {field.length}"):
        values.parse(field, "é" * (field.length + 1), "US")


@for_each("kind", [Kind.MONEY, Kind.PERCENT])
@for_each(
    "text",
    ["-1", "abc", "1.005", "0.001", "1e5", "NaN", "inf", "1.2.3", "٣", "1 2", "1,5", "1,23", "12$50", "5%5", ",1",
     "1,,000", "--1", "0x10", "1_000", "99999999999999", "True"],
)  # fmt: skip
def test_what_is_not_an_amount_is_refused_with_an_example_or_the_limit(kind: Kind, text: str) -> None:
    with pytest.raises(BadValue, match=r"number|at most|two decimals"):
        values.parse(a_field(kind), text, "US")


@for_each(
    "text, amount",
    [("1250.5", "1250.50"), ("$1,250.50", "1250.50"), ("1,234,567", "1234567.00"), (".5", "0.50"), ("5.", "5.00"),
     ("0", "0.00"), ("0.10", "0.10"), ("9999999.99", "9999999.99"), (" 7.00 ", "7.00"), ("1.500", "1.50")],
)  # fmt: skip
def test_money_is_exact(text: str, amount: str) -> None:
    value = values.parse(a_field(Kind.MONEY), text, "US")
    assert isinstance(value, Decimal)
    assert str(value) == amount


def test_amounts_have_limits() -> None:
    with pytest.raises(BadValue, match="at most"):
        values.parse(a_field(Kind.MONEY), "10000000", "US")
    with pytest.raises(BadValue, match="100 at most"):
        values.parse(TECHNICIAN.fields["commission"], "100.01", "US")
    assert values.parse(TECHNICIAN.fields["commission"], "100%", "US") == Decimal("100.00")


def parsed(field: Field, text: str) -> object:
    """The value, or the refusal."""
    try:
        return values.parse(field, text, "US")
    except BadValue as refused:
        return refused


@given(st.text())
def test_whatever_is_typed_has_a_value_or_a_sentence(text: str) -> None:
    for kind in Kind:
        value = parsed(a_field(kind), text)
        assert not isinstance(value, float)
        if isinstance(value, BadValue):
            assert len(str(value)) > 10
            assert str(value).endswith(".")


@for_each("text", ["2026-02-30", "31/01/2026", "yesterday", "2026-13-01", "٢٠٢٦-٠١-٠١"])
def test_what_is_not_a_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue, match="like 2026-01-31"):
        values.parse(a_field(Kind.DATE), text, "US")


@for_each("text", ["1a", "12345678901", "١٢", "-1", "4 2", "4.2"])
def test_an_extension_is_one_to_ten_digits(text: str) -> None:
    with pytest.raises(BadValue, match="1 to 10 digits"):
        values.parse(EMPLOYEE.fields["extension"], text, "US")


def test_an_extension_keeps_its_zeros() -> None:
    assert values.parse(EMPLOYEE.fields["extension"], "0042", "US") == "0042"


def test_choices_are_understood_by_word_and_by_label() -> None:
    country = TECHNICIAN.fields["country"]
    for choice in COUNTRIES:
        assert values.parse(country, choice.label.upper(), "US") == choice.value
    with pytest.raises(BadValue, match="no choice “Atlantis”"):
        values.parse(country, "Atlantis", "US")


def test_a_choice_is_not_repeated_with_what_acts_on_a_terminal() -> None:
    with pytest.raises(BadValue) as refused:
        values.parse(TECHNICIAN.fields["type"], "x\x1b[2Jy", "US")
    assert "\x1b" not in str(refused.value)


def test_entries_that_are_shown_have_their_names_in_order_and_no_markup() -> None:
    assert values.show(TECHNICIAN.fields["zones"], (2, 1, 3, 99), NAMES, "US") == "#99, [/], North, South"
    assert values.show(TECHNICIAN.fields["team"], 1, {1: "a\x1bb"}, "US") == "a\ufffdb"


def test_a_toggle_left_blank_is_what_it_was_declared_as() -> None:
    assert values.parse(TECHNICIAN.fields["mobile_access"], None, "US") is True
    assert values.parse(TECHNICIAN.fields["fleet_pro"], "", "US") is False


def test_secrets_are_never_shown_and_kept_as_typed() -> None:
    password = TECHNICIAN.fields["password"]
    assert values.parse(password, "  spaces are mine ", "US") == "  spaces are mine "
    assert values.show(password, "hunter2", {}, "US") == "••••••"
    with pytest.raises(BadValue, match="at most 1024"):
        values.parse(password, "x" * 1_025, "US")


def test_a_date_is_a_day() -> None:
    assert values.parse(a_field(Kind.DATE), "2026-01-31", "US") == date(2026, 1, 31)


def test_line_breaks_of_every_computer_are_one_in_every_field_of_many_lines() -> None:
    fields = [*TECHNICIAN.fields.values(), *EMPLOYEE.fields.values(), *COMPANY_FIELDS]
    many = [field for field in fields if field.kind is Kind.LINES]
    assert {field.name for field in many} >= {"biography", "memo", "invitation_text", "reset_sms"}
    for field in many:
        assert values.parse(field, "a\r\nb\rc\nd", "US") == "a\nb\nc\nd", field.name
