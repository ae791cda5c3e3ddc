"""A list opens where the user left it, as far as that still holds; what does not is left out with a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.errors import Busy
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter, Find, OneOf
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.lists import ListName
from fleet_tui.services.local.remembered import ListState
from fleet_tui.services.services import Services
from fleet_tui.ui.people.opening import UNREADABLE, open_list, opening_query
from tests.support.actors import signed_in
from tests.support.people import TECHNICIANS
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, entry

TEAM, ACTIVE = "team", OneOf("active", frozenset({"yes"}))


def again(services: Services) -> Services:
    """The services of the user's next program."""
    services.marks.give_back()
    return replace(services)


def shown(driven: Driven) -> tuple[object, ...]:
    """What the user sees, and what the keys act on; columns may be as wide as the rows that are at hand need."""
    table = driven.table
    rows = [table.cell(place, "name") for place in range(table.top, table.top + table.height)]
    column = table.shown[table.column]
    cursor = (driven.name, f"> {driven.name}" in driven.picture, column.key, column.title in driven.picture)
    return driven.bar.words, driven.bar.counts, driven.bar.marks, table.query_wanted, rows, cursor


CASES = (
    ("pagedown", "pagedown", "up", "up"),
    ("right", "right", "s", "s", "end", "pageup", "down"),
    ("F", "end", "up"),
    ("slash", "0", "1", "enter", "down", "space", "space", "m"),
    ("c", "down", "space", "enter", "right", "right"),
)
"""Keys on a list, in each case on one that was never opened before."""


@pytest.mark.parametrize("at_start", [False, True], ids=["read by the list", "read before the screen"])
async def test_the_list_is_as_it_was_left(fleet: Services, at_start: bool, tmp_path: Path) -> None:
    for number, keys in enumerate(CASES):
        user = replace(fleet, drafts_folder=tmp_path / str(number))
        async with listed(user) as left:
            for key in keys:
                await left.press(key)
            await left.until(lambda left=left: not left.screen.is_modal)
            await left.settled()
            before = shown(left)
        user = again(user)
        async with listed(user, first=open_list(user, TECHNICIANS) if at_start else None) as back:
            await back.until(lambda back=back, before=before: shown(back) == before)
            assert len(back.before) == (0 if at_start else 1), f"painted from one page: {keys}"


async def test_a_list_that_was_never_opened_shows_the_active_people(fleet: Services) -> None:
    async with listed(fleet):
        assert fleet.remembered.list(TECHNICIANS) == ListState()
    assert open_list(again(fleet), TECHNICIANS).query == opening_query(TECHNICIANS)


def left(services: Services, **state: object) -> Services:
    """The next program of a user who left the list of technicians like that."""
    services = again(services)
    services.remembered.keep_list(TECHNICIANS, ListState(**state))  # type: ignore[arg-type]
    services.remembered.write()
    return again(services)


def teams(*ids: int) -> Filter:
    """The active people of these teams."""
    return Filter((ACTIVE, OneOf(TEAM, frozenset(ids))))


def test_what_does_not_hold_any_more_is_left_out_with_a_sentence(fleet: Services) -> None:
    """Nothing of it keeps the list from opening, and the rest comes back."""
    team = entry(fleet, ListName.TEAMS, "North")
    only, others = OneOf(TEAM, frozenset({team})), "an entry that is not known any more was left out of the filter."
    cases: list[tuple[dict[str, object], Filter, str]] = [
        ({"filter": teams(team, 2**40)}, Filter((ACTIVE, only)), f"Team: {others}"),
        ({"filter": teams(2**40)}, ONLY_ACTIVE, f"Team: {others}"),
        ({"filter": teams(2**40).without("active")}, ONLY_ACTIVE, f"Team: {others}"),
        ({"filter": Filter((only, Contains("shoe_size", "9")))}, Filter((only,)), "shoe_size is not known any more"),
        ({"filter": Filter((Contains("shoe\x1b[2Jsize", "9"),))}, ONLY_ACTIVE, "is not known any more"),
        ({"sort": Sort("shoe_size")}, ONLY_ACTIVE, "shoe_size is not known any more: sorted by name."),
        ({"columns": ("name", "shoe_size")}, ONLY_ACTIVE, "Columns that are not known any more were left out"),
        ({"columns": ("shoe_size",), "column": "shoe_size"}, ONLY_ACTIVE, "left out: shoe_size."),
        ({"person": 2**50, "above": 2**62}, ONLY_ACTIVE, ""),
        ({"only_marked": True}, ONLY_ACTIVE, ""),
        ({"filter": Filter()}, Filter(), ""),
    ]
    for state, filter, note in cases:
        opening = open_list(left(fleet, **state), TECHNICIANS)
        assert opening.query.filter == filter, state
        assert opening.query.fields[0] == "name", state
        assert opening.page.people, state
        notes = " ".join(opening.notes)
        assert (note in notes) if note else not notes, state
        assert "\x1b" not in notes


def test_what_may_not_be_seen_any_more_is_not_asked(fleet: Services) -> None:
    user = signed_in(fleet, SEE_PEOPLE)
    user.grants.refresh()
    asked = Filter((ACTIVE, Contains("payroll_id", "7")))
    user = left(user, filter=asked, sort=Sort("burden_rate"))
    user.grants.refresh()
    opening = open_list(user, TECHNICIANS)
    assert (opening.query.filter, opening.query.sort) == (ONLY_ACTIVE, Sort())
    assert opening.notes == (
        "Payroll ID: you may not see it any more, so its filter was left out.",
        "Burden rate: you may not see it any more, so the list is sorted by name.",
    )


async def test_a_note_stands_on_the_list_until_the_next_key(fleet: Services) -> None:
    person = fleet.people.page(opening_query(TECHNICIANS)).people[40].id
    user = left(fleet, filter=teams(2**40), person=person, above=60)
    async with listed(user, first=open_list(user, TECHNICIANS)) as back:
        assert back.said == "Team: an entry that is not known any more was left out of the filter."
        assert back.name == "Person 040"
        await back.press("down")
        assert back.said == ""


def test_an_unreadable_filter_is_told(fleet: Services) -> None:
    fleet.remembered.keep_list(TECHNICIANS, ListState(sort=Sort("email")))
    fleet.remembered.write()
    path = fleet.remembered._path("technicians")
    path.write_text(path.read_text().replace('"filter": null', "").replace("{", '{"filter": "?", ', 1))
    opening = open_list(again(fleet), TECHNICIANS)
    assert (opening.query.filter, opening.query.sort, opening.notes) == (ONLY_ACTIVE, Sort("email"), (UNREADABLE,))


async def test_a_person_who_is_hidden_leaves_the_cursor_at_that_place(fleet: Services) -> None:
    people = fleet.people.page(replace(opening_query(TECHNICIANS), filter=Filter()), limit=PEOPLE).people
    inactive = next(person for person in people if person.values["name"] == f"Person {PEOPLE - 5:03}")
    async with listed(left(fleet, person=inactive.id)) as back:
        assert back.name == f"Person {PEOPLE - 6:03}"
    async with listed(left(fleet, person=people[20].id, filter=Filter((ACTIVE, Find("person 02"))))) as back:
        assert back.name == "Person 020"


async def test_it_comes_back_on_a_terminal_of_another_size(fleet: Services) -> None:
    async with listed(fleet, size=(132, 43)) as driven:
        await driven.press("pagedown", *["right"] * 9)
        name = driven.name
    user = again(fleet)
    for size in ((40, 12), (80, 24), (200, 60)):
        async with listed(user, size=size, first=open_list(user, TECHNICIANS)) as back:
            assert back.name == name
            assert f"> {name}" in back.picture
            assert back.table.shown[back.table.column].title in back.picture
        user = again(user)


def on_employees(services: Services, **state: object) -> Services:
    """The next program of a user who left the list of technicians like that, and was on Employees then."""
    services = again(services)
    services.remembered.keep_screen(destination="employees")
    services.remembered.write()
    return left(services, **state)


async def test_keys_before_the_list_is_there_act_on_what_it_opens_with(fleet: Services) -> None:
    found = Filter((ACTIVE, Find("person 01")))
    for key, query in (
        ("F", opening_query(TECHNICIANS)),
        ("s", replace(opening_query(TECHNICIANS), filter=found, sort=Sort("name", descending=True))),
    ):
        async with listed(on_employees(fleet, filter=found)) as driven:
            assert driven.app.current_mode == "employees"
            driven.pages.open.clear()
            driven.burst("1", key)
            await driven.until(lambda driven=driven: driven.pages.asked)
            await driven.taken()
            driven.pages.open.set()
            await driven.until(lambda driven=driven, query=query: driven.table.query_wanted == query)


async def test_a_list_that_could_not_be_opened_opens_as_it_was_left_when_it_can(fleet: Services) -> None:
    async with listed(on_employees(fleet, sort=Sort("email"))) as driven:
        driven.pages.refusal = Busy("The database is busy.")
        driven.burst("1")
        await driven.shows("The database is busy.")
        driven.pages.refusal = None
        await driven.press("r")
        assert driven.table.query_wanted.sort == Sort("email")
        assert driven.name
