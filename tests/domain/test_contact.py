"""Phone numbers and e-mail addresses: which exist, how they are kept, and when two are the same."""

from __future__ import annotations

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.contact import email_key, parse_email, parse_phone, show_phone, show_phone_at_once
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.errors import BadValue
from tests.support.tables import for_each

SAME = ["(201) 555-0123", "201-555-0123", "2015550123", "+1 201 555 0123", "1 201 555 0123", " 201.555.0123 "]


@for_each("text", SAME)
def test_every_way_to_write_a_number_is_kept_as_one(text: str) -> None:
    assert parse_phone(text, "US") == "+12015550123"


@for_each(
    "text",
    ["5550123", "555-0123", "201555012", "20155501234", "+1 999 555 0123", "0", "+", "ring Bob", "12", "+999123"],
)
def test_a_number_that_cannot_be_rung_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match=r"number.*for example \(201\) 555-0123"):
        parse_phone(text, "US")


@for_each("text", ["(201) 555-0123 ext. 42", "2015550123x42", "tel:+12015550123;ext=42"])
def test_an_extension_is_refused_rather_than_dropped(text: str) -> None:
    with pytest.raises(BadValue, match="without extension 42"):
        parse_phone(text, "US")


@for_each("text", ["call 201 555 0123", "201 555 0123 (after six)", "Bob 2015550123"])
def test_words_beside_a_number_are_refused_rather_than_dropped(text: str) -> None:
    with pytest.raises(BadValue):
        parse_phone(text, "US")


def test_a_number_is_read_as_one_of_the_companys_country() -> None:
    assert parse_phone("020 7946 0958", "GB") == "+442079460958"
    with pytest.raises(BadValue):
        parse_phone("020 7946 0958", "US")


def test_ones_own_numbers_show_as_at_home_and_others_with_their_country() -> None:
    assert show_phone("+12015550123", "US") == "(201) 555-0123"
    assert show_phone("+12015550123", "GB") == "+1 201-555-0123"
    assert show_phone("not a number", "US") == "not a number"


@for_each("country", [choice.value for choice in COUNTRIES])
def test_what_is_shown_can_be_typed_again_in_every_country(country: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        example = phonenumbers.example_number_for_type(country, kind)
        if example is None or not phonenumbers.is_valid_number(example):
            continue
        e164 = parse_phone(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164), country)
        assert parse_phone(show_phone(e164, country), country) == e164
        assert parse_phone(show_phone(e164, "US"), "US") == e164


@for_each(
    "text", ["ann", "ann@", "@example.com", "ann@@example.com", "ann lee@example.com", "ann@exa mple.com", "a" * 65 +
             "@example.com", "ann@example", "ann@-example.com", "ann@[10.0.0.1]", "Ann <ann@example.com>", "ann.@x.org",
             "=?utf-8?q?x=40x=2Ey=3E=0D=0ABcc=3A?=@example.com"]
)  # fmt: skip
def test_what_is_not_an_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue, match=r"name@example\.com"):
        parse_email(text)


@for_each("text", ["ann@example.com", "a.n+n@sub.example.org", "josé@exämple.com", "o'brien@example.com"])
def test_addresses_are_kept_as_they_are_written_to(text: str) -> None:
    assert parse_email(text) == text


@for_each(
    "one, other",
    [
        ("Ann@Example.COM", "ann@example.com"),
        ("ANN@bücher.example", "ann@xn--bcher-kva.example"),
        ("ｍike@example.com", "mike@example.com"),  # full-width: the same by NFKC
        ("josé@example.com", "jose\u0301@example.com"),
        ("straße@example.com", "STRASSE@example.com"),
    ],
)
def test_two_spellings_of_an_address_have_one_key(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)


@for_each(
    "one, other",
    [("mıke@example.com", "mike@example.com"), ("josé@example.com", "jose@example.com"),
     ("a.nn@example.com", "ann@example.com"), ("ann+x@example.com", "ann@example.com")],
)  # fmt: skip
def test_two_mailboxes_have_two_keys(one: str, other: str) -> None:
    assert email_key(one) != email_key(other)


@for_each("address", ["İ@example.com", "ﬀ@example.com", "ǅ@example.com", "ſ@example.com"])
def test_a_key_has_a_key_of_itself(address: str) -> None:
    assert email_key(email_key(address)) == email_key(address)


@given(st.from_regex(r"\+1[0-9]{9,11}", fullmatch=True), st.sampled_from(("US", "CA", "GB", "MX")))
def test_what_is_shown_without_the_library_is_what_the_library_shows(e164: str, country: str) -> None:
    at_once = show_phone_at_once(e164, country)
    if at_once is not None:
        number = phonenumbers.parse(e164, None)
        assert at_once == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert country in ("US", "CA")


def test_most_north_american_numbers_are_shown_without_the_library() -> None:
    assert show_phone_at_once("+13035550123", "US") == show_phone_at_once("+13035550123", "CA") == "(303) 555-0123"
    for e164, country in (("+13035550123", "GB"), ("+442079460958", "US"), ("+11035550123", "US"), ("", "US")):
        assert show_phone_at_once(e164, country) is None


@given(
    st.from_regex(r"[A-Za-z0-9._+-]{1,66}", fullmatch=True),
    st.sampled_from(["example.com", "sub-a.example.org", "xn--bcher-kva.example", "a..example", "localhost", "x.test"]),
)
def test_an_address_is_taken_as_the_library_takes_it_whatever_way_it_goes(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    try:
        by_library = validate_email(address, strict=True, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        with pytest.raises(BadValue):
            parse_email(address)
    else:
        assert parse_email(address) == by_library


@given(
    st.sampled_from(["", "1", "+1", "1 ", "+1 ", "1-", "+1."]),
    st.tuples(st.integers(200, 999), st.integers(0, 999), st.integers(0, 9999)),
    st.sampled_from(
        ["{:03}{:03}{:04}", "({:03}) {:03}-{:04}", "{:03}.{:03}.{:04}", "{:03} {:03} {:04}", "{:03}-{:03}-{:04}"]
    ),
    st.sampled_from(["US", "CA"]),
)
def test_a_plain_number_is_read_as_by_the_rules_of_all(
    before: str, parts: tuple[int, int, int], layout: str, country: str
) -> None:
    text = before + layout.format(*parts)
    number = phonenumbers.parse(text, country)
    if phonenumbers.is_valid_number(number):
        assert parse_phone(text, country) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    else:
        with pytest.raises(BadValue):
            parse_phone(text, country)


def test_a_number_of_north_america_is_the_same_however_it_is_read() -> None:
    for country in ("US", "CA"):
        for area in range(200, 1_000):
            digits = f"{area}2345678"
            valid = phonenumbers.is_valid_number(phonenumbers.parse(digits, country))
            try:
                assert parse_phone(digits, country) == f"+1{digits}"
                assert valid, digits
            except BadValue:
                assert not valid, digits
