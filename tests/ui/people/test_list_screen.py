"""The list of people: a window on a query that follows the keys."""

from __future__ import annotations

from typing import cast

import pytest
from textual.app import ComposeResult
from textual.screen import Screen

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Side
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.opening import open_list
from tests.support.people import set_active
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, entry, technician

ACTIVE = PEOPLE - 5


async def test_opens_with_the_active_ones_and_their_counts(fleet: Services) -> None:
    async with listed(fleet) as list:
        assert list.bar.words == "Active: Active (I: inactive too)"
        assert list.bar.counts.startswith(f"{ACTIVE} of {PEOPLE} · row 1")
        assert list.name == "Person 000"
        assert "> Person 000" in list.picture


async def test_a_list_that_is_given_its_first_page_asks_for_none(fleet: Services) -> None:
    first = open_list(fleet, PersonKind.TECHNICIAN)
    async with listed(fleet, first=first) as list:
        assert list.before == []
        assert list.bar.counts.startswith(f"{ACTIVE} of {PEOPLE} · row 1")
        assert "> Person 000" in list.picture
        await list.press("end")
        assert list.name == f"Person {ACTIVE - 1:03}"


async def test_a_key_asks_for_one_page_at_most(fleet: Services) -> None:
    async with listed(fleet) as list:
        for key in ("end", "G", "home", "g", "pagedown", "ctrl+d", "pageup", "ctrl+u", "down", "j", "up"):
            await list.press("end")
            await list.press("pageup", "pageup")
            list.pages.asked.clear()
            await list.press(key)
            assert len(list.pages.asked) <= 1, key


async def test_the_ends_are_reached_from_each_other(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("G")
        assert list.name == f"Person {ACTIVE - 1:03}"
        assert f"row {ACTIVE}" in list.bar.counts
        await list.press("g")
        assert (list.name, list.table.top) == ("Person 000", 0)


async def test_a_row_down_changes_two_cells_and_the_position(fleet: Services) -> None:
    async with listed(fleet) as list:
        before = list.lines
        await list.press("down")
        changed = [
            (x, y)
            for y, (old, new) in enumerate(zip(before, list.lines, strict=True))
            for x, (was, is_) in enumerate(zip(old, new, strict=True))
            if was != is_
        ]
        assert [(x, y) for x, y in changed if y] == [(16, 3), (16, 4)]
        assert len([x for x, y in changed if not y]) == 1


async def test_keys_faster_than_rows_are_neither_lost_nor_doubled(fleet: Services) -> None:
    async with listed(fleet) as list:
        rows = list.table.height
        list.pages.open.clear()
        list.burst(*["pagedown"] * 6, *["down"] * 3, "up")
        await list.until(lambda: list.table.aim[0] == 6 * rows + 2)
        list.pages.open.set()
        await list.settled()
        assert list.name == f"Person {6 * rows + 2:03}"
        assert f"> {list.name}" in list.picture


async def test_keys_pressed_while_a_query_loads_are_followed_when_it_is_there(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.open.clear()
        list.burst("s", "down", "down", "down", "up")
        await list.until(lambda: list.pages.asked)
        list.pages.open.set()
        await list.settled()
        # Sorted the other way round, the first person is the last: no row is below.
        assert list.name == "Person 001"
        await list.press("home", "down")
        assert list.name == f"Person {ACTIVE - 2:03}"


async def test_an_answer_that_came_too_late_is_not_shown(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.open.clear()
        list.burst("s")
        await list.until(lambda: len(list.pages.asked) == 1)
        list.burst("s")
        await list.until(lambda: len(list.pages.asked) == 2)
        list.pages.open.set()
        await list.settled()
        assert not list.table.query_wanted.sort.descending
        assert list.table.shown[0].marks == " ▲"
        assert list.name == "Person 000"


async def test_walking_through_all_people_keeps_the_window_small(fleet: Services) -> None:
    async with listed(fleet, size=(80, 12)) as list:
        most = 0
        for place in range(0, ACTIVE, list.table.height):
            assert list.name == f"Person {place:03}"
            await list.press("pagedown")
            most = max(most, len(list.table.window.rows))
        assert list.name == f"Person {ACTIVE - 1:03}"
        assert most <= 13 * list.table.height


async def test_sorting_stays_on_the_person_and_a_second_time_turns_the_order_round(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down", "down", "s")
        assert (list.name, list.table.shown[0].marks) == ("Person 002", " ▼")
        assert list.table.cursor == ACTIVE - 3
        await list.press("l", "s")
        assert list.table.query_wanted.sort.field == "team"
        assert list.name == "Person 002"
        assert f"> {list.name}" in list.picture


async def test_people_who_come_and_go_elsewhere_leave_the_cursor_on_its_person(fleet: Services) -> None:
    async with listed(fleet, size=(80, 12)) as list:
        await list.press("pagedown", "pagedown")
        name = list.name
        for number in range(3):
            fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, f"Aaron {number}"))
        while not any(anchor.side is Side.AFTER for _, anchor, _ in list.pages.asked):
            place = list.table.cursor
            await list.press("pagedown")
        assert list.name == f"Person {place + list.table.height:03}"
        assert f"row {place + list.table.height + 4}" in list.bar.counts
        await list.press("r", "home")
        assert list.name == "Aaron 0"
        assert name != list.name


async def test_reload_goes_on_beside_a_person_that_stopped_matching(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down")
        person = await list.table.person()
        assert person is not None
        set_active(fleet, PersonKind.TECHNICIAN, person.id, False)
        await list.press("r")
        assert list.name == "Person 002"
        assert list.bar.counts.startswith(f"{ACTIVE - 1} of {PEOPLE}")


async def test_the_name_stays_when_other_columns_scroll(fleet: Services) -> None:
    async with listed(fleet, size=(40, 12)) as list:
        seen = set()
        for _ in list.table.shown:
            header = list.lines[2]
            assert header.partition("│")[2].startswith("  Name")
            title = list.table.shown[list.table.column].title
            assert title in header
            seen.add(title)
            await list.press("l")
        assert seen == {column.title for column in list.table.shown}
        assert "Person 000" in list.picture


async def test_the_header_of_the_current_column_has_an_attribute(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("l")
        strip = list.table.render_line(0)
        reversed_ = [segment.text for segment in strip if segment.style and segment.style.reverse]
        assert reversed_ == ["Team"]


async def test_an_empty_list_says_why(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.pilot.press("2")
        await list.shows("There are no employees yet: a adds one, i imports many.", "0 of 0")
        await list.pilot.press("1", "f")
        await list.shows("Name contains")
        await list.write("nobody")
        await list.pilot.press("enter")
        await list.shows("No technicians match the filter: F clears it.", f"0 of {PEOPLE}")


async def test_the_row_is_copied_with_tabs_between_its_cells(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down", "y")
        cells = list.app.clipboard.split("\t")
        assert len(cells) == len(list.table.shown)
        assert cells[0] == "Person 001"
        assert "person.001@example.com" in cells
        assert list.said == "Copied the row."
        await list.press("down")
        assert list.said == ""


async def test_names_are_shown_as_they_are_typed(fleet: Services) -> None:
    for name in ("[b]Aa[/] [/x]", "Ab [@click=app.quit]", "Ac 工藤 Ångström", "Ad O'Brien"):
        fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, name, email="", mobile=_phone(name)))
    async with listed(fleet, size=(100, 24)) as list:
        await list.shows("[b]Aa[/] [/x]", "Ab [@click=app.quit]", "Ac 工藤 Ångström", "Ad O'Brien")


def _phone(name: str) -> str:
    return f"(212) 555-01{sum(name.encode()) % 100:02}"


async def test_a_refusal_is_said_and_the_list_stays(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.refusal = Busy("The database is busy: try again.")
        await list.press("s")
        assert list.said == "The database is busy: try again."
        assert (list.name, list.table.query_wanted.sort.descending) == ("Person 000", False)
        await list.press("end")
        assert list.name == "Person 000"
        list.pages.refusal = None
        await list.press("end")
        assert list.name == f"Person {ACTIVE - 1:03}"


async def test_columns_are_chosen_and_ordered(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.pilot.press("c")
        await list.shows("Space shows or hides")
        await list.press("space", "J", "K", "end", "space", "enter")
        names = [column.key for column in list.table.shown]
        assert names[0] == "name"
        assert "team" not in names
        assert "last_sign_in" in names
        await list.pilot.press("2", "1")
        await list.until(lambda: list.app.screen_stack[0].query(PeopleListScreen) is not None)
        assert [column.key for column in list.table.shown] == names


class FakeForm(Screen[int | None]):
    """Stands for a form: it closes with the id that a test gives it."""

    parting = ""

    def __init__(self, person: int | None) -> None:
        super().__init__()
        self.person = person

    def compose(self) -> ComposeResult:
        yield from ()


async def _with_fake_form(list: Driven, key: str) -> FakeForm:
    screen = list.app.screen
    assert isinstance(screen, PeopleListScreen)
    screen._open_form = lambda kind, person: FakeForm(person)
    await list.pilot.press(key)
    await list.until(lambda: isinstance(list.app.screen, FakeForm))
    return cast(FakeForm, list.app.screen)


async def test_the_list_comes_back_on_the_saved_person(fleet: Services) -> None:
    async with listed(fleet) as list:
        form = await _with_fake_form(list, "a")
        assert form.person is None
        saved = fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Person 077b"))
        form.dismiss(saved.profile.id)
        await list.until(lambda: list.app.screen is not form)
        await list.settled()
        assert list.name == "Person 077b"


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_edit_opens_the_person_at_the_cursor_once_the_keys_are_followed(fleet: Services, key: str) -> None:
    async with listed(fleet) as list:
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        screen._open_form = lambda kind, person: FakeForm(person)
        list.pages.open.clear()
        list.burst("end", "up", key)
        await list.until(lambda: list.pages.asked)
        list.pages.open.set()
        await list.until(lambda: isinstance(list.app.screen, FakeForm))
        assert list.name == f"Person {ACTIVE - 2:03}"
        form = cast(FakeForm, list.app.screen)
        assert form.person is not None
        assert fleet.people.profile(PersonKind.TECHNICIAN, form.person).name == list.name


async def test_coming_back_from_another_destination_shows_changes(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.pilot.press("2")
        await list.shows("There are no employees yet")
        fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Aaron"))
        await list.pilot.press("1")
        await list.shows("Aaron")
        assert list.name == "Person 000"


@pytest.mark.parametrize("size", [(80, 24), (132, 43), (40, 12)])
async def test_nothing_overlaps_at_any_size(fleet: Services, size: tuple[int, int]) -> None:
    async with listed(fleet, size=size) as list:
        regions = [widget.region for widget in (list.bar, list.table)]
        assert not regions[0].intersection(regions[1])
        assert all(list.app.screen.region.contains_region(region) for region in regions)
        assert [len(line) for line in list.lines] == [size[0]] * size[1]
        await list.press("end")
        assert f"> Person {ACTIVE - 1:03}" in list.picture


async def test_a_person_renamed_team_shows_at_once(fleet: Services) -> None:
    async with listed(fleet, size=(132, 43)) as list:
        team = entry(fleet, ListName.TEAMS, "North")
        found = next(each for each in fleet.lists.entries(ListName.TEAMS) if each.id == team)
        fleet.lists.rename(found, "Far North")
        await list.press("r")
        assert "Far North" in list.picture
