"""Who was billed on a day, against a plain replay of the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from fleet_tui.domain.bulk.actions import SetActive, SetField
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.choices import MANAGED, NON_MANAGED
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.services import Services
from fleet_tui.storage.history import log
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, set_active, size
from tests.support.undo_driving import do, undo


def at(services: Services, moment: datetime) -> Services:
    """The same services at another time."""
    return replace(services, context=replace(services.context, clock=lambda: moment))


def replayed(services: Services, day: date, created: dict[int, datetime]) -> set[int]:
    """The billed technicians by replaying every entry up to the end of the day, from nothing."""
    with services.database.read() as connection:
        entries = log.newest(connection, 100_000)[::-1]
    state: dict[int, dict[str, object]] = {}
    for entry in entries:
        if entry["subject_kind"] != TECHNICIANS.value:
            continue
        then = created[entry["person"]] if entry["action"] == "added" else entry["at"]
        if then.astimezone().date() <= day:
            values = state.setdefault(entry["person"], {})
            values |= {name: after for name, (_, after) in entry["changes"].items()}
    return {id for id, values in state.items() if values.get("type") == MANAGED and values["active"]}


@pytest.mark.parametrize("seed", range(size(4, 60)))
def test_it_is_what_a_replay_of_the_history_gives(services: Services, seed: int) -> None:
    """A random past: loaded people, added ones, saves, bulk actions, undo; asked for every day of it."""
    random = Random(seed)
    created = {}
    for number in range(4):
        made = NOON - timedelta(days=random.randrange(1, 9))
        one = new_person(TECHNICIANS, {"name": f"L{number}", "type": random.choice([MANAGED, NON_MANAGED])})
        loaded = NewPerson(one.kind, one.values, random.random() < 0.8, made, None, None, None)
        load(services.database, [loaded])
        created[number + 1] = made
    added(services, EMPLOYEES)
    moment = NOON
    for step in range(size(25, 200)):
        moment += timedelta(hours=random.choice([0, 1, 5, 11, 30]))
        now = at(services, moment)
        some = random.sample(sorted(created), random.randrange(1, len(created) + 1))
        what = random.randrange(6)
        try:
            if what == 0:
                typed = {"type": random.choice([MANAGED, NON_MANAGED]), "email": f"{step}@x.org", "mobile": None}
                created[added(now, TECHNICIANS, **typed).id] = moment
            elif what == 1:
                do(now, SetField("type", random.choice([MANAGED, NON_MANAGED])), some)
            elif what == 2:
                profile = now.people.profile(TECHNICIANS, some[0])
                now.people.save(TECHNICIANS, some[0], profile.version, {"memo": str(step), "type": NON_MANAGED})
            elif what == 3:
                undo(now, redo=random.random() < 0.3)
            else:
                do(now, SetActive(what == 4), some)
        except Refusal:
            continue
    last = at(services, moment + timedelta(days=2))
    days = range((moment - NOON).days + 12)
    for day in [(NOON - timedelta(days=9)).date() + timedelta(days=each) for each in days]:
        found = last.billing.on(day)
        assert {one.id for one in found.technicians} == replayed(services, day, created), (seed, day)


def test_it_says_what_became_of_them_and_how_far_it_is_known(services: Services) -> None:
    ids = [added(services, TECHNICIANS, name=name, mobile=None, email=f"{name}@x.org").id for name in "CAB"]
    later = at(services, NOON + timedelta(days=3))
    set_active(later, TECHNICIANS, ids[1], False)
    do(later, SetField("type", NON_MANAGED), [ids[2]])
    today = NOON.astimezone().date()
    billed = later.billing.on(today)
    assert [(one.name, one.today) for one in billed.technicians] == [
        ("A", "inactive"), ("B", "not managed"), ("C", "billed"),
    ]  # fmt: skip
    assert billed.heading == f"Billed on {today}: 3 managed technicians"
    assert billed.note == ""
    assert [one.name for one in later.billing.on(today + timedelta(days=3)).technicians] == ["C"]
    assert later.billing.on(today + timedelta(days=3)).note.startswith("The day has not ended")
    before = later.billing.on(today - timedelta(days=1))
    assert (before.technicians, str(today) in before.note) == ((), True)
    with pytest.raises(Refusal, match="still to come"):
        later.billing.on(today + timedelta(days=4))
