"""Undo takes back the last thing that this user did, and redo does it again: values, order, words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.local_time import show_moment
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, entry, load, new_person, raw, set_active
from tests.support.undo_driving import as_user, kept, save, told, undo

pytestmark = pytest.mark.usefixtures("good_file")

KINDS = [TECHNICIANS, EMPLOYEES]
TIME = show_moment(NOON)[11:]


def test_with_nothing_done_there_is_nothing_to_undo(services: Services, bob: Services) -> None:
    for redo, words in ((False, "There is nothing to undo."), (True, "There is nothing to redo.")):
        with pytest.raises(Refusal, match=words):
            services.undo.plan(redo=redo)
    person = added(services, TECHNICIANS)
    save(bob, person.id, name="Bob's")
    with pytest.raises(Refusal, match="nothing to undo"):
        services.undo.plan()


def test_a_save_of_every_sort_of_field_is_taken_back_and_done_again(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    zones = [entry(services, ListName.ZONES, name) for name in ("North", "South", "West")]
    person = added(services, TECHNICIANS, zone=zones[0], email="a@x.org", may_see_people="allow", memo="a")
    before = kept(services, person.id)
    save(
        services,
        person.id,
        name="Ann Stone",
        zone=zones[1],
        zones=(zones[1], zones[2]),
        skills=(entry(services, ListName.SKILLS, "Gas"),),
        email="B@x.org",
        mobile=None,
        may_see_people="default",
        may_manage_people="deny",
        daily_goal="12.50",
        fleet_pro=True,
        memo=None,
        biography="x\ny",
        street="1 A",
        city="B",
        start_date="2026-01-31",
        payroll_id="7",
        commission="3",
        color="red",
    )
    after = kept(services, person.id)
    undo(services)
    assert kept(services, person.id) == before
    assert check(services.database) == ()
    undo(services, redo=True)
    assert kept(services, person.id) == after


def test_the_plan_says_what_is_there_and_what_will_be(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    person = added(services, TECHNICIANS, memo="a\nb" * 30, daily_goal="1")
    north, hvac = entry(services, ListName.TEAMS, "North"), entry(services, ListName.SKILLS, "HVAC")
    ways = {
        "Team: North → none": {"team": north},
        "Name: Ann Stone → Ann Porter": {"name": "Ann Stone"},
        "Memo: none → a ba ba ba ba ba ba ba ba ba …": {"memo": None},
        "Skills: HVAC → none": {"skills": (hvac,)},
        "Daily goal: 12.50 → 1.00": {"daily_goal": "12.50"},
        "See payroll details: Deny → Role default": {"may_see_payroll": "deny"},
        "Type: Non-managed Technician → Managed Technician": {"type": "non_managed"},
    }
    for words, typed in ways.items():
        save(services, person.id, **typed)
        plan = services.undo.plan()
        assert plan.of(0).change == words
        assert services.undo.run(plan).of(0).change == words
        assert services.undo.plan(redo=True).of(0).change == " → ".join(
            [f"{words.partition(': ')[0]}: {words.partition(' → ')[2]}", words.partition(": ")[2].partition(" → ")[0]]
        )
    set_active(services, TECHNICIANS, person.id, False)
    assert services.undo.plan().of(0).change == "Inactive → Active, billed"


def test_the_title_says_what_it_is_and_the_plan_what_the_bill_becomes(services: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, name="Ann Stone", type="non_managed")
    added(services, TECHNICIANS, mobile="201 555 0124")  # nobody is deleted: u comes to the change before it
    plan = services.undo.plan()
    assert plan.title == f"Undo: Save Ann Stone, {TIME}"
    assert (plan.billed, plan.billed_after) == (1, 2)
    outcome = undo(services)
    assert (outcome.billed, outcome.billed_after, told(outcome)) == (1, 2, [("Ann Stone", "changes", "")])
    assert services.history.events(kind=TECHNICIANS)[0].subject == "Ann Porter"
    assert services.undo.plan(redo=True).title == f"Redo: Save Ann Stone, {TIME}"
    later = as_user(services, "tester", hours=24)
    assert later.undo.plan(redo=True).title == f"Redo: Save Ann Stone, {show_moment(NOON)}"


@pytest.mark.parametrize("kind", KINDS)
def test_active_is_taken_back_and_done_again(services: Services, kind: PersonKind) -> None:
    person = added(services, kind)
    set_active(services, kind, person.id, False)
    assert services.undo.plan().title.startswith(f"Undo: Deactivate {person.name}, ")
    undo(services)
    assert services.people.profile(kind, person.id).active
    undo(services, redo=True)
    assert not services.people.profile(kind, person.id).active
    set_active(services, kind, person.id, True)
    assert services.undo.plan().title.startswith(f"Undo: Activate {person.name}, ")
    assert [event.action for event in services.history.events(kind=kind)] == [
        "activated",
        "redone",
        "undone",
        "deactivated",
        "added",
    ]


def test_a_save_that_changes_nothing_is_not_undone(services: Services) -> None:
    person = added(services, EMPLOYEES)
    save(services, person.id, EMPLOYEES, name="Two")
    save(services, person.id, EMPLOYEES, name="Two")
    undo(services)
    assert kept(services, person.id, EMPLOYEES)["name"] == person.name
    with pytest.raises(Refusal):
        services.undo.plan()


def test_each_undo_goes_one_change_further_back_and_each_redo_one_forward(services: Services) -> None:
    person = added(services, TECHNICIANS)
    for memo in ("1", "2", "3"):
        save(services, person.id, memo=memo)
    story = "uuurrruururuu"
    there = {"u": -1, "r": 1}
    at = 3
    for step in story:
        undo(services, redo=step == "r")
        at += there[step]
        assert kept(services, person.id)["memo"] == [None, "1", "2", "3"][at]
    assert check(services.database) == ()


def test_a_new_change_leaves_nothing_to_redo(services: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="1")
    undo(services)
    save(services, person.id, memo="2")
    with pytest.raises(Refusal, match="nothing to redo"):
        services.undo.plan(redo=True)
    undo(services)
    undo(services, redo=True)
    assert kept(services, person.id)["memo"] == "2"
    with pytest.raises(Refusal, match="nothing to redo"):
        services.undo.plan(redo=True)


def test_two_users_each_take_back_their_own(services: Services, bob: Services) -> None:
    one, two = (added(services, TECHNICIANS, mobile=f"201 555 012{number}") for number in (3, 4))
    save(services, one.id, memo="mine")
    save(bob, two.id, memo="bob's")
    undo(services)
    assert kept(services, one.id)["memo"] is None
    assert kept(services, two.id)["memo"] == "bob's"
    undo(bob)
    undo(services, redo=True)
    assert [kept(services, id)["memo"] for id in (one.id, two.id)] == ["mine", None]


def test_a_photo_comes_back_and_goes_again(services: Services, tmp_path: Path) -> None:
    photos = []
    for name, colour in (("one", "red"), ("two", "blue")):
        Image.new("RGB", (4, 4), colour).save(tmp_path / f"{name}.png")
        photos.append(services.photos.read(str(tmp_path / f"{name}.png")))
    person = added(services, TECHNICIANS, photo=photos[0])
    save(services, person.id, photo=photos[1])
    save(services, person.id, photo=None)
    seen = []
    for redo in (False, False, True, True):
        undo(services, redo=redo)
        seen.append(kept(services, person.id)["photo"])
    assert seen == [photos[1], photos[0], photos[1], None]
    assert check(services.database) == ()


def test_the_status_follows_the_contact_that_comes_back(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "A", "type": "managed"})])
    save(services, 1, **raw(services, TECHNICIANS))
    assert kept(services, 1)["status"] == "never_logged_in"
    undo(services)
    assert kept(services, 1)["status"] == "no_user_account"
    undo(services, redo=True)
    assert kept(services, 1)["status"] == "never_logged_in"


def test_a_stop_changes_nothing(services: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="1")

    def stop(done: int, all: int) -> None:
        if done == all:
            raise Stopped("Stopped: nothing was changed.")

    plan = services.undo.plan()
    with pytest.raises(Stopped):
        services.undo.run(plan, stop)
    assert kept(services, person.id)["memo"] == "1"
    assert told(services.undo.run(plan)) == [(person.name, "changes", "")]
