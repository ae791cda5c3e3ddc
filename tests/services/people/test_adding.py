"""Adding people: every refusal with its sentence beside its field, all at once; what is not typed has its default."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.errors import Gone, Holder, Invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.choices import COLORS
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.people import queries
from tests.support.people import (
    EMPLOYEES,
    NOON,
    TECHNICIANS,
    added,
    employee,
    entry,
    everybody,
    load,
    new_person,
    raw,
    set_active,
    technician,
)
from tests.support.tables import for_each


def refused(services: Services, kind: PersonKind, **typed: object) -> dict[str, str]:
    """The sentences of the refusal by field; nobody was added."""
    before = everybody(services, ListQuery(kind, ("name",), Filter()))
    with pytest.raises(Invalid) as invalid:
        services.people.add(kind, raw(services, kind, **typed))
    assert everybody(services, ListQuery(kind, ("name",), Filter())) == before
    sentences = {name: problem.sentence for name, problem in invalid.value.problems.items()}
    assert all(sentence.endswith(".") for sentence in sentences.values())
    assert all(sentence in str(invalid.value) for sentence in sentences.values())
    return sentences


def test_everything_wrong_is_told_at_once_each_at_its_field(services: Services) -> None:
    added(services, TECHNICIANS, mobile=None, email="ann@example.com", payroll_id=None)
    services.company.save(1, {"payroll": True})
    found = refused(
        services,
        TECHNICIANS,
        name=" ",
        positions=(),
        type=None,
        role=99_999,
        mobile="5550123",
        email="ANN@example.com",
        memo="x" * 501,
        street="1 Main",
        zip="1",
        country="US",
        daily_goal="-1",
        commission="101",
        start_date="soon",
        account_setup="create",
        password="short",
    )
    assert set(found) == {
        "name", "positions", "type", "role", "mobile", "email", "memo", "city", "zip", "daily_goal", "commission",
        "start_date", "password",
    }  # fmt: skip


def test_a_technician_who_only_has_what_is_required_has_every_default(services: Services) -> None:
    values = added(services, TECHNICIANS).values
    assert {name: values[name] for name in ("active", "mobile_access", "upcoming_visibility", "past_visibility")} == {
        "active": True, "mobile_access": True, "upcoming_visibility": "all", "past_visibility": "all",
    }  # fmt: skip
    assert (values["daily_goal"], values["burden_rate"]) == (Decimal("0.00"), Decimal("0.00"))
    assert (values["fleet_pro"], values["in_payroll"]) == (False, False)
    assert (values["status"], values["last_sign_in"]) == ("never_logged_in", None)
    assert (values["created"], values["changed"]) == (NOON, NOON)
    assert values["color"] == COLORS[0].value
    assert values["country"] is None  # a country alone is no address
    assert {value for name, value in values.items() if name.startswith("may_")} == {"default"}


def test_an_employee_who_only_has_what_is_required_has_every_default(services: Services) -> None:
    values = added(services, EMPLOYEES).values
    assert (values["has_extension"], values["fleet_pro"], values["active"]) == (False, False, True)
    assert values["status"] == "never_logged_in"


def test_everything_typed_is_kept_as_it_means(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    zones = tuple(entry(services, ListName.ZONES, name) for name in ("North", "South"))
    typed = technician(
        services,
        name="  Zoë [Bob] O'Brien 山田 ",
        email="Zoe@Example.COM",
        skills=(entry(services, ListName.SKILLS, "HVAC"),),
        biography="one\r\ntwo",
        team=entry(services, ListName.TEAMS, "North"),
        zone=zones[0],
        zones=zones[1:],
        memo="[/]",
        daily_goal="$1,250.50",
        burden_rate="35",
        truck=entry(services, ListName.TRUCKS, "Truck 1"),
        street="1 Main",
        city="Avenel",
        zip="07001",
        color="teal",
        in_payroll=True,
        pay_type="hourly",
        payroll_id="P-1",
        commission="12.5%",
        start_date="2026-01-31",
        fleet_pro=True,
        mobile_access=False,
        may_see_people="allow",
    )
    profile = services.people.add(TECHNICIANS, typed).profile
    values = services.people.profile(TECHNICIANS, profile.id).values
    assert values == profile.values
    assert values["name"] == "Zoë [Bob] O'Brien 山田"
    assert (values["mobile"], values["email"]) == ("+12015550123", "Zoe@example.com")
    assert values["biography"] == "one\ntwo"
    assert values["zones"] == tuple(sorted(zones))
    assert (values["daily_goal"], values["burden_rate"]) == (Decimal("1250.50"), Decimal("35.00"))
    assert (values["country"], values["commission"]) == ("US", Decimal("12.50"))
    assert str(values["start_date"]) == "2026-01-31"
    assert (values["may_see_people"], values["may_manage_people"]) == ("allow", "default")
    assert {profile.names[id] for id in zones} == {"North", "South"}
    assert check(services.database) == ()


def test_a_new_technician_gets_the_colour_that_the_fewest_have(services: Services) -> None:
    load(
        services.database,
        [new_person(TECHNICIANS, {"name": "x", "color": c.value}) for c in COLORS if c.value != "sky"],
    )
    assert services.people.blank(TECHNICIANS)["color"] == "sky"
    added(services, TECHNICIANS)
    assert services.people.blank(TECHNICIANS)["color"] == COLORS[0].value


def test_a_new_technician_lives_in_the_companys_country(services: Services) -> None:
    services.company.save(1, {"country": "CA"})
    assert services.people.blank(TECHNICIANS)["country"] == "CA"
    profile = added(services, TECHNICIANS, street="1 Main", city="Ottawa", zip="K1A 0B1", mobile="(613) 555-0123")
    assert profile.values["country"] == "CA"


@pytest.mark.parametrize(
    ("kind", "field", "first", "again"),
    [(TECHNICIANS, "mobile", "(201) 555-0123", "+1 201 555 0123"), (TECHNICIANS, "email", "ann@x.org", "ANN@X.ORG"),
     (TECHNICIANS, "email", "ann@bücher.example", "ann@xn--bcher-kva.example"),
     (EMPLOYEES, "email", "eve@x.org", "Eve@x.org")],
)  # fmt: skip
@pytest.mark.parametrize("active", [True, False])
def test_a_clash_names_who_has_it_and_whether_they_are_inactive(
    services: Services, kind: PersonKind, field: str, first: str, again: str, active: bool
) -> None:
    holder = added(services, kind, name="Bob [x]", **{"mobile": None, "email": "other@x.org"} | {field: first})
    if not active:
        set_active(services, kind, holder.id, False)
    with pytest.raises(Invalid) as invalid:
        services.people.add(kind, raw(services, kind, **{"mobile": None, "email": "else@x.org"} | {field: again}))
    (problem,) = invalid.value.problems.values()
    assert set(invalid.value.problems) == {field}
    assert problem.holder is not None
    assert (problem.holder.id, problem.holder.name, problem.holder.active) == (holder.id, "Bob [x]", active)
    assert ("Bob [x] (inactive) has" in problem.sentence) is not active


def test_one_human_may_be_both(services: Services) -> None:
    contact: dict[str, object] = {"email": "ann@example.com", "mobile": "(201) 555-0123"}
    added(services, TECHNICIANS, **contact)
    assert added(services, EMPLOYEES, **contact).values["mobile"] == "+12015550123"


def test_employees_may_share_phones(services: Services) -> None:
    for number in range(2):
        added(services, EMPLOYEES, email=f"{number}@x.org", mobile="201 555 0123", office_phone="201 555 0124")


def test_payroll_ids_are_unique_and_empty_ones_are_not_the_same(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    added(services, TECHNICIANS, payroll_id="7")
    added(services, TECHNICIANS, mobile="201 555 0124")
    added(services, TECHNICIANS, mobile="201 555 0125")
    assert set(refused(services, TECHNICIANS, mobile="201 555 0126", payroll_id="7")) == {"payroll_id"}


def test_the_database_has_the_last_word_on_what_is_unique(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the question before it ever wrong, the index still says no, and the answer is the same."""
    holder = added(services, TECHNICIANS)
    other = added(services, TECHNICIANS, mobile="201 555 0199")
    asked, people = queries.holder_of, services.people
    right = technician(services, email=None)
    for attempt in (
        lambda: people.add(TECHNICIANS, right),
        lambda: people.save(TECHNICIANS, other.id, 1, {"mobile": "201 555 0123"}),
    ):
        blind = [True]  # the first question of the two that are asked

        def holder_of(*given: Any, blind: list[bool] = blind) -> Holder | None:
            return None if blind and blind.pop() else asked(*given)

        monkeypatch.setattr(queries, "holder_of", holder_of)
        with pytest.raises(Invalid) as invalid:
            attempt()
        assert invalid.value.problems["mobile"].holder == Holder(TECHNICIANS, holder.id, "Ann Porter", True)
    assert check(services.database) == ()


def test_the_same_name_twice_is_a_note_and_no_refusal(services: Services) -> None:
    services.people.add(TECHNICIANS, technician(services, name="Ann Lee"))
    saved = services.people.add(TECHNICIANS, technician(services, name="ÁNN  LEE", mobile="201 555 0124"))
    assert "Another technician has the same name." in saved.notes
    saved = services.people.add(TECHNICIANS, technician(services, name="ann lee", mobile="201 555 0125"))
    assert "2 other technicians have the same name." in saved.notes
    assert services.people.add(EMPLOYEES, employee(services, name="Ann Lee")).notes == ()


def test_a_truck_that_somebody_drives_is_a_note(services: Services) -> None:
    truck = entry(services, ListName.TRUCKS, "Truck 2")
    first = added(services, TECHNICIANS, name="Bob", truck=truck)
    saved = services.people.add(TECHNICIANS, technician(services, truck=truck, mobile="201 555 0124"))
    assert "Truck 2 is also assigned to Bob." in saved.notes
    set_active(services, TECHNICIANS, first.id, False)
    saved = services.people.save(TECHNICIANS, saved.profile.id, 1, {"truck": None})
    saved = services.people.save(TECHNICIANS, saved.profile.id, 2, {"truck": truck})
    assert saved.notes == ()


def test_saving_says_how_many_technicians_are_billed(services: Services) -> None:
    saved = services.people.add(TECHNICIANS, technician(services))
    assert "Managed technicians 0 → 1." in saved.notes
    saved = services.people.save(TECHNICIANS, saved.profile.id, 1, {"type": "non_managed"})
    assert saved.notes == ("Managed technicians 1 → 0.",)
    assert services.people.save(TECHNICIANS, saved.profile.id, 2, {"memo": "x"}).notes == ()
    saved = services.people.save(TECHNICIANS, saved.profile.id, 3, {"type": "managed"})
    outcome = set_active(services, TECHNICIANS, saved.profile.id, False)
    assert (outcome.billed, outcome.billed_after, outcome.notes) == (1, 0, ())


@for_each("field", ["team", "zone", "truck", "role", "positions", "skills", "zones"])
def test_what_refers_to_a_list_comes_from_that_list(services: Services, field: str) -> None:
    other = entry(services, ListName.BUSINESS_UNITS, "Office")
    for wrong in (other, 99_999):
        value = (wrong,) if field in ("positions", "skills", "zones") else wrong
        found = refused(services, TECHNICIANS, **{field: value})
        assert "not in its list" in found[field]


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_blank_is_what_a_form_starts_with_and_takes_only_what_is_required_more(
    services: Services, kind: PersonKind
) -> None:
    blank = services.people.blank(kind)
    assert not {"active", "status", "created"} & set(blank)
    profile = services.people.add(kind, blank | raw(services, kind)).profile
    assert profile.version == 1


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_somebody_who_is_not_there_is_gone(services: Services, kind: PersonKind) -> None:
    profile = added(services, kind)
    for id in (99, 2**70):
        for call in (
            partial(services.people.profile, kind, id),
            partial(services.people.save, kind, id, 1, {"name": "x"}),
            partial(services.bulk.plan_one, SetActive(False), replace(profile, id=id)),
        ):
            with pytest.raises(Gone, match="not in the database any more"):
                call()


@pytest.mark.parametrize("field", ["mobile_access", "fleet_pro", "in_payroll"])
def test_a_toggle_left_blank_is_no_fault_without_words(services: Services, field: str) -> None:
    default = services.people.blank(TECHNICIANS)[field]
    assert added(services, TECHNICIANS, **{field: None}).values[field] is default
