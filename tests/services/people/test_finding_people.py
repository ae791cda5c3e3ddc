"""Anybody of both kinds is found by what people are known by, the likeliest first, in words that tell who it is."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.found import Found
from fleet_tui.services.services import Services
from tests.support.actors import signed_in
from tests.support.people import EMPLOYEES, TECHNICIANS, added, employee, load, new_person, set_active

ACCOUNT = {
    "account_setup": "create",
    "username": "bobby",
    "password": "five random words is enough",
    "confirm": "five random words is enough",
}


def names(services: Services, text: str, limit: int = 8) -> list[str]:
    return [found.name for found in services.people.find(text, limit)]


def test_both_kinds_are_found_by_everything_that_they_are_known_by(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    truck, team = services.lists.add(ListName.TRUCKS, "129 Transit").id, services.lists.add(ListName.TEAMS, "Nord").id
    details = {"truck": truck, "team": team, "payroll_id": "P-4711", "mobile": "+12015550123"}
    bob = added(services, TECHNICIANS, name="Robert Field", email="r.Field@example.com", **details, **ACCOUNT).id
    office = {"office_phone": "(201) 555-0177", "has_extension": True, "extension": "42", "mobile": "(201) 555-0166"}
    eve = services.people.add(EMPLOYEES, employee(services, name="Eve Office", email="eve@office.test", **office))
    role = eve.profile.names[eve.profile.values["role"]]  # type: ignore[index]

    robert = Found(TECHNICIANS, bob, "Robert Field", True, "(201) 555-0123", "Nord", "129 Transit", "")
    for text in ("rob", "field", "field rob", "5550123", "+1 201 555-0123", "129", "truck 129", "129 transit"):
        assert services.people.find(text) == (robert,), text
    for text, known_by in (
        ("bobby", "username bobby"),
        ("4711", "payroll ID P-4711"),
        ("r.field@", "r.Field@example.com"),
    ):
        (found,) = services.people.find(text)
        assert (found.id, found.known_by) == (bob, known_by), text
    for text in ("0177", "001-201-555-0177", "201.555.0177 ext. 42"):
        (found,) = services.people.find(text)
        assert (found.kind, found.phone, found.place) == (EMPLOYEES, "(201) 555-0177 ext. 42", role), text
    assert [found.phone for found in services.people.find("eve")] == ["(201) 555-0166"]
    assert names(services, "2015550") == ["Eve Office", "Robert Field"]
    assert names(services, "nobody") == names(services, "") == names(services, " ' ") == names(services, "%") == []


def test_the_likeliest_come_first_and_of_equals_the_active_ones(services: Services) -> None:
    services.lists.add(ListName.TRUCKS, "Ann")
    people = ["Joann Zed", "Zed Ann", "Zed Annals", "Ann Young", "Ann Adams", "Anna Bell"]
    load(services.database, [new_person(TECHNICIANS, {"name": name}) for name in people])
    load(services.database, [new_person(TECHNICIANS, {"name": "Driver", "truck": "Ann"})])
    set_active(services, TECHNICIANS, people.index("Ann Adams") + 1, False)
    expected = ["Driver", "Ann Young", "Anna Bell", "Ann Adams", "Zed Ann", "Zed Annals", "Joann Zed"]
    assert names(services, "ANN") == expected
    assert [names(services, "ann", limit) for limit in (1, 4)] == [expected[:1], expected[:4]]
    assert [found.active for found in services.people.find("ann ad")] == [False]


def test_payroll_ids_are_found_by_those_only_who_see_them(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    added(services, TECHNICIANS, name="Ann", payroll_id="P-4711")
    for permissions, found in (([SEE_PEOPLE], []), ([SEE_PEOPLE, SEE_PAYROLL], ["Ann"])):
        acting = signed_in(services, *permissions, name=f"actor{len(permissions)}")
        assert [names(acting, text) for text in ("4711", "p-4711")] == [found, found]
