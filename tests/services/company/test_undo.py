"""A change of the company's settings is shown before it is saved, and undo takes it back like one of people."""

from __future__ import annotations

import pytest

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD
from fleet_tui.domain.errors import Invalid, Refusal, Stale
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import Database
from tests.support.people import TECHNICIANS, added
from tests.support.sign_in import Clock, house, member
from tests.support.undo_driving import as_user, save, undo

pytestmark = pytest.mark.usefixtures("good_file")


def change(services: Services, **typed: object) -> None:
    services.company.save(services.company.get().version, typed)


def back(services: Services, *, redo: bool = False) -> str:
    plan = services.company_undo.plan(redo=redo)
    assert plan is not None
    return services.company_undo.run(plan)


def test_what_would_change_is_told_before_it_is_saved(services: Services) -> None:
    version = services.company.get().version
    told = services.company.changes(version, {"name": "Desert Air", "payroll": True, "country": "US"})
    assert [(each.label, each.before, each.after) for each in told] == [
        ("Company Name", "My company", "Desert Air"),
        ("Payroll", "No", "Yes"),
    ]
    assert services.company.get().version == version
    with pytest.raises(Invalid):
        services.company.changes(version, {"name": ""})
    with pytest.raises(Stale):
        services.company.changes(version - 1, {"name": "Desert Air"})


def test_a_change_is_taken_back_and_done_again(services: Services) -> None:
    change(services, name="Desert Air", invitation_sms="Come in: {code}")
    plan = services.company_undo.plan()
    assert plan is not None
    assert (plan.changes[0].label, plan.changes[0].before) == ("Company Name", "Desert Air")
    assert back(services) == "The company's settings are changed back."
    assert services.company.get().name == "My company"
    assert services.company_undo.plan() is None
    assert back(services, redo=True) == "The company's settings are changed again."
    assert (services.company.get().name, services.company.get().invitation_sms) == ("Desert Air", "Come in: {code}")
    assert [event.action for event in services.history.events(limit=3)] == ["redone", "undone", "changed"]
    assert back(services) == "The company's settings are changed back."


def test_changes_of_people_and_of_the_company_are_taken_back_in_turn(services: Services) -> None:
    person = added(services, TECHNICIANS).id
    change(services, name="Desert Air")
    save(services, person, memo="Gate code 7")
    assert services.company_undo.plan() is None
    undo(services)
    with pytest.raises(Refusal, match="nothing to undo"):
        services.undo.plan()
    back(services)
    assert services.company_undo.plan() is None
    assert services.company.get().name == "My company"


def test_what_somebody_else_has_changed_since_is_left_alone_and_set_aside(services: Services, bob: Services) -> None:
    change(services, payroll=True)
    change(services, name="Desert Air")
    change(bob, name="Bob's")
    plan = services.company_undo.plan()
    assert plan is not None
    assert plan.refused.startswith("bob changed Company Name on ")
    assert services.company_undo.run(plan).startswith("Nothing was changed. The next undo")
    assert services.company.get().name == "Bob's"
    back(services)
    assert not services.company.get().payroll
    back(bob)
    assert services.company.get().name == "Desert Air"


def test_a_plan_is_run_once(services: Services) -> None:
    change(services, name="Desert Air")
    plan = services.company_undo.plan()
    assert plan is not None
    services.company_undo.run(plan)
    with pytest.raises(Refusal, match="Something else is next"):
        services.company_undo.run(plan)


def test_nobody_locks_themselves_out_by_undo(database: Database) -> None:
    services = house(database, Clock(), OPERATING_SYSTEM)
    change(services, sign_in=PASSWORD)
    session = member(services, username="eve", role=_administrator(services))
    eve = services.signed_in_as(SignedInUser(session))
    change(eve, idle_minutes="5")
    change(eve, name="Eve's")
    back(eve)
    back(eve)
    assert (eve.company.get().name, eve.company.get().idle_minutes) == ("My company", "30")
    plan = services.company_undo.plan()
    assert plan is not None
    assert [each.label for each in plan.changes] == ["Sign-in Mode"]
    other = services.signed_in_as(SignedInUser(member(services, username="ann", email="ann@x.org")))
    assert other.company_undo.plan() is None
    with pytest.raises(NotAllowed):
        other.company.changes(other.company.get().version, {"name": "Ann's"})


def _administrator(services: Services) -> int:
    return next(role.entry.id for role in services.roles.all() if role.entry.name == "Administrator")


def test_as_another_user_nothing_of_mine_is_next(services: Services) -> None:
    change(services, name="Desert Air")
    assert as_user(services, "carl").company_undo.plan() is None
