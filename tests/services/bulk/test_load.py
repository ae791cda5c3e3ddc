"""Loading people with their past: all or none, with the history that each needs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, everybody, load, new_person


def everyone(services: Services) -> list[int]:
    return everybody(services, ListQuery(TECHNICIANS, ("name",), Filter()))


def test_people_come_with_their_past_and_their_entries_are_found_or_made(services: Services) -> None:
    past = NOON - timedelta(days=400)
    values = {"name": "Ann", "positions": ("installer", "Juggler"), "team": "NORTH", "zone": "East", "zones": ("West",)}
    assert (
        load(services.database, [new_person(TECHNICIANS, values, active=False, created=past, last_sign_in=NOON)]) == 1
    )
    profile = services.people.profile(TECHNICIANS, 1)
    assert (profile.values["created"], profile.values["last_sign_in"], profile.active) == (past, NOON, False)
    assert set(profile.names.values()) == {"Installer", "Juggler", "North", "East", "West"}
    assert len(profile.values["zones"]) == 2  # type: ignore[arg-type]
    assert "Juggler" in [entry.name for entry in services.lists.entries(ListName.TECHNICIAN_POSITIONS)]
    assert {event.who for event in services.history.events()} == {"loader"}
    assert check(services.database) == ()


@pytest.mark.parametrize("same", [{"mobile": "+12015550123"}, {"email": "A@x.org"}, {"payroll_id": "7"}])
@pytest.mark.parametrize("earlier", [True, False])
def test_a_value_that_must_be_unique_loads_nobody(services: Services, same: dict[str, str], earlier: bool) -> None:
    people = [new_person(TECHNICIANS, {"name": name} | same) for name in "ab"]
    if "email" in same:
        people[1] = new_person(TECHNICIANS, {"name": "b", "email": "a@X.org"})
    if earlier:
        load(services.database, people[:1])
    before = everyone(services)
    with pytest.raises(Refusal, match="nobody was loaded"):
        load(services.database, [new_person(TECHNICIANS, {"name": "c"}), *people[earlier:]])
    assert everyone(services) == before
    assert check(services.database) == ()


def test_a_username_that_is_taken_loads_nobody(services: Services) -> None:
    people = [
        NewPerson(EMPLOYEES, {"name": name}, True, NOON, AccountState.ASSIGNED, username, None)
        for name, username in (("a", "Boss"), ("b", "BOSS"))
    ]
    with pytest.raises(Refusal, match="nobody was loaded"):
        load(services.database, people)
    assert everybody(services, ListQuery(EMPLOYEES, ("name",), Filter())) == []


def test_an_invitation_of_somebody_inactive_opens_nothing_once_they_are_active_again(services: Services) -> None:
    invited = (NOON - timedelta(hours=1), NOON + timedelta(days=7))
    values = {"name": "Ann", "type": "managed", "email": "ann@x.org"}
    person = new_person(TECHNICIANS, values, active=False, account=AccountState.INVITED, invited=invited)
    load(services.database, [person])
    plan = services.bulk.plan(SetActive(active=True), TECHNICIANS, everyone(services))
    assert len(plan.to_invite) == 1
    assert services.bulk.run(plan).to_invite == plan.to_invite


def test_more_than_fit_at_once_are_loaded_in_one_transaction(services: Services) -> None:
    count = 2_500
    assert load(services.database, (new_person(TECHNICIANS, {"name": f"N{n}"}) for n in range(count))) == count
    assert everyone(services)[:3] == [1, 2, 11]  # by name
    assert len(everyone(services)) == count
    assert check(services.database) == ()


def test_the_demo_is_a_good_database_and_the_same_for_the_same_seed(services: Services) -> None:
    from fleet_tui.demo.people import SEED, day_of, people

    first = list(people(60, SEED, day_of(SEED)))
    assert first == list(people(60, SEED, day_of(SEED)))
    assert first != list(people(60, SEED + 1, day_of(SEED + 1)))
    load(services.database, first)
    assert check(services.database) == ()
