"""What a plan says of each person: product.md's table of bulk actions, row by row, for both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Action, How, Send, SetActive, SetField
from fleet_tui.domain.bulk.plan import Decision, Plan, Verdict
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.services import Services
from tests.support.bulk_driving import changes, decisions
from tests.support.people import (
    EMPLOYEES,
    NOON,
    TECHNICIANS,
    entry,
    load,
    new_person,
    services_on,
    with_passwords,
)
from tests.support.tables import for_each

INVITE, RESET = Send(Purpose.INVITE), Send(Purpose.RESET)
ON, OFF = SetActive(True), SetActive(False)
WILL, ALREADY, CANNOT = Verdict.CHANGES, Verdict.UNCHANGED, Verdict.BLOCKED
UNREACHABLE = "no e-mail address and no mobile phone"

NOW, DAY = datetime.now(UTC), timedelta(days=1)
PEOPLE: dict[str, NewPerson] = {
    who: new_person(TECHNICIANS, {"name": who, "type": "managed", "email": f"{who}@x.org"} | values, **past)  # type: ignore[arg-type]
    for who, values, past in (
        ("plain", {"skills": ("Gas", "HVAC"), "zone": "North", "zones": ("North", "East")}, {}),
        ("gone", {"truck": "Truck 1"}, {"active": False}),
        ("untyped", {"type": None}, {"active": False}),
        ("freelance", {"type": "non_managed", "positions": ("Sales",), "mobile_access": False}, {}),
        ("phone", {"email": None, "mobile": "+12015550123", "truck": "Truck 1"}, {}),
        ("silent", {"email": None}, {}),
        ("invited", {}, {"account": AccountState.INVITED, "invited": (NOW, NOW + DAY)}),
        ("ended", {"type": "non_managed"}, {"account": AccountState.INVITED, "invited": (NOW - DAY, NOW)}),
        ("accepted", {}, {"account": AccountState.ACCEPTED}),
        ("assigned", {"email": None}, {"account": AccountState.ASSIGNED}),
        ("seen", {}, {"last_sign_in": NOON}),
        ("left", {"truck": "Truck 2"}, {"account": AccountState.ACCEPTED, "active": False}),
        ("twin", {"truck": "Truck 3"}, {"active": False}),
        ("brother", {"truck": "Truck 3"}, {"active": False}),
    )
}
OFFICE: dict[str, NewPerson] = {
    who: new_person(EMPLOYEES, {"name": who, "email": f"{who}@x.org", "role": "Office"} | values, **past)  # type: ignore[arg-type]
    for who, values, past in (
        ("plain", {}, {}),
        ("gone", {}, {"active": False}),
        ("phone", {"email": None, "mobile": "+12015550123"}, {}),
        ("accepted", {}, {"account": AccountState.ACCEPTED}),
    )
}


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """These people; plans change nothing, so they are made once."""
    services = services_on(tmp_path_factory.mktemp("plans") / "fleet.db")
    with_passwords(services)
    load(services.database, [*PEOPLE.values(), *OFFICE.values()])
    yield services
    services.database.close()


def plan(services: Services, action: Action, *who: str, kind: PersonKind = TECHNICIANS) -> Plan:
    names = list(PEOPLE if kind is TECHNICIANS else OFFICE)
    return services.bulk.plan(action, kind, [names.index(name) + 1 for name in who])


def verdicts(plan: Plan) -> dict[str, Decision]:
    return dict(zip(plan.names, decisions(plan), strict=True))


@for_each(
    "action, who, verdict, reason, billed",
    [
        (ON, "gone", WILL, "", 1),
        (ON, "plain", ALREADY, "already active", 0),
        (ON, "untyped", CANNOT, "no technician type", 0),
        (OFF, "plain", WILL, "", -1),
        (OFF, "freelance", WILL, "", 0),
        (OFF, "gone", ALREADY, "already inactive", 0),
        (INVITE, "plain", WILL, "", 0),
        (INVITE, "phone", WILL, "", 0),
        (INVITE, "invited", WILL, "the older invitation ends", 0),
        (INVITE, "ended", WILL, "", 0),
        (INVITE, "accepted", ALREADY, "has an account", 0),
        (INVITE, "assigned", ALREADY, "has an account", 0),
        (INVITE, "seen", ALREADY, "has an account", 0),
        (INVITE, "gone", CANNOT, "inactive", 0),
        (INVITE, "silent", CANNOT, UNREACHABLE, 0),
        (INVITE, "freelance", CANNOT, "mobile access is off", 0),
        (RESET, "accepted", WILL, "", 0),
        (RESET, "seen", WILL, "", 0),
        (RESET, "left", CANNOT, "inactive", 0),
        (RESET, "assigned", CANNOT, UNREACHABLE, 0),
        (RESET, "plain", ALREADY, "no account: send an account invite instead", 0),
        (RESET, "invited", ALREADY, "no account: send an account invite instead", 0),
        (SetField("type", "non_managed"), "plain", WILL, "", -1),
        (SetField("type", "managed"), "freelance", WILL, "", 1),
        (SetField("type", "non_managed"), "gone", WILL, "", 0),
        (SetField("type", "managed"), "untyped", WILL, "", 0),
        (SetField("type", "managed"), "plain", ALREADY, "already Managed Technician", 0),
        (SetField("team", None), "plain", ALREADY, "already none", 0),
        (SetField("truck", None), "phone", WILL, "", 0),
        (
            SetField("mobile_access", True),
            "freelance",
            WILL,
            "limited, as a non-managed technician",
            0,
        ),
        (SetField("mobile_access", False), "plain", WILL, "", 0),
        (SetField("past_visibility", "month"), "plain", WILL, "", 0),
        (SetField("fleet_pro", True), "plain", WILL, "", 0),
        (SetField("skills", None), "plain", WILL, "", 0),
    ],
)
def test_technicians_are_judged_as_the_table_says(
    fleet: Services, action: Action, who: str, verdict: Verdict, reason: str, billed: int
) -> None:
    assert verdicts(plan(fleet, action, who)) == {who: Decision(verdict, reason, billed)}


@for_each(
    "action, who, verdict, reason",
    [
        (ON, "gone", WILL, ""),
        (OFF, "plain", WILL, ""),
        (INVITE, "plain", WILL, ""),
        (INVITE, "phone", CANNOT, "no e-mail address"),
        (RESET, "accepted", WILL, ""),
        (SetField("business_unit", None), "plain", ALREADY, "already none"),
    ],
)
def test_employees_are_judged_as_the_table_says(
    fleet: Services, action: Action, who: str, verdict: Verdict, reason: str
) -> None:
    assert verdicts(plan(fleet, action, who, kind=EMPLOYEES)) == {who: Decision(verdict, reason)}


@for_each(
    "action, who, change",
    [
        (ON, "gone", "Inactive → Active, billed"),
        (OFF, "plain", "Active, billed → Inactive"),
        (OFF, "freelance", "Active → Inactive"),
        (INVITE, "plain", "Never logged in → Pending"),
        (INVITE, "phone", "Never logged in → Pending, by SMS"),
        (INVITE, "invited", "Pending again"),
        (INVITE, "ended", "Invitation ended → Pending"),
        (RESET, "accepted", "password reset by e-mail"),
        (SetField("type", "non_managed"), "plain", "Type: Managed Technician → Non-managed Technician"),
        (SetField("truck", None), "phone", "Truck: Truck 1 → none"),
        (SetField("mobile_access", False), "plain", "Mobile access: Yes → No"),
        (SetField("skills", None), "plain", "Skills: Gas, HVAC → none"),
        (OFF, "gone", ""),
        (INVITE, "silent", ""),
    ],
)
def test_what_is_there_and_what_will_be_is_told_of_who_changes(
    fleet: Services, action: Action, who: str, change: str
) -> None:
    assert changes(plan(fleet, action, who)) == [change]


def test_fields_that_go_with_the_one_that_is_set_are_told_too(fleet: Services) -> None:
    zone = entry(fleet, ListName.ZONES, "South")
    assert changes(plan(fleet, SetField("zone", zone), "plain")) == [
        "Main zone: North → South · All Zones: East, North → East, North, South"
    ]


def test_nobody_is_sent_a_reset_where_the_operating_system_signs_people_in(services: Services) -> None:
    assert services.company.get().sign_in == OPERATING_SYSTEM
    load(services.database, [PEOPLE["accepted"]])
    decision = Decision(CANNOT, "people sign in as users of the operating system")
    assert services.bulk.plan(RESET, TECHNICIANS, [1]).of(0) == decision


@for_each(
    "field, how, given, who, verdict, reason",
    [
        ("skills", How.ADD, "Gas", "plain", ALREADY, "already there"),
        ("skills", How.ADD, "Gas", "silent", WILL, ""),
        ("skills", How.REMOVE, "Gas", "plain", WILL, ""),
        ("skills", How.REMOVE, "Gas", "silent", ALREADY, "not there"),
        ("positions", How.REMOVE, "Sales", "freelance", CANNOT, "needs at least one"),
        ("zones", How.REMOVE, "North", "plain", CANNOT, "it is the main zone"),
        ("zones", How.REMOVE, "East", "plain", WILL, ""),
        ("zones", How.SET, "North", "plain", WILL, ""),
        ("zones", How.SET, "North", "silent", WILL, ""),
    ],
)
def test_entries_are_added_and_taken_where_they_can(
    fleet: Services, field: str, how: How, given: str, who: str, verdict: Verdict, reason: str
) -> None:
    source = {"skills": ListName.SKILLS, "zones": ListName.ZONES, "positions": ListName.TECHNICIAN_POSITIONS}[field]
    found = plan(fleet, SetField(field, (entry(fleet, source, given),), how), who)
    assert verdicts(found) == {who: Decision(verdict, reason)}


def test_of_several_zones_the_main_one_is_named(fleet: Services) -> None:
    zones = tuple(sorted(entry(fleet, ListName.ZONES, name) for name in ("North", "East")))
    (decision,) = verdicts(plan(fleet, SetField("zones", zones, How.REMOVE), "plain")).values()
    assert decision == Decision(CANNOT, "North is the main zone")


def test_a_plan_is_by_name_has_everybody_once_and_says_who_is_not_there(fleet: Services) -> None:
    found = fleet.bulk.plan(OFF, TECHNICIANS, [5, 1, 1, 998, 2, 2**70])
    assert found.names == ("gone", "phone", "plain")
    assert list(found.ids) == [2, 5, 1]
    assert list(found.versions) == [1, 1, 1]
    assert found.notes == ("2 of those asked for are not in the database any more.",)
    assert found.counts() == {WILL: 2, ALREADY: 1}
    assert (found.billed, found.billed_after) == (7, 5)
    assert found.title == "Deactivate"
    assert fleet.bulk.plan(OFF, TECHNICIANS, [998]).notes == ("1 of those asked for is not in the database any more.",)


def test_a_truck_warns_when_it_has_another_driver_or_several_people_get_it(fleet: Services) -> None:
    truck = SetField("truck", entry(fleet, ListName.TRUCKS, "Truck 1"))
    assert plan(fleet, truck, "plain").notes == ("Truck 1 is also assigned to phone.",)
    assert plan(fleet, truck, "plain", "seen", "phone").notes == (
        "2 people get Truck 1.",
        "Truck 1 is also assigned to phone.",
    )
    assert plan(fleet, truck, "phone").notes == ()
    assert plan(fleet, SetField("truck", None), "plain").notes == ()


def test_activating_tells_which_trucks_several_people_then_have(fleet: Services) -> None:
    assert plan(fleet, ON, "left", "plain").notes == ()
    assert plan(fleet, ON, "gone").notes == ("Truck 1 is also assigned to phone.",)
    assert plan(fleet, ON, "gone", "left", "twin", "brother").notes == (
        "Truck 1 is then assigned to gone and phone; so it is with 1 other truck.",
    )
    assert plan(fleet, OFF, "phone").notes == ()


def test_limited_mobile_access_is_told_once_for_all(fleet: Services) -> None:
    found = plan(fleet, SetField("mobile_access", True), "freelance", "plain")
    assert found.notes == ("1 of them is non-managed: no full mobile access.",)


@for_each(
    "action, sentence",
    [
        (SetField("memo", "x"), "set on each profile by itself"),
        (SetField("wings", "x"), "Technicians have no field “wings”"),
        (SetField("status", "pending"), "set on each profile by itself"),
        (SetField("type", "boss"), "pick one of the list"),
        (SetField("type", None), "Technician Type is missing"),
        (SetField("positions", ()), "pick at least one"),
        (SetField("skills", None, How.ADD), "pick at least one"),
        (SetField("team", None, How.ADD), "holds one value"),
        (SetField("team", "North"), "picked from its list"),
        (SetField("team", 99_999), "has a choice that is not in its list"),
        (SetField("team", 1), "has a choice that is not in its list"),
        (SetField("team", 2**63), "has a choice that is not in its list"),
        (SetField("skills", (2**70, -(2**70)), How.ADD), "has a choice that is not in its list"),
        (SetField("mobile_access", None), "is yes or no"),
    ],
)
def test_a_field_that_cannot_be_set_so_is_refused_before_anybody_is_looked_at(
    fleet: Services, action: SetField, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        plan(fleet, action, "plain")


def test_a_retired_entry_is_taken_from_people_and_not_given(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "a", "skills": ("Gas",), "email": "a@x.org"})])
    (gas,) = (one for one in services.lists.entries(ListName.SKILLS) if one.name == "Gas")
    services.lists.retire(gas, True)
    with pytest.raises(Refusal, match="Gas is retired from its list"):
        services.bulk.plan(SetField("skills", (gas.id,), How.ADD), TECHNICIANS, [1])
    taken = services.bulk.plan(SetField("skills", (gas.id,), How.REMOVE), TECHNICIANS, [1])
    assert taken.counts() == {WILL: 1}


def test_fleet_pro_that_the_company_has_not_is_not_turned_on_for_anybody(services: Services) -> None:
    load(services.database, [new_person(EMPLOYEES, {"name": "a", "email": "a@x.org", "fleet_pro": True})])
    services.company.save(1, {"fleet_pro": False})
    with pytest.raises(Refusal, match="Fleet Pro is off for the company"):
        services.bulk.plan(SetField("fleet_pro", True), EMPLOYEES, [1])
    assert services.bulk.plan(SetField("fleet_pro", False), EMPLOYEES, [1]).counts() == {WILL: 1}
