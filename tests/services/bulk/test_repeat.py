"""The last bulk action and the last save, to be done again with others."""

from __future__ import annotations

from fleet_tui.domain.bulk.actions import How, SetActive, SetField, SetFields
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.bulk.repeat import LastOperations
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.bulk_driving import ALREADY, CANNOT, OFF, WILL, changes, decisions, run, team, technicians
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry
from tests.support.undo_driving import as_user, kept, save, undo


def test_the_last_of_each_sort_that_stands_is_known_to_its_author_alone(services: Services) -> None:
    technicians(services, 4)
    last = services.bulk.last_operations
    assert last(TECHNICIANS) == LastOperations()
    assert last(TECHNICIANS).last is None
    run(services, team(services), [1, 2])
    run(services, OFF, [3])
    save(services, 4, memo="x", truck=entry(services, ListName.TRUCKS, "Truck 1"))
    found = last(TECHNICIANS)
    assert found.bulk
    assert found.save
    assert (found.bulk.words, found.bulk.action) == ("Deactivate", SetActive(False))
    assert found.save.words == "As in the save of n0003: Truck"
    assert found.save.left_out == ("Memo",)
    assert found.last == found.save
    assert last(EMPLOYEES) == as_user(services, "bob").bulk.last_operations(TECHNICIANS) == LastOperations()
    undo(services)
    undo(services)
    found = last(TECHNICIANS)
    assert found.bulk
    assert found.bulk == found.last
    assert (found.bulk.words, found.save) == ("Set Team to North", None)
    undo(services, redo=True)
    assert last(TECHNICIANS).bulk != found.bulk  # what was done again is the last again


def test_the_difference_of_a_save_is_applied_to_others(services: Services) -> None:
    ids = technicians(services, 3)
    gas, north = entry(services, ListName.SKILLS, "Gas"), entry(services, ListName.ZONES, "North")
    role = entry(services, ListName.TECHNICIAN_ROLES, "Driver")
    before = kept(services, 2)
    save(services, 1, skills=(gas,), zone=north, role=role, biography="x", type="non_managed")
    last = services.bulk.last_operations(TECHNICIANS).save
    assert last
    assert last.action
    assert last.left_out == ("Biography",)
    plan = services.bulk.plan(last.action, TECHNICIANS, ids)
    words = "Type: Managed Technician → Non-managed Technician · Role: Technician → Driver · Skills: none → Gas"
    assert changes(plan) == ["", *[f"{words} · Main zone: none → North · All Zones: none → North"] * 2]
    assert decisions(plan) == [Decision(ALREADY, "already so"), *[Decision(WILL, billed=-1)] * 2]
    services.bulk.run(plan)
    assert kept(services, 2) == kept(services, 3) | {"name": "n0001", "email": "1@x.org"}
    assert check(services.database) == ()
    undo(services)
    assert kept(services, 2) == before


def test_fields_are_set_one_after_the_other_and_where_one_cannot_be_none_is(services: Services) -> None:
    (one,) = technicians(services, 1, zone="North", zones=("North", "East"))
    north, south = (entry(services, ListName.ZONES, name) for name in ("North", "South"))
    away = SetField("zones", (north,), How.REMOVE)
    both = services.bulk.plan(SetFields((SetField("zone", south), away)), TECHNICIANS, [one])
    assert changes(both) == ["Main zone: North → South · All Zones: East, North → East, South"]
    assert both.title == "Set Main Zone to South, take from All Zones: North"
    other = services.bulk.plan(SetFields((SetField("team", None), away, SetField("zone", south))), TECHNICIANS, [one])
    assert decisions(other) == [Decision(CANNOT, "it is the main zone")]
    assert services.bulk.run(other).operation is None


def test_an_invitation_sent_with_a_profile_counts_as_one(services: Services) -> None:
    added(services, TECHNICIANS, account_setup="invite")
    last = services.bulk.last_operations(TECHNICIANS).last
    assert last
    assert last.words == "Send Account Invite"
