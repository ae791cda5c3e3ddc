"""Whom undo leaves alone: nobody else's change is lost by it, and what could not be done is said of each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.bulk.actions import SetField
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, entry, load, new_person, set_active
from tests.support.undo_driving import as_user, do, kept, save, told, undo

pytestmark = pytest.mark.usefixtures("good_file")


def test_somebody_whom_another_has_changed_since_is_left_alone_and_told(services: Services) -> None:
    bob = as_user(services, "b\x1bob")
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="mine")
    save(bob, person.id, team=entry(services, ListName.TEAMS, "North"), daily_goal="5")
    since = show_moment(NOON + timedelta(hours=2))
    left = [(person.name, "cannot", f"b\ufffdob changed Team, Daily Revenue Goal on {since}")]
    plan = services.undo.plan()
    assert told(plan) == left
    assert plan.notes == ("Run all the same, this is set aside: the next undo goes on with the change before it.",)
    outcome = undo(services)
    assert told(outcome) == left
    assert outcome.operation is None
    assert outcome.notes == ("Nobody could be put back. The next undo goes on with the change before this one.",)
    assert kept(services, person.id)["memo"] == "mine"
    assert services.people.profile(TECHNICIANS, person.id).version == 3
    for redo in (False, True):
        with pytest.raises(Refusal, match="nothing to"):
            services.undo.plan(redo=redo)


def test_a_change_of_many_fields_is_told_by_their_number(services: Services, bob: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="mine")
    save(bob, person.id, name="x", memo="y", daily_goal="5", burden_rate="6")
    ((_, _, reason),) = told(services.undo.plan())
    assert reason == f"bob changed 4 fields on {show_moment(NOON + timedelta(hours=2))}"


def test_after_one_that_cannot_be_undone_the_change_before_it_is_next(services: Services, bob: Services) -> None:
    one, two = (added(services, TECHNICIANS, mobile=f"201 555 012{number}") for number in (3, 4))
    save(services, one.id, memo="1")
    save(services, two.id, memo="2")
    save(bob, two.id, memo="bob's")
    undo(services)
    undo(services)
    assert [kept(services, id)["memo"] for id in (one.id, two.id)] == [None, "bob's"]


def test_what_oneself_has_changed_since_stays(services: Services, bob: Services) -> None:
    """The newer change could not be undone because somebody has the number by now; the older one stays with it."""
    person = added(services, TECHNICIANS)
    other = added(services, TECHNICIANS, mobile="201 555 0177")
    save(services, person.id, memo="1")
    save(services, person.id, memo="2", mobile="201 555 0188")
    save(bob, other.id, mobile="201 555 0123")
    assert told(undo(services)) == [(person.name, "cannot", "Ann Porter has this mobile phone now")]
    assert told(undo(services)) == [(person.name, "cannot", "Memo has been changed since")]
    assert kept(services, person.id)["memo"] == "2"


def test_what_would_break_a_rule_with_a_later_change_stays(services: Services, bob: Services) -> None:
    person = added(services, TECHNICIANS)
    other = added(services, TECHNICIANS, mobile="201 555 0177")
    save(services, person.id, email="a@x.org")
    save(services, person.id, mobile=None)
    save(bob, other.id, mobile="201 555 0123")
    assert told(undo(services)) == [(person.name, "cannot", "Ann Porter has this mobile phone now")]
    reason = "Email would not go with what has been changed since"
    assert told(undo(services)) == [(person.name, "cannot", reason)]
    assert kept(services, person.id)["email"] == "a@x.org"


@pytest.mark.parametrize(
    ("kind", "field", "old", "new"),
    [
        (TECHNICIANS, "mobile", "201 555 0123", "201 555 0124"),
        (TECHNICIANS, "email", "A@x.org", "b@x.org"),
        (EMPLOYEES, "email", "A@x.org", "b@x.org"),
        (TECHNICIANS, "payroll_id", "7", "8"),
    ],
)
def test_what_must_be_unique_and_is_somebody_elses_by_now_stays(
    services: Services, bob: Services, kind: PersonKind, field: str, old: str, new: str
) -> None:
    services.company.save(1, {"payroll": True})
    person = added(services, kind, **{"mobile": "201 555 0150", field: old})
    save(services, person.id, kind, **{field: new})
    holder = added(bob, kind, **{"mobile": "201 555 0160", "email": "h@x.org", field: old.lower(), "name": "Bob Stone"})
    set_active(bob, kind, holder.id, False)
    label = PROFILE_TYPES[kind].fields[field].label.lower()
    assert told(services.undo.plan()) == [(person.name, "cannot", f"Bob Stone (inactive) has this {label} now")]
    undo(services)
    assert services.people.profile(kind, person.id).version == 2


def test_an_entry_that_was_renamed_or_retired_since_comes_back(services: Services, bob: Services) -> None:
    north, south = (entry(services, ListName.TEAMS, name) for name in ("North", "South"))
    person = added(services, TECHNICIANS, team=north)
    save(services, person.id, team=south)
    (found,) = [one for one in services.lists.entries(ListName.TEAMS) if one.id == north]
    bob.lists.retire(bob.lists.rename(found, "Far North"), True)
    undo(services)
    assert kept(services, person.id)["team"] == north
    (change,) = services.history.events(kind=TECHNICIANS)[0].changes
    assert (change.label, change.before, change.after) == ("Team", "South", "Far North")


def test_an_entry_that_is_gone_cannot_come_back(services: Services) -> None:
    skills = (entry(services, ListName.SKILLS, "Gas"),)
    person = added(services, TECHNICIANS, skills=skills)
    save(services, person.id, skills=())
    with services.database.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM list_entry WHERE id = {skills[0]}")
    assert told(services.undo.plan()) == [(person.name, "cannot", "what Skills was is in no list any more")]


def test_payroll_that_is_off_by_now_is_not_changed(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    person = added(services, TECHNICIANS)
    save(services, person.id, in_payroll=True, memo="x")
    as_user(services, "boss").company.save(2, {"payroll": False})
    assert told(services.undo.plan()) == [(person.name, "cannot", "Payroll is off for the company")]
    as_user(services, "boss").company.save(3, {"payroll": True})
    undo(services)
    assert kept(services, person.id)["in_payroll"] is False


def test_fleet_pro_comes_back_only_when_the_company_has_it(services: Services) -> None:
    person = added(services, TECHNICIANS, fleet_pro=True)
    save(services, person.id, fleet_pro=False)
    as_user(services, "boss").company.save(1, {"fleet_pro": False})
    assert told(services.undo.plan()) == [(person.name, "cannot", "Fleet Pro is off for the company")]
    as_user(services, "boss").company.save(2, {"fleet_pro": True})
    undo(services)
    undo(services, redo=True)
    with services.database.read() as connection:
        ((suspended,),) = connection.exec_driver_sql("SELECT suspended IS NOT NULL FROM fleet_pro").all()
    assert suspended


def test_a_plan_is_of_no_use_once_the_same_user_did_something_in_another_terminal(services: Services) -> None:
    one, two = (added(services, TECHNICIANS, mobile=f"201 555 012{number}") for number in (3, 4))
    save(services, one.id, memo="1")
    plan = services.undo.plan()
    elsewhere = as_user(services, "tester")
    save(elsewhere, two.id, memo="2")
    with pytest.raises(
        Refusal, match="taken back already, or you have changed something since: look again at what undo would do now"
    ):
        services.undo.run(plan)
    undo(elsewhere)
    services.undo.run(plan)
    with pytest.raises(Refusal, match="taken back already"):
        services.undo.run(plan)
    assert [kept(services, id)["memo"] for id in (one.id, two.id)] == [None, None]
    redo = services.undo.plan(redo=True)
    elsewhere.undo.run(elsewhere.undo.plan(redo=True))
    with pytest.raises(Refusal, match=r"done again already, or .*look"):
        services.undo.run(redo)


def test_running_looks_again_at_everybody(services: Services, bob: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="1")
    plan = services.undo.plan()
    save(bob, person.id, memo="2")
    assert [verdict for _, verdict, _ in told(services.undo.run(plan))] == ["cannot"]
    assert kept(services, person.id)["memo"] == "2"


def test_nobody_is_put_back_of_whom_the_plan_said_that_they_cannot_be(services: Services, bob: Services) -> None:
    person = added(services, EMPLOYEES, email="a@x.org")
    save(services, person.id, EMPLOYEES, email="b@x.org")
    holder = added(bob, EMPLOYEES, email="a@x.org")
    plan = services.undo.plan()
    save(bob, holder.id, EMPLOYEES, email="c@x.org")
    assert told(services.undo.run(plan)) == [(person.name, "cannot", "was not to change when this plan was made")]


def test_a_change_of_somebody_else_counts_behind_ones_own(services: Services, bob: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="1")
    save(bob, person.id, daily_goal="5")
    save(services, person.id, memo="2")
    undo(services)
    ((_, verdict, reason),) = told(undo(services))
    assert verdict == "cannot"
    assert reason.startswith("bob changed Daily Revenue Goal on ")


def test_what_is_as_before_already_is_said_to_be(services: Services, bob: Services) -> None:
    person, other = (added(services, TECHNICIANS, mobile=f"201 555 012{number}") for number in (3, 4))
    save(services, person.id, memo="1")
    save(services, person.id, memo=None, mobile="201 555 0188")
    save(bob, other.id, mobile="201 555 0123")
    undo(services)
    assert told(undo(services)) == [(person.name, "already", "already as before")]


def test_a_rule_that_was_broken_before_is_no_reason(services: Services) -> None:
    """Somebody who was loaded without a phone and an address has none afterwards either."""
    load(services.database, [new_person(TECHNICIANS, {"name": "A"})])
    north = entry(services, ListName.ZONES, "North")
    do(services, SetField("zone", north), [1])
    do(services, SetField("team", entry(services, ListName.TEAMS, "North")), [1])
    undo(services)
    assert told(undo(services)) == [("A", "changes", "")]
