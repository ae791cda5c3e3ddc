"""The company's lists: what is offered, in which order, under which name, and who keeps what is retired."""

from __future__ import annotations

import pytest

from fleet_tui.domain.access.permissions import CATALOGUE
from fleet_tui.domain.errors import Gone, Invalid, Refusal, Stale
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.lists import SEED, Entry, ListName
from fleet_tui.domain.text import sort_key
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, everybody
from tests.support.tables import for_each


def names(services: Services, name: ListName, *, retired: bool = False) -> list[str]:
    return [entry.name for entry in services.lists.entries(name, retired=retired)]


def the(services: Services, name: ListName, text: str) -> Entry:
    return next(entry for entry in services.lists.entries(name, retired=True) if entry.name == text)


@for_each("name", ListName)
def test_a_new_database_has_the_lists_of_the_first_day_in_order(services: Services, name: ListName) -> None:
    assert names(services, name) == sorted(SEED[name], key=sort_key)


def test_an_entry_is_added_in_its_place(services: Services) -> None:
    added_entry = services.lists.add(ListName.TRUCKS, "  Truck 10 ")
    services.lists.add(ListName.TRUCKS, "truck 9")
    assert added_entry.name == "Truck 10"
    assert names(services, ListName.TRUCKS)[-2:] == ["truck 9", "Truck 10"]
    (event, *_) = services.history.events()
    assert (event.action, event.subject, event.who) == ("added", "truck 9", "tester")


@for_each(
    "text, words",
    [("", "missing"), ("  ", "missing"), ("x" * 61, "has 61 characters: at most 60"), ("a\x1bb", "escape"),
     ("NORTH", "North is in the list already: use another name"), (" nórth ", "already"), ("\u0301", "has no letter")],
)  # fmt: skip
def test_a_name_that_cannot_be_is_told_at_the_name(services: Services, text: str, words: str) -> None:
    for call in (
        lambda: services.lists.add(ListName.TEAMS, text),
        lambda: services.lists.rename(the(services, ListName.TEAMS, "South"), text),
    ):
        with pytest.raises(Invalid) as invalid:
            call()
        assert set(invalid.value.problems) == {"name"}
        assert words in str(invalid.value)
    assert names(services, ListName.TEAMS) == ["East", "North", "South", "West"]


def test_the_words_of_a_filter_line_are_all_entries_of_the_lists_of_the_kind(services: Services) -> None:
    north = services.lists.retire(the(services, ListName.TEAMS, "North"), True)
    vocabulary = services.lists.vocabulary(TECHNICIANS)
    assert set(vocabulary.entries) == {
        ListName.TECHNICIAN_POSITIONS,
        ListName.TECHNICIAN_ROLES,
        ListName.SKILLS,
        ListName.TEAMS,
        ListName.ZONES,
        ListName.TRUCKS,
    }
    assert [entry.name for entry in vocabulary.of(ListName.TEAMS)] == ["East", "North", "South", "West"]
    assert vocabulary.names[north.id] == "North"
    assert vocabulary.id_of(ListName.TEAMS, "nÖrth") == north.id
    units = services.lists.vocabulary(EMPLOYEES).of(ListName.BUSINESS_UNITS)
    assert [entry.name for entry in units] == names(services, ListName.BUSINESS_UNITS)


def test_the_same_name_may_be_in_two_lists(services: Services) -> None:
    services.lists.add(ListName.SKILLS, "North")


def test_a_name_of_a_retired_entry_is_still_its_own(services: Services) -> None:
    services.lists.retire(the(services, ListName.TEAMS, "North"), True)
    with pytest.raises(Invalid, match=r"North \(retired\) is in the list already: bring it back instead"):
        services.lists.add(ListName.TEAMS, "north")


def test_a_renamed_entry_shows_and_sorts_anew_everywhere(services: Services) -> None:
    north, south = (entry(services, ListName.ZONES, name) for name in ("North", "South"))
    first = added(services, TECHNICIANS, zone=north, zones=(south,), team=entry(services, ListName.TEAMS, "North"))
    second = added(services, TECHNICIANS, mobile="201 555 0124", zone=south)
    by_zone, by_zones = (ListQuery(TECHNICIANS, ("zone",), sort=Sort(name)) for name in ("zone", "zones"))
    assert everybody(services, by_zone) == [first.id, second.id]
    renamed = services.lists.rename(the(services, ListName.ZONES, "North"), "Zulu")
    assert (renamed.name, renamed.version) == ("Zulu", 2)
    assert everybody(services, by_zone) == [second.id, first.id]
    assert everybody(services, by_zones) == [second.id, first.id]  # "South" before "South, Zulu"
    services.lists.rename(the(services, ListName.ZONES, "South"), "aa")
    assert everybody(services, by_zones) == [second.id, first.id]
    profile = services.people.profile(TECHNICIANS, first.id)
    assert (profile.version, profile.names[north]) == (1, "Zulu")
    assert check(services.database) == ()


def test_the_history_keeps_the_name_that_was(services: Services) -> None:
    added(services, TECHNICIANS, zone=entry(services, ListName.ZONES, "North"))
    services.lists.rename(the(services, ListName.ZONES, "North"), "Zulu")
    (event,) = services.history.events(kind=TECHNICIANS)
    assert {change.label: change.after for change in event.changes}["Main Zone"] == "North"


def test_an_entry_may_change_its_case_and_nothing_is_no_change(services: Services) -> None:
    north = the(services, ListName.TEAMS, "North")
    assert services.lists.rename(north, "North") == Entry(north.id, north.list, "North", False, 1)
    assert services.lists.rename(north, "NORTH").name == "NORTH"


def test_what_somebody_else_changed_is_stale(services: Services) -> None:
    north = the(services, ListName.TEAMS, "North")
    services.lists.rename(north, "Nord")
    with pytest.raises(Stale) as stale:
        services.lists.rename(north, "Norden")
    assert (stale.value.who, stale.value.version) == ("tester", 2)
    with pytest.raises(Stale):
        services.lists.retire(north, True)
    with pytest.raises(Gone):
        services.lists.rename(Entry(99_999, ListName.TEAMS, "x", False, 1), "y")


def test_a_version_that_never_was_is_stale_too(services: Services) -> None:
    north = the(services, ListName.TEAMS, "North")
    with pytest.raises(Stale):
        services.lists.rename(Entry(north.id, north.list, north.name, False, 7), "x")


def test_retired_entries_are_not_offered_and_come_back(services: Services) -> None:
    north = services.lists.retire(the(services, ListName.TEAMS, "North"), True)
    assert "North" not in names(services, ListName.TEAMS)
    assert "North" in names(services, ListName.TEAMS, retired=True)
    services.lists.retire(north, False)
    assert "North" in names(services, ListName.TEAMS)
    assert [event.action for event in services.history.events()] == ["brought back", "retired"]


@pytest.mark.parametrize(
    "name",
    [ListName.TECHNICIAN_POSITIONS, ListName.TECHNICIAN_ROLES, ListName.EMPLOYEE_POSITIONS, ListName.EMPLOYEE_ROLES],
)
def test_one_entry_of_what_every_profile_needs_stays_on_offer(services: Services, name: ListName) -> None:
    *others, last = services.lists.entries(name)
    for other in others:
        services.lists.retire(other, True)
    with pytest.raises(Refusal, match="is the last one on offer"):
        services.lists.retire(last, True)
    assert names(services, name) == [last.name]


def test_other_lists_may_be_empty(services: Services) -> None:
    for one in services.lists.entries(ListName.TEAMS):
        services.lists.retire(one, True)
    assert names(services, ListName.TEAMS) == []


def test_each_entry_says_how_many_people_have_it(services: Services) -> None:
    north, south = (entry(services, ListName.ZONES, name) for name in ("North", "South"))
    added(services, TECHNICIANS, zone=north, zones=(north, south))
    added(services, TECHNICIANS, mobile="201 555 0124", zones=(north,))
    added(services, EMPLOYEES)
    used = {e.name: e.used_by for e in services.lists.entries(ListName.ZONES, retired=True)}
    assert used == {"Central": 0, "East": 0, "North": 2, "South": 1, "West": 0}
    roles = {e.name: e.used_by for e in services.lists.entries(ListName.EMPLOYEE_ROLES, retired=True)}
    assert roles["Office"] == 1
    assert sum(roles.values()) == 1


def test_roles_allow_what_they_allow(services: Services) -> None:
    def allowed(name: ListName, role: str) -> frozenset[str]:
        return services.lists.allows(entry(services, name, role))

    assert allowed(ListName.EMPLOYEE_ROLES, "Administrator") == {permission.id for permission in CATALOGUE}
    assert allowed(ListName.EMPLOYEE_ROLES, "Office") == {"see_people"}
    assert allowed(ListName.TECHNICIAN_ROLES, "Driver") == frozenset()
    assert services.lists.allows(None) == services.lists.allows(99_999) == frozenset()
