"""What is said of a field when it is left: what its save would say, and who is in the way."""

from __future__ import annotations

from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Holder
from fleet_tui.domain.lists import ListName
from fleet_tui.services.people.field_checks import FieldFindings
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, raw, set_active
from tests.support.tables import for_each

WRONG = [
    (TECHNICIANS, "mobile", {"mobile": "555"}, "no such phone number"),
    (TECHNICIANS, "email", {"email": "ann@"}, "e-mail"),
    (TECHNICIANS, "daily_goal", {"daily_goal": "12.345"}, "two decimals"),
    (TECHNICIANS, "burden_rate", {"burden_rate": "-1"}, "not negative"),
    (TECHNICIANS, "start_date", {"start_date": "31.1.2026"}, "year-month-day"),
    (TECHNICIANS, "zip", {"zip": "123", "country": "US"}, "five digits"),
    (TECHNICIANS, "zip", {"zip": "12345", "country": "CA"}, "K1A 0B1"),
    (TECHNICIANS, "name", {"name": "x" * 101}, "101 characters"),
    (EMPLOYEES, "office_phone", {"office_phone": "(201) 555-0123 ext. 4"}, "without extension 4"),
    (EMPLOYEES, "extension", {"extension": "12a"}, "1 to 10 digits"),
    (TECHNICIANS, "username", {"username": "adm\u200cin"}, "invisible"),
]


def check(services: Services, kind, field: str, person: int | None = None, **typed: object) -> FieldFindings:  # type: ignore[no-untyped-def]
    return services.people.check(kind, person, [field], typed)


@for_each("kind, field, typed, words", WRONG)
def test_a_wrong_value_is_told_with_the_sentence_of_its_save(services: Services, kind, field, typed, words) -> None:  # type: ignore[no-untyped-def]
    found = check(services, kind, field, **typed)
    assert list(found.problems) == [field]
    assert words in found.problems[field].sentence
    assert not found.notes


@for_each("kind", [TECHNICIANS, EMPLOYEES])
def test_what_is_right_or_empty_is_not_questioned(services: Services, kind) -> None:  # type: ignore[no-untyped-def]
    typed = raw(services, kind)
    assert services.people.check(kind, None, list(typed), typed) == FieldFindings()
    assert services.people.check(kind, None, list(typed), dict.fromkeys(typed, "")) == FieldFindings()
    assert check(services, TECHNICIANS, "zip", zip="123", country="DE") == FieldFindings()


def test_a_value_that_somebody_has_names_them_also_when_they_are_inactive(services: Services) -> None:
    pay = {"payroll_id": "P-1", "email": "ann@example.com"}
    services.company.save(services.company.get().version, {"payroll": True})
    ann = added(services, TECHNICIANS, **pay).id
    set_active(services, TECHNICIANS, ann, False)
    holder = Holder(TECHNICIANS, ann, "Ann Porter", False)
    typed = {"mobile": "+1 201 555 0123", "email": "ANN@example.com", "payroll_id": "P-1"}
    found = services.people.check(TECHNICIANS, None, list(typed), typed)
    assert {name: problem.holder for name, problem in found.problems.items()} == dict.fromkeys(typed, holder)
    assert "Ann Porter (inactive) has this mobile phone already" in found.problems["mobile"].sentence
    assert services.people.check(TECHNICIANS, ann, list(typed), typed) == FieldFindings()  # their own
    assert not services.people.check(EMPLOYEES, None, ["email"], typed).problems  # unique within the kind


def test_a_username_that_somebody_has_names_them(services: Services) -> None:
    services.company.save(services.company.get().version, {"sign_in": PASSWORD})
    account = {"account_setup": "create", "password": "correct horse battery", "confirm": "correct horse battery"}
    ann = added(services, TECHNICIANS, username="ann", **account).id
    found = check(services, TECHNICIANS, "username", username="ANN").problems["username"]
    assert found.holder == Holder(TECHNICIANS, ann, "Ann Porter", True)
    assert found.sentence == "The username ANN is taken by Ann Porter: choose another."
    assert not check(services, EMPLOYEES, "username", username="ann").problems


def test_the_same_name_and_a_truck_that_somebody_drives_are_notes(services: Services) -> None:
    truck = entry(services, ListName.TRUCKS, "Truck 2")
    ann = added(services, TECHNICIANS, truck=truck)
    found = services.people.check(TECHNICIANS, None, ["name", "truck"], {"name": "ánn PORTER", "truck": truck})
    assert not found.problems
    assert found.notes["name"].sentence == "Another technician has this name: Ann Porter."
    assert found.notes["name"].holder == Holder(TECHNICIANS, ann.id, "Ann Porter", True)
    assert found.notes["truck"].sentence == "It is also assigned to Ann Porter."
    assert check(services, TECHNICIANS, "name", ann.id, name="Ann Porter") == FieldFindings()
    added(services, TECHNICIANS, mobile="(201) 555-0124")
    named = check(services, TECHNICIANS, "name", name="Ann Porter").notes["name"]
    assert named.sentence == "2 other technicians have this name, Ann Porter too."
