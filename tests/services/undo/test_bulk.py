"""A whole bulk action is taken back at once, with all its people who can be put back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.bulk.actions import How, SetActive, SetField
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.local_time import show_moment
from fleet_tui.services.services import Services
from fleet_tui.services.undo import operations
from tests.support.people import NOON, TECHNICIANS, entry, set_active
from tests.support.undo_driving import do, field, save, some, told, undo

pytestmark = pytest.mark.usefixtures("good_file")

TIME = show_moment(NOON)[11:]


def test_a_bulk_action_comes_back_whole_and_is_done_again_whole(services: Services) -> None:
    people = some(services)
    north, south = (entry(services, ListName.TEAMS, name) for name in ("North", "South"))
    do(services, SetField("team", south), people)
    plan = services.undo.plan()
    assert plan.title == f"Undo: Set Team to South, 4 technicians, {TIME}"
    assert list(plan.ids) == people
    outcome = services.undo.run(plan)
    assert told(outcome) == [(f"Person {place}", "changes", "") for place in range(4)]
    assert outcome.operation
    assert outcome.notes == ()
    assert field(services, people, "team") == [north, north, None, None]
    undo(services, redo=True)
    assert field(services, people, "team") == [south] * 4
    events = services.history.events(kind=TECHNICIANS, limit=9)
    assert [event.action for event in events] == ["redone"] * 4 + ["undone"] * 4 + ["changed"]


def test_deactivating_is_taken_back_with_what_is_billed(services: Services) -> None:
    people = some(services)
    set_active(services, TECHNICIANS, people[1], False)
    do(services, SetActive(False), people)
    plan = services.undo.plan()
    assert (plan.title, plan.billed, plan.billed_after) == (f"Undo: Deactivate, 3 technicians, {TIME}", 0, 3)
    undo(services)
    assert field(services, people, "active") == [True, False, True, True]


def test_who_was_changed_by_others_since_is_left_and_the_rest_comes_back(services: Services, bob: Services) -> None:
    people = some(services)
    do(services, SetActive(False), people)
    save(bob, people[2], memo="x")
    since = show_moment(NOON + timedelta(hours=2))
    outcome = undo(services)
    assert told(outcome)[2] == ("Person 2", "cannot", f"bob changed Memo on {since}")
    assert field(services, people, "active") == [True, True, False, True]
    assert services.undo.plan(redo=True).title == f"Redo: Deactivate, 3 technicians, {TIME}"
    save(bob, people[0], memo="x")
    assert [verdict for _, verdict, _ in told(undo(services, redo=True))] == ["cannot", "changes", "changes"]
    assert field(services, people, "active") == [True, False, False, False]


def test_who_is_dropped_from_the_plan_stays(services: Services) -> None:
    people = some(services)
    do(services, SetActive(False), people)
    outcome = services.undo.run(services.undo.plan().without(people[:3]))
    assert outcome.notes == (
        "3 technicians left out of the plan: the next undo goes on with the change before this one.",
    )
    assert field(services, people, "active") == [False, False, False, True]
    with pytest.raises(Refusal, match="nothing to undo"):
        services.undo.plan()


def test_with_everybody_dropped_nothing_is_taken_back(services: Services, bob: Services) -> None:
    people = some(services)
    do(services, SetActive(False), people)
    save(bob, people[3], memo="x")
    plan = services.undo.plan()
    for dropped in (people, people[:3]):
        with pytest.raises(Refusal, match="Nobody is left in this plan"):
            services.undo.run(plan.without(dropped))
    assert field(services, people, "active") == [False] * 4
    services.undo.run(plan)
    assert field(services, people, "active") == [True, True, True, False]


def test_many_are_put_back_some_at_a_time_and_a_stop_leaves_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "_AT_ONCE", 3)
    people = some(services)
    do(services, SetActive(False), people)
    seen: list[tuple[int, int]] = []

    def stop(done: int, all: int) -> None:
        seen.append((done, all))
        if done == all:
            raise Stopped("Stopped: nothing was changed.")

    plan = services.undo.plan()
    with pytest.raises(Stopped):
        services.undo.run(plan, stop)
    assert seen == [(0, 4), (3, 4), (4, 4)]
    assert field(services, people, "active") == [False] * 4
    services.undo.run(plan)
    undo(services, redo=True)
    assert field(services, people, "active") == [False] * 4


def test_entries_that_were_added_are_taken_away_and_nothing_else(services: Services) -> None:
    people = some(services)
    gas, hvac = (entry(services, ListName.SKILLS, name) for name in ("Gas", "HVAC"))
    save(services, people[0], skills=(gas,))
    save(services, people[1], skills=(gas, hvac))
    do(services, SetField("skills", (hvac,), How.ADD), people)
    undo(services)
    assert field(services, people, "skills") == [(gas,), (gas, hvac), None, None]
    undo(services, redo=True)
    assert field(services, people, "skills") == [(gas, hvac), (gas, hvac), (hvac,), (hvac,)]
    do(services, SetField("skills", (gas, hvac), How.REMOVE), people)
    undo(services)
    assert field(services, people, "skills") == [(gas, hvac), (gas, hvac), (hvac,), (hvac,)]


def test_a_zone_comes_back_with_all_zones(services: Services) -> None:
    people = some(services, 2)
    north, west = (entry(services, ListName.ZONES, name) for name in ("North", "West"))
    save(services, people[0], zone=north)
    do(services, SetField("zone", west), people)
    undo(services)
    assert field(services, people, "zone") == [north, None]
    assert field(services, people, "zones") == [(north,), None]
