"""Undo goes by the rules of the actions that it turns round: who may not be deactivated, and who not be active."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import SetActive, SetField
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, entry, load, new_person, set_active
from tests.support.undo_driving import do, told, undo

pytestmark = pytest.mark.usefixtures("good_file")

LAST = "the last active person who may manage people and can sign in"


def managers(services: Services, *names: str, active: bool = False) -> list[int]:
    """Inactive employees who may manage people, each with an account of that name."""
    load(
        services.database,
        [
            replace(
                new_person(EMPLOYEES, {"name": name, "may_manage_people": "allow"}, active=active),
                account=AccountState.ASSIGNED,
                username=name,
            )
            for name in names
        ],
    )
    return list(range(1, len(names) + 1))


def test_undo_keeps_somebody_active_who_may_manage_people(services: Services) -> None:
    do(services, SetActive(True), managers(services, "b", "a"), EMPLOYEES)
    left = [("a", "changes", ""), ("b", "cannot", LAST)]
    plan = services.undo.plan()
    assert told(plan) == left
    assert told(services.undo.run(plan)) == left
    undo(services, redo=True)
    plan = services.undo.plan()
    managers(services, "other", active=True)
    assert told(services.undo.run(plan)) == [("a", "changes", "")]


def test_who_was_kept_active_when_it_was_planned_stays_so(services: Services) -> None:
    do(services, SetActive(True), managers(services, "a"), EMPLOYEES)
    plan = services.undo.plan()
    managers(services, "other", active=True)
    assert told(services.undo.run(plan)) == [("a", "cannot", "was not to change when this plan was made")]


def deactivate(services: Services, *people: int) -> None:
    """One after the other, as from the form."""
    for id in people:
        set_active(services, EMPLOYEES, id, False)


def test_who_is_inactive_by_now_is_not_the_one_to_manage_people(services: Services, bob: Services) -> None:
    people = managers(services, "a", "b", "c")
    set_active(bob, EMPLOYEES, people[2], True)
    do(services, SetActive(True), people[:2], EMPLOYEES)
    plan = services.undo.plan()
    assert [verdict for _, verdict, _ in told(plan)] == ["changes", "changes"]
    deactivate(bob, *people[1:])
    (_, kept, because), (_, left, _) = told(services.undo.run(plan))
    assert (kept, left, because) == ("cannot", "cannot", LAST)
    assert services.people.profile(EMPLOYEES, people[0]).active


def test_who_does_not_change_by_now_manages_people_for_those_who_do(services: Services, bob: Services) -> None:
    people = managers(services, "a", "b")
    do(services, SetActive(True), people, EMPLOYEES)
    plan = services.undo.plan()
    assert told(plan)[1][2] == LAST
    do(bob, SetField("business_unit", entry(services, ListName.BUSINESS_UNITS, "Sales")), people[:1], EMPLOYEES)
    (_, verdict, why), kept = told(services.undo.run(plan))
    assert (verdict, why.split(" on ")[0]) == ("cannot", "bob changed Business Unit")
    assert kept == ("b", "cannot", "was not to change when this plan was made")


def test_one_who_was_changed_since_is_told_by_that_and_not_as_oneself(services: Services, bob: Services) -> None:
    me, other = managers(services, "tester", "b")
    set_active(bob, EMPLOYEES, other, True)
    do(services, SetActive(True), [me], EMPLOYEES)
    deactivate(bob, me)
    ((_, verdict, why),) = told(services.undo.plan())
    assert (verdict, why.split(" on ")[0]) == ("cannot", "bob changed Active")


def test_a_technician_is_not_left_active_without_a_type(services: Services) -> None:
    untyped = {"positions": ("Installer",), "role": "Technician"}
    load(
        services.database,
        [
            new_person(TECHNICIANS, untyped | {"name": name, "email": f"{name}@x.org"}, active=False)
            for name in ("a", "b")
        ],
    )
    do(services, SetField("type", "managed"), [1, 2])
    do(services, SetActive(True), [1, 2])
    services.undo.run(services.undo.plan().without([1]))
    needs = ("a", "cannot", "needs a technician type while active")
    assert told(undo(services)) == [needs, ("b", "changes", "")]
    assert services.people.profile(TECHNICIANS, 1).values["type"] == "managed"


def test_who_has_no_type_any_more_is_not_activated_again(services: Services) -> None:
    untyped = {"positions": ("Installer",), "role": "Technician"}
    load(
        services.database,
        [
            new_person(TECHNICIANS, untyped | {"name": name, "email": f"{name}@x.org"}, active=False)
            for name in ("a", "b")
        ],
    )
    do(services, SetField("type", "managed"), [1, 2])
    do(services, SetActive(True), [1, 2])
    undo(services)
    undo(services)
    services.undo.run(services.undo.plan(redo=True).without([1]))
    assert told(undo(services, redo=True)) == [
        ("a", "cannot", "needs a technician type while active"),
        ("b", "changes", ""),
    ]
