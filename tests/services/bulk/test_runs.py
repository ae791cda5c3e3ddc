"""Running a plan: all of it or nothing, everybody judged again, with history, messages and what undo needs."""

from __future__ import annotations

import json

import pytest

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import How, SetActive, SetField
from fleet_tui.domain.errors import Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.history.operations import to_undo
from fleet_tui.storage.people import queries
from tests.support.bulk_driving import (
    ALREADY,
    CANNOT,
    INVITE,
    OFF,
    RESET,
    WILL,
    decisions,
    messages,
    run,
    team,
    technicians,
    told,
)
from tests.support.people import EMPLOYEES, TECHNICIANS, entry, load, new_person, with_passwords


def test_a_thousand_marked_means_a_thousand_changed(services: Services) -> None:
    ids = technicians(services, 1_000)
    before = len(services.history.events(limit=10_000))
    outcome = run(services, OFF, ids)
    assert outcome.counts() == {WILL: 1_000}
    assert (outcome.billed, outcome.billed_after) == (1_000, 0)
    with services.database.read() as connection:
        assert queries.billed(connection) == 0
        states = connection.exec_driver_sql("SELECT active, version, count(*) FROM technician GROUP BY 1, 2").all()
        assert states == [(0, 2, 1_000)]
        operation = to_undo(connection, services.context.author)
    entries = services.history.events(limit=10_000)[: -before or None]
    assert len(entries) == 1_000
    assert {entry.person for entry in entries} == set(ids)
    assert operation
    assert outcome.operation == operation.id
    assert (operation.what, operation.people) == ("Deactivate", 1_000)
    assert (operation.first, operation.last) == (entries[-1].id, entries[0].id)
    assert check(services.database) == ()


def test_the_history_has_each_person_before_and_after(services: Services) -> None:
    ids = technicians(services, 2, zone="North", zones=("North", "East"))
    west = entry(services, ListName.ZONES, "West")
    run(services, SetField("zone", west), ids[:1])
    (change,) = told(services, 1)
    north, east = (entry(services, ListName.ZONES, name) for name in ("North", "East"))
    before = sorted([[north, "North"], [east, "East"]])
    assert (change["who"], change["action"], change["person"], change["subject"]) == ("tester", "changed", 1, "n0000")
    assert change["changes"] == {
        "zone": [[north, "North"], [west, "West"]],
        "zones": [before, sorted([*before, [west, "West"]])],
    }
    assert services.people.profile(TECHNICIANS, 1).values["zones"] == tuple(sorted((north, east, west)))
    assert check(services.database) == ()


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_every_way_to_set_a_field_of_many_leaves_a_good_database(services: Services, kind: PersonKind) -> None:
    """Twelve people who all have other entries, so that they are written one by one."""
    source = ListName.TECHNICIAN_POSITIONS if kind is TECHNICIANS else ListName.EMPLOYEE_POSITIONS
    offered = [one.name for one in services.lists.entries(source)]
    load(
        services.database,
        [
            new_person(kind, {"name": f"n{n}", "email": f"{n}@x.org", "positions": tuple({offered[n % 9], offered[9]})})
            for n in range(12)
        ],
    )
    last, first, other = (entry(services, source, offered[n]) for n in (9, 0, 1))
    for action in (
        SetField("positions", (first, other), How.ADD),
        SetField("positions", (last,), How.REMOVE),
        SetField("positions", (last, other)),
    ):
        assert run(services, action, range(1, 13), kind).counts()[CANNOT] == 0
        assert check(services.database) == ()
    for id in range(1, 13):
        assert services.people.profile(kind, id).values["positions"] == tuple(sorted((last, other)))


def test_a_plan_that_is_run_twice_changes_nothing_twice(services: Services) -> None:
    ids = technicians(services, 3)
    for action in (team(services), INVITE, OFF, SetField("fleet_pro", True)):
        plan = services.bulk.plan(action, TECHNICIANS, ids)
        assert services.bulk.run(plan).counts() == {WILL: 3}
        before, waiting = told(services), messages(services)
        again = services.bulk.run(plan)
        assert again.counts() == {ALREADY: 3}
        assert (again.operation, told(services), messages(services)) == (None, before, waiting)
    assert check(services.database) == ()


def test_people_dropped_from_the_plan_are_not_changed(services: Services) -> None:
    ids = technicians(services, 3)
    outcome = services.bulk.run(services.bulk.plan(OFF, TECHNICIANS, ids).without([2]))
    assert list(outcome.ids) == [1, 3]
    assert services.people.profile(TECHNICIANS, 2).active


def test_a_run_that_is_stopped_leaves_nothing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from fleet_tui.services.bulk import write

    monkeypatch.setattr(write, "_AT_ONCE", 2)
    ids = technicians(services, 6)
    heard = []

    def stop_at(number: int) -> object:
        def progress(done: int, all: int) -> None:
            heard.append((done, all))
            if done >= number:
                raise Stopped("You stopped it.")

        return progress

    before = told(services)
    for action in (INVITE, team(services)):
        plan = services.bulk.plan(action, TECHNICIANS, ids)
        for number in (0, 2, 6):
            with pytest.raises(Stopped):
                services.bulk.run(plan, stop_at(number))  # type: ignore[arg-type]
            assert (told(services), messages(services)) == (before, [])
            assert services.people.profile(TECHNICIANS, 1).version == 1
    services.bulk.run(plan, stop_at(7))  # type: ignore[arg-type]
    assert heard[-4:] == [(0, 6), (2, 6), (4, 6), (6, 6)]
    assert check(services.database) == ()


def test_when_nobody_changes_nothing_is_written(services: Services) -> None:
    ids = technicians(services, 2)
    before = told(services)
    outcome = run(services, SetActive(True), ids)
    assert (outcome.operation, outcome.notes, outcome.counts()) == (None, (), {ALREADY: 2})
    assert run(services, OFF, []).counts() == {}
    assert told(services) == before


def test_invitations_wait_where_they_go_to_and_older_ones_do_not(services: Services) -> None:
    load(
        services.database,
        [
            new_person(TECHNICIANS, {"name": "a", "email": "a@x.org", "mobile": "+12015550101"}),
            new_person(TECHNICIANS, {"name": "b", "mobile": "+12015550102"}),
            new_person(TECHNICIANS, {"name": "c", "email": "c@x.org"}, account=AccountState.INVITED),
        ],
    )
    outcome = run(services, INVITE, [1, 2, 3])
    assert outcome.notes == ("3 invitations are held for 30 seconds before sending: until then undo takes them back.",)
    first = [
        (1, "invitation", "email", "a@x.org", "queued", outcome.operation),
        (2, "invitation", "sms", "+12015550102", "queued", outcome.operation),
        (3, "invitation", "email", "c@x.org", "queued", outcome.operation),
    ]
    assert messages(services) == first
    assert [change["changes"] for change in told(services, 3)] == [
        {"account": [None, "invited"]},
        {"account": [None, "invited"]},
        {"account": ["invited", "invited"]},
    ]
    assert {change["action"] for change in told(services, 3)} == {"invited"}
    assert [services.people.profile(TECHNICIANS, id).values["status"] for id in (1, 2, 3)] == ["pending"] * 3
    again = run(services, INVITE, [2])
    assert again.notes == ("1 invitation is held for 30 seconds before sending: until then undo takes it back.",)
    sms = (2, "invitation", "sms", "+12015550102")
    assert messages(services) == [
        first[0],
        (*sms, "replaced", outcome.operation),
        first[2],
        (*sms, "queued", again.operation),
    ]
    assert check(services.database) == ()


def test_a_reset_waits_in_place_of_an_older_one_and_changes_nobody(services: Services) -> None:
    with_passwords(services)
    person = new_person(EMPLOYEES, {"name": "a", "email": "a@x.org"}, account=AccountState.ACCEPTED)
    load(services.database, [person])
    first = run(services, RESET, [1], EMPLOYEES)
    second = run(services, RESET, [1], EMPLOYEES)
    reset = (1, "reset", "email", "a@x.org")
    assert messages(services) == [(*reset, "replaced", first.operation), (*reset, "queued", second.operation)]
    assert [(change["action"], change["changes"]) for change in told(services, 2)] == [("sent a reset", {})] * 2
    assert services.people.profile(EMPLOYEES, 1).version == 3
    assert check(services.database) == ()


def test_fleet_pro_records_are_made_suspended_and_taken_up_again(services: Services) -> None:
    ids = technicians(services, 3)
    services.people.save(TECHNICIANS, 1, 1, {"fleet_pro": True})
    for enabled, suspended in ((True, [None] * 3), (False, ["2026"] * 3), (True, [None] * 3)):
        run(services, SetField("fleet_pro", enabled), ids)
        with services.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT suspended FROM fleet_pro ORDER BY person").scalars()
            assert [row and row[:4] for row in rows] == suspended
    assert check(services.database) == ()


def test_names_of_entries_cannot_act_on_a_terminal(services: Services) -> None:
    ids = technicians(services, 1)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE list_entry SET name = 'A\x1b' WHERE list = 'teams' AND name = 'North'")
    action = SetField("team", next(one.id for one in services.lists.entries(ListName.TEAMS) if one.name == "A\x1b"))
    assert services.bulk.plan(action, TECHNICIANS, ids).title == "Set Team to A\ufffd"
    run(services, action, ids)
    assert decisions(services.bulk.plan(action, TECHNICIANS, ids))[0].reason == "already A\ufffd"
    assert json.dumps(told(services, 1)[0]["changes"])
