"""What others do between a plan and its run: each person is evaluated again, and no change of others is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.bulk_driving import (
    ALREADY,
    CANNOT,
    INVITE,
    OFF,
    WILL,
    decisions,
    messages,
    run,
    team,
    technicians,
    told,
)
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, entry, load, new_person, set_active

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ann(services: Services) -> Services:
    """Somebody else on the same file, an hour later."""
    drafts = services.database.path.parent / "drafts"
    return Services(Context(services.database, SystemActor("ann"), clock=lambda: LATER), drafts)


def test_who_was_changed_since_in_the_same_field_is_left_alone_and_told(services: Services, ann: Services) -> None:
    ids = technicians(services, 3)
    ann.people.save(TECHNICIANS, 2, 1, {"team": entry(services, ListName.TEAMS, "West")})  # before it was planned
    plan = services.bulk.plan(team(services), TECHNICIANS, ids)
    ann.people.save(TECHNICIANS, 1, 1, {"team": entry(services, ListName.TEAMS, "South"), "memo": "x"})
    ann.people.save(TECHNICIANS, 2, 2, {"name": "n0001 anew", "memo": "x"})
    ann.people.save(TECHNICIANS, 3, 1, {"team": entry(services, ListName.TEAMS, "North")})
    outcome = services.bulk.run(plan)
    assert decisions(outcome) == [
        Decision(CANNOT, "ann changed Team after this plan was made"),
        Decision(WILL),
        Decision(ALREADY, "already North"),
    ]
    assert outcome.names == ("n0000", "n0001 anew", "n0002")
    assert services.people.profile(TECHNICIANS, 1).values["team"] == entry(services, ListName.TEAMS, "South")
    assert told(services, 1)[0]["subject"] == "n0001 anew"
    assert check(services.database) == ()


def test_who_came_back_meanwhile_is_not_deactivated_by_an_older_plan(services: Services, ann: Services) -> None:
    ids = technicians(services, 1)
    plan = services.bulk.plan(OFF, TECHNICIANS, ids)
    set_active(ann, TECHNICIANS, 1, False)
    set_active(ann, TECHNICIANS, 1, True)
    assert decisions(services.bulk.run(plan)) == [Decision(CANNOT, "ann changed Active after this plan was made")]


def test_who_was_not_to_change_is_not_changed_although_it_could_be_now(services: Services, ann: Services) -> None:
    ids = technicians(services, 2, email=None)
    plan = services.bulk.plan(INVITE, TECHNICIANS, ids)
    ann.people.save(TECHNICIANS, 1, 1, {"email": "now@x.org"})
    assert decisions(services.bulk.run(plan)) == [
        Decision(CANNOT, "was not to change when this plan was made"),
        Decision(CANNOT, "no e-mail address and no mobile phone"),
    ]
    assert messages(services) == []


def test_a_message_that_somebody_else_sent_meanwhile_is_not_sent_again(services: Services, ann: Services) -> None:
    ids = technicians(services, 2)
    plan = services.bulk.plan(INVITE, TECHNICIANS, ids)
    run(ann, INVITE, [1])
    assert decisions(services.bulk.run(plan)) == [
        Decision(ALREADY, "ann sent an invitation after this plan was made"),
        Decision(WILL),
    ]


def test_a_value_that_was_retired_since_stops_the_run(services: Services) -> None:
    ids = technicians(services, 1)
    action = team(services)
    plan = services.bulk.plan(action, TECHNICIANS, ids)
    (north,) = (one for one in services.lists.entries(ListName.TEAMS) if one.id == action.value)
    services.lists.retire(north, True)
    with pytest.raises(Refusal, match="North is retired"):
        services.bulk.run(plan)
    assert services.people.profile(TECHNICIANS, 1).version == 1


def test_the_last_manager_is_kept_at_the_run_too(services: Services, ann: Services) -> None:
    load(
        services.database,
        [
            new_person(EMPLOYEES, {"name": name, "email": f"{name}@x.org", "role": "Administrator"})
            for name in ("a", "b", "c")
        ],
    )
    plan = services.bulk.plan(OFF, EMPLOYEES, [1, 2])
    assert plan.counts() == {WILL: 2}
    run(ann, OFF, [3], EMPLOYEES)
    last = Decision(CANNOT, "the last active person who may manage people")
    assert decisions(services.bulk.run(plan)) == [Decision(WILL), last]
    assert decisions(run(services, OFF, [2], EMPLOYEES)) == [last]
    assert decisions(services.bulk.run(plan)) == [Decision(ALREADY, "already inactive"), last]


def test_who_was_kept_for_others_is_told_another_reason_once_there_are_some(services: Services, ann: Services) -> None:
    names, manages = ("a", "b", "c"), {"role": "Administrator"}
    load(services.database, [new_person(EMPLOYEES, {"name": n, "email": f"{n}@x.org"} | manages) for n in names])
    plan = services.bulk.plan(OFF, EMPLOYEES, [1, 2, 3])
    last = Decision(CANNOT, "the last active person who may manage people")
    assert decisions(plan) == decisions(services.bulk.run(plan)) == [Decision(WILL), Decision(WILL), last]
    run(ann, SetActive(True), [1, 2], EMPLOYEES)
    run(ann, OFF, [3], EMPLOYEES)
    plan = services.bulk.plan(OFF, EMPLOYEES, [1, 2])
    assert decisions(plan) == [Decision(WILL), last]
    run(ann, SetActive(True), [3], EMPLOYEES)
    assert decisions(services.bulk.run(plan)) == [
        Decision(WILL),
        Decision(CANNOT, "was not to change when this plan was made"),
    ]
    run(ann, OFF, [3], EMPLOYEES)
    assert decisions(services.bulk.run(plan)) == [Decision(ALREADY, "already inactive"), last]


def test_who_is_gone_from_the_file_is_told(services: Services) -> None:
    ids = technicians(services, 2)
    plan = services.bulk.plan(OFF, TECHNICIANS, ids)
    with services.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM technician_link WHERE person = 1")
        connection.exec_driver_sql("DELETE FROM technician_detail WHERE id = 1")
        connection.exec_driver_sql("DELETE FROM technician WHERE id = 1")
    assert decisions(services.bulk.run(plan)) == [
        Decision(CANNOT, "not in the database any more"),
        Decision(WILL, billed=-1),
    ]
