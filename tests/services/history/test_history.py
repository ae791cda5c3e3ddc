"""The history as people read it, and that it tells everything that was done."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.errors import Invalid
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.opening import open_database
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, entry, load, new_person, raw, set_active, size
from tests.support.undo_driving import do, undo


def test_each_change_says_who_when_what_and_from_what_to_what(services: Services) -> None:
    north = entry(services, ListName.ZONES, "North")
    profile = added(services, TECHNICIANS)
    services.people.save(
        TECHNICIANS,
        profile.id,
        1,
        {"name": "Bob [/]", "zone": north, "daily_goal": "5", "mobile_access": False, "mobile": "201 555 0124",
         "may_see_people": "deny", "type": "managed"},
    )  # fmt: skip
    (event, _) = services.history.events(kind=TECHNICIANS, person=profile.id)
    assert (event.who, event.at, event.action, event.subject, event.person) == ("tester", NOON, "changed", "Bob [/]", 1)
    assert {change.label: (change.before, change.after) for change in event.changes} == {
        "Technician Name": ("Ann Porter", "Bob [/]"),
        "Main Zone": ("—", "North"),
        "All Zones": ("—", "North"),
        "Daily Revenue Goal": ("0.00", "5.00"),
        "Enable Mobile Access": ("Yes", "No"),
        "Mobile Phone": ("(201) 555-0123", "(201) 555-0124"),
        "See technicians and employees": ("Role default", "Deny"),
    }


def test_events_are_the_newest_first_and_paged_by_the_last_one_seen(services: Services) -> None:
    for number in range(7):
        added(services, EMPLOYEES, email=f"{number}@x.org")
    added(services, TECHNICIANS)
    everything = services.history.events()
    assert [event.id for event in everything] == [8, 7, 6, 5, 4, 3, 2, 1]
    first = services.history.events(limit=3)
    second = services.history.events(limit=3, before=first[-1].id)
    assert (*first, *second) == everything[:6]
    assert [event.id for event in services.history.events(kind=TECHNICIANS)] == [8]
    assert [event.id for event in services.history.events(kind=EMPLOYEES, person=2)] == [2]
    assert services.history.events(kind=TECHNICIANS, person=99) == ()


def test_what_acts_on_a_terminal_is_never_told(tmp_path: Path) -> None:
    database = open_database(tmp_path / "fleet.db")
    services = Services(Context(database, SystemActor("m\x1b[2Jallory\u202e")), tmp_path / "d")
    load(database, [new_person(TECHNICIANS, {"name": "A\x1b[2Jnn", "memo": "x\x9by", "team": "T\x07"})])
    services.company.save(1, {"name": "x"})
    told = repr(services.history.events())
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(told)
    for event in services.history.events():
        texts = [event.who, event.subject, *(text for c in event.changes for text in (c.label, c.before, c.after))]
        assert all(text.isprintable() or "\n" in text for text in texts)
    database.close()


def test_accounts_and_messages_are_told_in_words(services: Services) -> None:
    id = added(services, TECHNICIANS).id
    do(services, Send(Purpose.INVITE), [id])
    undo(services)
    undo(services, redo=True)
    do(services, Send(Purpose.INVITE), [id])
    told = [
        (event.action, [(change.label, change.before, change.after) for change in event.changes])
        for event in services.history.events(kind=TECHNICIANS, person=id)
    ]
    assert told[:4] == [
        ("invited", [("Account", "Invited", "Invited")]),
        ("redone", [("Account", "—", "Invited"), ("Message", "—", "Invitation")]),
        ("undone", [("Account", "Invited", "—"), ("Message", "Invitation", "—")]),
        ("invited", [("Account", "—", "Invited")]),
    ]


def test_a_secret_is_never_told(services: Services) -> None:
    added(
        services,
        EMPLOYEES,
        account_setup="create",
        password="fifteen letters, an owl",
        confirm="fifteen letters, an owl",
    )
    (event,) = services.history.events()
    assert {change.label for change in event.changes}.isdisjoint({"Password", "Confirm Password", "Username"})


@pytest.mark.parametrize("seed", range(size(3, 100)))
def test_replaying_the_history_gives_the_tables_after_anything(services: Services, seed: int) -> None:
    """A random sequence of everything that a person can do, refusals among it."""
    random = Random(seed)
    services.company.save(1, {"payroll": True})
    lists = {name: [e.id for e in services.lists.entries(name)] for name in ListName}
    right = {kind: raw(services, kind) for kind in (TECHNICIANS, EMPLOYEES)}
    people: list[tuple[object, int]] = []
    done = 0
    for step in range(size(60, 400)):
        what = random.choice(("add", "add", "save", "save", "save", "active", "list", "company"))
        kind = random.choice((TECHNICIANS, EMPLOYEES))
        try:
            if what == "add":
                typed = right[kind] | {"email": f"{random.randrange(40)}@x.org", "mobile": None, "fleet_pro": True}
                people.append((kind, services.people.add(kind, typed).profile.id))
            elif what == "company":
                services.company.save(services.company.get().version, {"name": f"Company {step}"})
            elif what == "list":
                some = services.lists.entries(random.choice(tuple(ListName)), retired=True)
                services.lists.rename(random.choice(some), f"Entry {random.randrange(30)}")
            elif people:
                kind, id = random.choice(people)  # type: ignore[assignment]
                profile = services.people.profile(kind, id)
                if what == "active":
                    set_active(services, kind, id, not profile.active)
                else:
                    services.people.save(kind, id, profile.version, change(random, lists))
            done += 1
        except Invalid:
            continue
    assert done > 20
    assert check(services.database) == ()


def change(random: Random, lists: dict[ListName, list[int]]) -> dict[str, object]:
    """Some fields with other values; those that the kind does not have are not asked."""
    anything: dict[str, object] = {
        "name": f"Name {random.randrange(5)}",
        "email": f"{random.randrange(40)}@X.org",
        "zone": random.choice([None, *lists[ListName.ZONES]]),
        "zones": tuple(random.sample(lists[ListName.ZONES], 2)),
        "skills": tuple(random.sample(lists[ListName.SKILLS], random.randrange(3))),
        "memo": random.choice(["", "a\nb"]),
        "daily_goal": str(random.randrange(100)),
        "payroll_id": random.choice([None, str(random.randrange(5))]),
        "fleet_pro": random.random() < 0.5,
        "may_see_people": random.choice(["default", "allow", "deny"]),
        "type": random.choice(["managed", "non_managed"]),
        "start_date": random.choice([None, "2026-01-31"]),
        "business_unit": random.choice([None, *lists[ListName.BUSINESS_UNITS]]),
    }
    return {name: anything[name] for name in random.sample(sorted(anything), 4)}
