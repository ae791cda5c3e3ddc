"""Saving a change: only what changed, at the version that was read, and never over somebody else's change."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.evaluate import LAST_MANAGER, ONESELF
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.errors import Invalid, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Empty, Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.actors import allow, id_of, signed_in
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
    opened_again,
    raw,
    set_active,
    technician,
)

KINDS = [TECHNICIANS, EMPLOYEES]


def somebody_else(services: Services, at: datetime) -> Services:
    """A second program, of another user, at another time."""
    database = opened_again(services.database)
    return Services(
        Context(database, SystemActor("m\x1ballory"), clock=lambda: at), services.database.path.parent / "d2"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_save_from_an_old_version_is_refused_with_who_when_and_what(services: Services, kind: PersonKind) -> None:
    profile = added(services, kind)
    other = somebody_else(services, NOON + timedelta(hours=2))
    other.people.save(kind, profile.id, 1, {"name": "Theirs"})
    other.people.save(kind, profile.id, 2, {"mobile": "201 555 0177", "fleet_pro": True})
    other.database.close()
    with pytest.raises(Stale) as stale:
        services.people.save(kind, profile.id, 1, {"name": "Mine"})
    assert (stale.value.who, stale.value.when) == ("m\ufffdallory", NOON + timedelta(hours=2))
    assert stale.value.version == 3
    assert set(stale.value.fields) == {profile_label(kind), "Mobile Phone", "Enabled"}
    assert "m\ufffdallory changed this on" in str(stale.value)
    assert services.people.profile(kind, profile.id).values["name"] == "Theirs"
    with pytest.raises(Stale):
        services.bulk.plan_one(SetActive(False), profile)
    assert services.people.save(kind, profile.id, 3, {"name": "Mine"}).profile.version == 4


def profile_label(kind: PersonKind) -> str:
    return "Technician Name" if kind is TECHNICIANS else "Employee Name"


@pytest.mark.parametrize("version", [0, 2, 99, -1])
def test_a_version_that_never_was_is_stale_too(services: Services, version: int) -> None:
    profile = added(services, EMPLOYEES)
    with pytest.raises(Stale):
        services.people.save(EMPLOYEES, profile.id, version, {"name": "x"})


def test_only_the_fields_given_are_changed(services: Services) -> None:
    before = added(services, TECHNICIANS, memo="keep", email="a@x.org").values
    after = services.people.save(TECHNICIANS, 1, 1, {"name": "New"}).profile.values
    assert {name for name in after if after[name] != before[name]} == {"name"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_save_that_changes_nothing_is_no_change(services: Services, kind: PersonKind) -> None:
    profile = added(services, kind)
    saved = services.people.save(kind, profile.id, 1, raw(services, kind))
    assert (saved.profile.version, saved.notes) == (1, ("Nothing was changed.",))
    assert len(services.history.events(kind=kind, person=profile.id)) == 1


def test_a_whole_profile_as_the_form_holds_it_saves_to_no_change(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    zone = entry(services, ListName.ZONES, "North")
    profile = added(services, TECHNICIANS, zone=zone, daily_goal="5", street="1 A", city="B", start_date="2026-01-01")
    saved = services.people.save(TECHNICIANS, 1, 1, dict(profile.values))
    assert saved.notes == ("Nothing was changed.",)


def test_an_edit_is_held_to_the_same_rules_all_at_once(services: Services) -> None:
    added(services, TECHNICIANS, mobile="201 555 0188")
    profile = added(services, TECHNICIANS)
    wrong: dict[str, object] = {"name": "", "positions": (), "mobile": "201 555 0188", "daily_goal": "x", "street": "1"}
    with pytest.raises(Invalid) as invalid:
        services.people.save(TECHNICIANS, profile.id, 1, wrong)
    assert set(invalid.value.problems) == {"name", "positions", "mobile", "daily_goal", "city"}
    with pytest.raises(Invalid) as invalid:
        services.people.save(TECHNICIANS, profile.id, 1, {"mobile": None})
    assert set(invalid.value.problems) == {"mobile", "email"}
    assert services.people.profile(TECHNICIANS, profile.id) == profile


def test_ones_own_number_is_no_clash(services: Services) -> None:
    profile = added(services, TECHNICIANS, email="a@x.org")
    saved = services.people.save(TECHNICIANS, profile.id, 1, {"email": "A@X.org", "mobile": "+1 201 555 0123"})
    assert saved.profile.values["email"] == "A@x.org"


@pytest.mark.parametrize("kind", KINDS)
def test_deactivated_people_are_found_under_inactive_and_come_back(services: Services, kind: PersonKind) -> None:
    profile = added(services, kind)
    set_active(services, kind, profile.id, False)
    assert everybody(services, ListQuery(kind, ("name",))) == []
    inactive = ListQuery(kind, ("name",), Filter((OneOf("active", frozenset({"no"})),)))
    assert everybody(services, inactive) == [profile.id]
    assert everybody(services, ListQuery(kind, ("name",), Filter((OneOf("active", frozenset({"no", "yes"})),)))) == [1]
    set_active(services, kind, profile.id, True)
    profile = services.people.profile(kind, profile.id)
    assert (profile.active, profile.version) == (True, 3)
    assert [event.action for event in services.history.events(kind=kind)] == ["activated", "deactivated", "added"]
    assert services.bulk.plan_one(SetActive(True), profile).of(0) == Decision(Verdict.UNCHANGED, "already active")


def test_a_technician_without_a_type_is_not_activated(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "Ann"}, active=False)])
    plan = services.bulk.plan_one(SetActive(True), services.people.profile(TECHNICIANS, 1))
    assert plan.of(0) == services.bulk.run(plan).of(0) == Decision(Verdict.BLOCKED, "no technician type")
    assert not services.people.profile(TECHNICIANS, 1).active


def test_oneself_and_the_last_who_may_manage_people_are_not_deactivated(services: Services) -> None:
    administrator = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    other = added(services, EMPLOYEES, email="o@x.org", role=administrator)
    acting = signed_in(services, SEE_PEOPLE, ACTIVATE_PEOPLE)
    own = acting.people.profile(EMPLOYEES, id_of(acting))
    assert acting.bulk.plan_one(SetActive(False), own).of(0) == ONESELF
    assert services.bulk.plan_one(SetActive(False), other).of(0) == LAST_MANAGER
    allow(acting, [MANAGE_PEOPLE])
    set_active(services, EMPLOYEES, other.id, False)


def test_all_zones_follow_the_main_zone(services: Services) -> None:
    north, south = (entry(services, ListName.ZONES, name) for name in ("North", "South"))
    profile = added(services, TECHNICIANS, zone=north)
    assert profile.values["zones"] == (north,)
    saved = services.people.save(TECHNICIANS, 1, 1, {"zone": south})
    assert saved.profile.values["zones"] == tuple(sorted((north, south)))
    saved = services.people.save(TECHNICIANS, 1, 2, {"zones": (north,)})
    assert saved.profile.values["zones"] == tuple(sorted((north, south)))
    assert saved.profile.version == 2  # nothing was changed
    saved = services.people.save(TECHNICIANS, 1, 2, {"zone": None, "zones": ()})
    assert saved.profile.values["zones"] is None
    assert everybody(services, ListQuery(TECHNICIANS, ("name",), Filter((Empty("zones"),)))) == [1]
    assert check(services.database) == ()


def test_permissions_of_the_non_managed_are_read_only(services: Services) -> None:
    profile = added(services, TECHNICIANS, may_see_people="allow")
    saved = services.people.save(TECHNICIANS, profile.id, 1, {"type": "non_managed"})
    assert saved.profile.values["may_see_people"] == "allow"
    with pytest.raises(Invalid) as invalid:
        services.people.save(TECHNICIANS, profile.id, 2, {"may_see_people": "deny"})
    assert set(invalid.value.problems) == {"may_see_people"}
    assert services.people.save(TECHNICIANS, profile.id, 2, {"memo": "x"}).profile.values["may_see_people"] == "allow"
    with pytest.raises(Invalid):
        added(services, TECHNICIANS, type="non_managed", mobile="201 555 0124", may_see_people="deny")


def test_overrides_are_kept_when_the_role_changes_and_taken_back_to_the_role(services: Services) -> None:
    profile = added(services, EMPLOYEES, may_manage_people="deny")
    other = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    saved = services.people.save(EMPLOYEES, profile.id, 1, {"role": other})
    assert saved.profile.values["may_manage_people"] == "deny"
    saved = services.people.save(EMPLOYEES, profile.id, 2, {"may_manage_people": "default"})
    assert saved.profile.values["may_manage_people"] == "default"
    assert check(services.database) == ()


def test_payroll_waits_for_the_companys_setting(services: Services) -> None:
    profile = added(services, TECHNICIANS)
    with pytest.raises(Invalid) as invalid:
        services.people.save(TECHNICIANS, profile.id, 1, {"payroll_id": "7", "in_payroll": True, "hourly_rate": "5"})
    assert set(invalid.value.problems) == {"payroll_id", "in_payroll", "hourly_rate"}
    assert "Payroll is off for the company" in str(invalid.value)
    services.company.save(1, {"payroll": True})
    services.people.save(TECHNICIANS, profile.id, 1, {"payroll_id": "7", "in_payroll": True, "hourly_rate": "5"})
    services.company.save(2, {"payroll": False})
    saved = services.people.save(TECHNICIANS, profile.id, 2, {"memo": "x", "payroll_id": "7"})
    assert saved.profile.values["payroll_id"] == "7"


def test_fleet_pro_waits_for_the_companys_setting_and_can_always_be_turned_off(services: Services) -> None:
    profile = added(services, EMPLOYEES, fleet_pro=True)
    services.company.save(1, {"fleet_pro": False})
    services.people.save(EMPLOYEES, profile.id, 1, {"name": "still fine"})
    services.people.save(EMPLOYEES, profile.id, 2, {"fleet_pro": False})
    with pytest.raises(Invalid, match="Fleet Pro is off for the company"):
        services.people.save(EMPLOYEES, profile.id, 3, {"fleet_pro": True})
    with pytest.raises(Invalid) as invalid:
        services.people.add(EMPLOYEES, employee(services, email="b@x.org", fleet_pro=True))
    assert set(invalid.value.problems) == {"fleet_pro"}


def test_a_retired_entry_stays_where_it_is_and_is_not_given_anew(services: Services) -> None:
    zone = entry(services, ListName.ZONES, "North")
    profile = added(services, TECHNICIANS, zone=zone)
    (north,) = [e for e in services.lists.entries(ListName.ZONES) if e.id == zone]
    services.lists.retire(north, True)
    services.people.save(TECHNICIANS, profile.id, 1, {"memo": "x", "zone": zone, "zones": (zone,)})
    with pytest.raises(Invalid, match="North is retired from its list: pick another"):
        services.people.add(TECHNICIANS, technician(services, mobile="201 555 0124", zone=zone))
    services.people.save(TECHNICIANS, profile.id, 2, {"zone": None, "zones": ()})
    with pytest.raises(Invalid, match="retired"):
        services.people.save(TECHNICIANS, profile.id, 3, {"zone": zone})


def test_an_extension_goes_with_its_tick(services: Services) -> None:
    profile = added(services, EMPLOYEES, office_phone="201 555 0199", has_extension=True, extension="042")
    assert profile.values["extension"] == "042"
    saved = services.people.save(EMPLOYEES, profile.id, 1, {"has_extension": False})
    assert saved.profile.values["extension"] is None
    with pytest.raises(Invalid) as invalid:
        services.people.save(EMPLOYEES, profile.id, 2, {"has_extension": True, "office_phone": None})
    assert set(invalid.value.problems) == {"extension", "office_phone"}
