"""What spans several fields: each refusal at its field, all at once, and what follows from other values."""

from __future__ import annotations

import pytest

from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.rules import check, parse_all, with_derived_values
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each

PASSWORD = "correct horse battery"
A_TECHNICIAN: dict[str, object] = {
    "name": "Ann", "positions": (1,), "type": "managed", "role": 1, "mobile": "+12015550123", "past_visibility": "all",
    "account_setup": "later",
}  # fmt: skip
AN_EMPLOYEE: dict[str, object] = {
    "name": "Eve", "positions": (1,), "role": 1, "email": "eve@example.com", "account_setup": "later",
}  # fmt: skip


def problems(declared: ProfileType, *, adding: bool = True, **values: object) -> dict[str, str]:
    right = A_TECHNICIAN if declared is TECHNICIAN else AN_EMPLOYEE
    found = check(declared, right | values, {}, adding=adding)
    return {name: problem.sentence for name, problem in found.items()}


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_what_is_right_has_no_problem(declared: ProfileType) -> None:
    assert problems(declared) == {}


@for_each(
    "declared, missing",
    [(TECHNICIAN, name) for name in ("name", "positions", "type", "role", "past_visibility", "account_setup")]
    + [(EMPLOYEE, name) for name in ("name", "positions", "role", "email", "account_setup")],
)
def test_what_is_required_is_asked_for_at_its_field(declared: ProfileType, missing: str) -> None:
    found = problems(declared, **{missing: None})
    assert list(found) == [missing]
    assert declared.fields[missing].label in found[missing]
    assert ("pick" if declared.fields[missing].kind.value not in ("text", "email") else "fill") in found[missing]


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_everything_missing_is_told_at_once(declared: ProfileType) -> None:
    found = check(declared, {}, {}, adding=True)
    wanted = {field.name for field in declared.fields.values() if field.required}
    assert set(found) == wanted | ({"mobile", "email"} if declared is TECHNICIAN else set())


def test_what_is_asked_once_is_not_asked_of_an_edit() -> None:
    assert problems(TECHNICIAN, adding=False, account_setup=None) == {}
    assert problems(TECHNICIAN, adding=False, account_setup="create") == {}


def test_a_technician_can_be_reached_one_way_at_least() -> None:
    assert set(problems(TECHNICIAN, mobile=None)) == {"mobile", "email"}
    assert problems(TECHNICIAN, mobile=None, email="ann@example.com") == {}
    assert "one of the two" in problems(TECHNICIAN, mobile=None)["mobile"]


def test_a_wrong_phone_is_told_once_and_not_called_missing() -> None:
    wrong = Problem("There is no such phone number.")
    found = check(TECHNICIAN, A_TECHNICIAN | {"mobile": None}, {"mobile": wrong}, adding=True)
    assert found == {"mobile": wrong}


@for_each("part", ["street", "unit", "city", "state", "zip"])
def test_any_part_of_an_address_needs_street_and_city(part: str) -> None:
    value = "07001" if part == "zip" else "Main"
    assert set(problems(TECHNICIAN, **{part: value})) == {"street", "city"} - {part}
    assert problems(TECHNICIAN, **({"street": "1 Main", "city": "Avenel"} | {part: value})) == {}


@for_each(
    "country, code, right",
    [("US", "07001", True), ("US", "07001-1234", True), ("US", "7001", False), ("US", "K1A 0B1", False),
     ("US", "٠٧٠٠١", False), ("US", "070011", False), ("US", "07001-", False), ("CA", "K1A 0B1", True),
     ("CA", "k1a0b1", True), ("CA", "07001", False), ("CA", "K1A  0B1", False), ("CA", "KIA 0B1", False),
     ("GB", "SW1A 1AA", True), ("DE", "anything", True), (None, "anything", True)],
)  # fmt: skip
def test_zip_codes_are_those_of_their_country(country: str | None, code: str, right: bool) -> None:
    found = problems(TECHNICIAN, street="1 Main", city="Avenel", country=country, zip=code)
    assert ("zip" not in found) is right


def test_an_extension_belongs_to_an_office_phone() -> None:
    assert set(problems(EMPLOYEE, has_extension=True)) == {"extension", "office_phone"}
    assert set(problems(EMPLOYEE, has_extension=True, extension="42")) == {"office_phone"}
    assert set(problems(EMPLOYEE, has_extension=True, office_phone="+12015550123")) == {"extension"}
    assert problems(EMPLOYEE, has_extension=True, office_phone="+12015550123", extension="42") == {}


def test_an_invitation_needs_somewhere_to_go() -> None:
    found = problems(TECHNICIAN, account_setup="invite", mobile=None)
    assert "e-mail address or a mobile" in found["account_setup"]
    assert problems(TECHNICIAN, account_setup="invite") == {}
    assert problems(EMPLOYEE, account_setup="invite") == {}


def test_nobody_is_invited_to_what_is_off() -> None:
    assert "Mobile access is off" in problems(TECHNICIAN, account_setup="invite", mobile_access=False)["account_setup"]


@for_each("declared", [TECHNICIAN, EMPLOYEE])
@for_each(
    "password, confirm, field, words",
    [(None, None, "password", "missing"), ("short", "short", "password", "has 5 characters: it needs 15"),
     ("fourteen chars", "fourteen chars", "password", "has 14"), ("a" * 20, "a" * 20, "password", "again and again"),
     ("abababababababab", "abababababababab", "password", "again and again"),
     (PASSWORD, None, "confirm", "not the same"),
     (PASSWORD, PASSWORD + " ", "confirm", "not the same"), (PASSWORD, PASSWORD.upper(), "confirm", "not the same")],
)  # fmt: skip
def test_passwords(declared: ProfileType, password: str, confirm: str, field: str, words: str) -> None:
    found = problems(declared, account_setup="create", password=password, confirm=confirm)
    assert list(found) == [field]
    assert words in found[field]


@for_each("password", [PASSWORD, "ünïcödé is fine too", "long " * 200 + "enough for a whole herd"])
def test_long_passwords_of_any_characters_are_accepted(password: str) -> None:
    assert problems(EMPLOYEE, account_setup="create", password=password, confirm=password) == {}


def test_ones_own_address_is_not_a_password() -> None:
    address = "Somebody.Long@Example.com"
    found = problems(EMPLOYEE, account_setup="create", email=address, password=address.lower(), confirm=address.lower())
    assert "is made of your name, username or address" in found["password"]


def test_passwords_are_not_asked_for_when_no_account_is_made() -> None:
    assert problems(EMPLOYEE, account_setup="later", password="short", confirm="other") == {}


def test_parsing_tells_every_wrong_value_and_keeps_the_right_ones() -> None:
    raw = {"name": "Ann", "mobile": "5550123", "email": "x", "daily_goal": "-1", "memo": "\x1b", "color": "mauve"}
    values, found = parse_all(TECHNICIAN, raw, "US", adding=True)
    assert values == {"name": "Ann"}
    assert set(found) == {"mobile", "email", "daily_goal", "memo", "color"}


def test_the_systems_fields_cannot_be_typed() -> None:
    raw = {"name": "Ann", "active": False, "status": "accepted", "created": "2020-01-01", "last_sign_in": "2020-01-01"}
    assert parse_all(TECHNICIAN, raw, "US", adding=True)[0] == {"name": "Ann"}


def test_what_is_asked_once_is_left_out_of_an_edit() -> None:
    raw = {"name": "Ann", "account_setup": "create", "password": "x", "username": "y", "confirm": "x"}
    assert parse_all(TECHNICIAN, raw, "US", adding=False)[0] == {"name": "Ann"}


@for_each("zones, all_zones", [(None, (7,)), ((3,), (3, 7)), ((7,), (7,)), ((9, 7), (7, 9))])
def test_all_zones_contain_the_main_zone(zones: tuple[int, ...] | None, all_zones: tuple[int, ...]) -> None:
    assert with_derived_values(TECHNICIAN, {"zone": 7, "zones": zones}, "CA")["zones"] == all_zones


def test_without_a_main_zone_the_zones_are_as_picked() -> None:
    assert with_derived_values(TECHNICIAN, {"zone": None, "zones": (3,)}, "CA")["zones"] == (3,)
    assert with_derived_values(TECHNICIAN, {"zone": None, "zones": None}, "CA")["zones"] is None


def test_an_extension_that_is_not_ticked_is_none() -> None:
    assert with_derived_values(EMPLOYEE, {"has_extension": False, "extension": "42"}, "CA")["extension"] is None
    assert with_derived_values(EMPLOYEE, {"has_extension": True, "extension": "42"}, "CA")["extension"] == "42"


def test_a_country_alone_is_no_address() -> None:
    assert with_derived_values(TECHNICIAN, {"country": "US"}, "CA")["country"] is None
    assert with_derived_values(TECHNICIAN, {"country": "US", "city": "Avenel"}, "CA")["country"] == "US"


def test_an_address_is_in_the_companys_country_unless_it_says_another() -> None:
    assert with_derived_values(TECHNICIAN, {"street": "1 Depot Road", "city": "Ottawa"}, "CA")["country"] == "CA"
    assert with_derived_values(TECHNICIAN, {"city": "Phoenix", "country": "US"}, "CA")["country"] == "US"
