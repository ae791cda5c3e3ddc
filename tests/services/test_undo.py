"""Undo takes back the last thing that this user did, redo does it again, and nobody else's change is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from making import EMPLOYEES, NOON, TECHNICIANS, added, entry, load, new_person, raw
from PIL import Image

from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.moments import show_moment
from fleet_tui.domain.plans import Outcome, Verdicts
from fleet_tui.domain.profile_types import PROFILE_TYPES
from fleet_tui.services.services import Services, open_services
from fleet_tui.storage.check import check

KINDS = [TECHNICIANS, EMPLOYEES]
TIME = show_moment(NOON)[11:]


def as_user(services: Services, actor: str, hours: int = 2) -> Services:
    """Another program on the same file."""
    return open_services(
        services.database,
        actor=actor,
        drafts_folder=services.database.path.parent / actor,
        clock=lambda: NOON + timedelta(hours=hours),
    )


@pytest.fixture
def bob(services: Services) -> Services:
    return as_user(services, "bob")


@pytest.fixture(autouse=True)
def _the_file_is_good_after_every_story(services: Services) -> Iterator[None]:
    yield
    assert check(services.database) == ()


def save(services: Services, id: int, kind: PersonKind = TECHNICIANS, **typed: object) -> None:
    """Save those fields of somebody as they are now."""
    services.people.save(kind, id, services.people.profile(kind, id).version, typed)


def undo(services: Services, *, redo: bool = False) -> Outcome:
    return services.undo.run(services.undo.plan(redo=redo))


def told(outcome: Verdicts) -> list[tuple[str, str, str]]:
    """Who, what became of them, and why."""
    return [
        (name, outcome.of(place).verdict.value, outcome.of(place).reason) for place, name in enumerate(outcome.names)
    ]


def kept(services: Services, id: int, kind: PersonKind = TECHNICIANS) -> dict[str, object]:
    """A profile without what every change changes."""
    values = dict(services.people.profile(kind, id).values)
    del values["changed"]
    return values


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


def test_the_title_says_what_it_is_and_the_plan_what_the_bill_becomes(services: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, name="Ann Stone", type="non_managed")
    added(services, TECHNICIANS, mobile="201 555 0124")  # nobody is deleted: u comes to the change before it
    plan = services.undo.plan()
    assert plan.title == f"Undo: Save Ann Stone, {TIME}"
    assert (plan.billed, plan.billed_after) == (1, 2)
    outcome = undo(services)
    assert (outcome.billed, outcome.billed_after, told(outcome)) == (1, 2, [("Ann Stone", "changes", "")])
    assert services.undo.plan(redo=True).title == f"Redo: Save Ann Stone, {TIME}"
    later = as_user(services, "tester", hours=24)
    assert later.undo.plan(redo=True).title == f"Redo: Save Ann Stone, {show_moment(NOON)}"


@pytest.mark.parametrize("kind", KINDS)
def test_active_is_taken_back_and_done_again(services: Services, kind: PersonKind) -> None:
    person = added(services, kind)
    services.people.set_active(kind, person.id, 1, False)
    assert services.undo.plan().title.startswith(f"Undo: Deactivate {person.name}, ")
    undo(services)
    assert services.people.profile(kind, person.id).active
    undo(services, redo=True)
    assert not services.people.profile(kind, person.id).active
    services.people.set_active(kind, person.id, 4, True)
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


def test_somebody_whom_another_has_changed_since_is_left_alone_and_told(services: Services) -> None:
    bob = as_user(services, "b\x1bob")
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="mine")
    save(bob, person.id, team=entry(services, ListName.TEAMS, "North"), daily_goal="5")
    since = show_moment(NOON + timedelta(hours=2))
    left = [(person.name, "cannot", f"b\ufffdob changed Team, Daily Revenue Goal on {since}")]
    assert told(services.undo.plan()) == left
    outcome = undo(services)
    assert told(outcome) == left
    assert outcome.operation is None
    assert outcome.notes == ("Nobody could be put back. The next undo takes back the change before this one.",)
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
    bob.people.set_active(kind, holder.id, 1, False)
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
    services.company.save(2, {"payroll": False})
    assert told(services.undo.plan()) == [(person.name, "cannot", "Payroll is off for the company")]
    services.company.save(3, {"payroll": True})
    undo(services)
    assert kept(services, person.id)["in_payroll"] is False


def test_fleet_pro_comes_back_only_when_the_company_has_it(services: Services) -> None:
    person = added(services, TECHNICIANS, fleet_pro=True)
    save(services, person.id, fleet_pro=False)
    services.company.save(1, {"fleet_pro": False})
    assert told(services.undo.plan()) == [(person.name, "cannot", "Fleet Pro is off for the company")]
    services.company.save(2, {"fleet_pro": True})
    undo(services)
    undo(services, redo=True)
    with services.database.read() as connection:
        ((suspended,),) = connection.exec_driver_sql("SELECT suspended IS NOT NULL FROM fleet_pro").all()
    assert suspended


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


def test_a_plan_is_of_no_use_once_the_same_user_did_something_in_another_terminal(services: Services) -> None:
    one, two = (added(services, TECHNICIANS, mobile=f"201 555 012{number}") for number in (3, 4))
    save(services, one.id, memo="1")
    plan = services.undo.plan()
    elsewhere = as_user(services, "tester")
    save(elsewhere, two.id, memo="2")
    with pytest.raises(Refusal, match="changed something else meanwhile: look again at what undo would do"):
        services.undo.run(plan)
    undo(elsewhere)
    services.undo.run(plan)
    with pytest.raises(Refusal, match="meanwhile"):
        services.undo.run(plan)
    assert [kept(services, id)["memo"] for id in (one.id, two.id)] == [None, None]
    redo = services.undo.plan(redo=True)
    elsewhere.undo.run(elsewhere.undo.plan(redo=True))
    with pytest.raises(Refusal, match="look again at what redo would do"):
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


def test_a_stop_changes_nothing(services: Services) -> None:
    person = added(services, TECHNICIANS)
    save(services, person.id, memo="1")

    def stop(done: int, all: int) -> None:
        assert (done, all) == (1, 1)
        raise Stopped("Stopped: nothing was changed.")

    plan = services.undo.plan()
    with pytest.raises(Stopped):
        services.undo.run(plan, stop)
    assert kept(services, person.id)["memo"] == "1"
    assert told(services.undo.run(plan)) == [(person.name, "changes", "")]
