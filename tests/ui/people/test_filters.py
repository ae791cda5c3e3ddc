"""Filters on a list: asked for by what a column holds, shown in words, cleared one by one or all."""

from __future__ import annotations

from decimal import Decimal

from textual.widgets import Input, OptionList

from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Asks, Between, Contains, Empty, OneOf
from fleet_tui.domain.filters.line.ranges import SWAPPED
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.services.services import Services
from fleet_tui.ui.people.filters.column_filter import DIALOGS, FilterRange, offered_without_asking
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, entry

ACTIVE = PEOPLE - 5


async def on_column(list: Driven, name: str) -> None:
    """Open the filter of a column."""
    names = [column.key for column in list.table.shown]
    await list.press(*["l"] * (names.index(name) - list.table.column))
    await list.pilot.press("f")
    await list.until(lambda: len(list.app.screen_stack) == 2 and list.app.screen.query("#title"))
    await list.pilot.pause()


async def answered(list: Driven) -> None:
    """Wait for the dialog to be gone and the list to show its answer."""
    await list.until(lambda: len(list.app.screen_stack) == 1)
    await list.settled()


def test_every_kind_of_question_has_a_dialog() -> None:
    assert set(DIALOGS) == set(Asks)


async def test_text_is_found_without_regard_to_case(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "name")
        await list.write("SON 01")
        await list.pilot.press("enter")
        await answered(list)
        assert list.bar.words == "Active: Active · Name: contains “SON 01”"
        assert list.bar.counts.startswith(f"10 of {PEOPLE}")
        assert list.table.shown[0].marks == " ▲ *"


async def test_letters_go_into_the_text_and_do_nothing_else(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "name")
        await list.write("qaefFs1?:c")
        assert list.app.screen.query_one(Input).value == "qaefFs1?:c"
        await list.pilot.press("escape")
        await answered(list)
        assert list.bar.words == "Active: Active (I: inactive too)"


async def test_empty_text_is_asked_for_and_cleared_again(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "mobile")
        await list.pilot.press("down", "enter")
        await answered(list)
        assert list.table.query_wanted.filter.on("mobile") == Empty("mobile")
        assert list.bar.counts.startswith(f"{ACTIVE} of {PEOPLE}")
        await on_column(list, "mobile")
        await list.pilot.press("down")
        options = list.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("clear")
        await list.pilot.press("enter")
        await answered(list)
        assert list.bar.words == "Active: Active (I: inactive too)"


async def test_a_line_says_what_the_filters_say_and_takes_their_place(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("j", "j")
        await list.pilot.press("slash")
        await list.shows("/Up: active:yes")
        await list.write("team:nroth")
        await list.pilot.press("enter")
        await list.shows("There is no team “nroth”: did you mean North?")
        await list.pilot.press(*["backspace"] * 5)
        await list.write("-north")
        await list.pilot.press("enter")
        await answered(list)
        assert list.bar.words == "Active: Active · Team: not North"
        assert list.bar.counts.startswith(f"{ACTIVE - 36} of {PEOPLE}")
        await list.pilot.press("slash")
        await list.shows("/Up: active:yes team:-North")
        await list.pilot.press("up")
        await list.shows("/active:yes team:-North")
        await list.pilot.press("ctrl+u", "escape")
        await answered(list)
        assert list.bar.words == "Active: Active · Team: not North"


async def test_several_values_and_none_are_ticked(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "team")
        await list.write("nor")
        await list.pilot.press("enter", "end")
        await list.write("none")
        await list.pilot.press("enter", "enter")
        await answered(list)
        north = entry(fleet, ListName.TEAMS, "North")
        assert list.table.query_wanted.filter.on("team") == OneOf("team", frozenset({north, None}))
        assert "Team: North or none" in list.bar.words
        teams = {list.table.cell(place, "team") for place in range(list.table.window.start, list.table.window.end)}
        assert teams == {"North", ""}


async def test_the_active_column_shows_inactive_ones_and_both(fleet: Services) -> None:
    async with listed(fleet) as list:
        assert "active" not in [column.key for column in list.table.shown]  # it says nothing while all are active
        await list.press("F")
        await on_column(list, "active")
        await list.pilot.press("down", "space", "enter")
        await answered(list)
        assert list.bar.words == "Active: Inactive"
        assert list.bar.counts.startswith(f"5 of {PEOPLE}")
        await on_column(list, "active")
        await list.pilot.press("up", "space", "enter")
        await answered(list)
        assert list.bar.words == "Active: Active or Inactive"
        assert list.bar.counts.startswith(f"{PEOPLE} of {PEOPLE}")


async def test_f_goes_back_to_the_active_people_and_from_them_to_all(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "name")
        await list.write("01")
        await list.pilot.press("enter")
        await answered(list)
        assert list.bar.words == "Active: Active · Name: contains “01”"
        await list.press("F")
        assert list.bar.words == "Active: Active (I: inactive too)"
        await list.press("space", "m", "F")
        assert list.bar.words == "Active: Active (I: inactive too)"
        list.burst("F", "G")  # no dialog takes the key behind
        await list.until(lambda: list.table.cursor == PEOPLE - 1)
        assert list.bar.words == ""
        assert "No filter" in list.picture
        assert list.bar.counts.startswith(f"{PEOPLE} of {PEOPLE}")


async def test_the_cursor_is_on_the_first_whom_a_filter_finds_and_else_stays_on_its_person(fleet: Services) -> None:
    fleet.views.save("Forty", ListQuery(PersonKind.TECHNICIAN, ("name",), ONLY_ACTIVE.with_(Contains("name", "04"))))
    async with listed(fleet) as list:
        await list.press("end", "up")
        await on_column(list, "name")
        await list.write("43")
        await list.pilot.press("enter")
        await answered(list)
        assert (list.name, list.table.window.matching) == ("Person 043", 2)
        await list.press("down")
        for key in ("F", "s", "s", "I", "r", "F", "F"):
            await list.press(key)
            assert list.name == "Person 143", key
        assert f"> {list.name}" in list.picture
        list.burst("slash", *"03", "enter", "r")  # a key behind the filter keeps its first row
        await list.until(lambda: list.bar.words.endswith("Find: “03”"))
        await list.settled()
        assert (list.table.cursor, list.name) == (0, "Person 003")
        await list.press("end")
        await list.pilot.press("w")
        await list.shows("Forty")
        await list.pilot.press("enter")
        await answered(list)
        assert (list.table.cursor, list.name) == (0, "Person 004")


async def _goal_range(list: Driven) -> FilterRange:
    await list.pilot.press("c")
    await list.shows("Space shows or hides")
    while "> [ ] Daily goal" not in list.picture:
        await list.pilot.press("j")
    await list.pilot.press("space", "enter")
    await answered(list)
    await on_column(list, "daily_goal")
    assert isinstance(list.app.screen, FilterRange)
    return list.app.screen


async def test_a_range_takes_both_bounds_and_leaves_a_side_open(fleet: Services) -> None:
    async with listed(fleet) as list:
        await _goal_range(list)
        await list.write("10")
        await list.pilot.press("tab")
        await list.write("19.00")
        await list.pilot.press("enter")
        await answered(list)
        assert list.table.query_wanted.filter.on("daily_goal") == Between("daily_goal", Decimal(10), Decimal(19))
        assert list.bar.counts.startswith("10 of")
        await on_column(list, "daily_goal")
        assert [input.value for input in list.app.screen.query(Input)] == ["10", "19"]
        await list.pilot.press("tab", "end", *["backspace"] * 5, "enter")
        await answered(list)
        assert list.bar.counts.startswith(f"{ACTIVE - 10} of")


async def test_a_wrong_bound_gets_a_sentence_and_stays(fleet: Services) -> None:
    async with listed(fleet) as list:
        await _goal_range(list)
        for low, high, sentence in (
            ("lots", "", "is a number"),
            ("5", "-1", "is a number"),
            ("20", "10", SWAPPED),
            ("1.234", "", "two decimals"),
        ):
            dialog = list.app.screen
            await list.write(low)
            await list.pilot.press("tab")
            await list.write(high)
            await list.pilot.press("enter")
            await list.shows(sentence.split(":")[0])
            assert list.app.screen is dialog
            assert [input.value for input in dialog.query(Input)] == [low, high]
            await list.pilot.press("escape")
            await answered(list)
            await on_column(list, "daily_goal")


async def test_text_typed_into_a_filter_is_no_markup(fleet: Services) -> None:
    async with listed(fleet) as list:
        await on_column(list, "name")
        await list.write("[/b] [x")
        await list.pilot.press("enter")
        await answered(list)
        assert list.table.query_wanted.filter.on("name") == Contains("name", "[/b] [x")
        assert "contains “[/b] [x”" in list.picture
        assert "No technicians match the filter: F clears it." in list.picture
        await list.press("F", "F")
        await on_column(list, "name")
        await list.write("[/b] [x")
        await list.pilot.press("enter")
        await answered(list)
        assert "No technicians match the filter: F shows the active ones." in list.picture


async def test_a_long_filter_takes_more_rows_and_the_list_fewer(fleet: Services) -> None:
    async with listed(fleet, size=(40, 12)) as list:
        height = list.table.height
        await on_column(list, "name")
        await list.write("Person 0")
        await list.pilot.press("enter")
        await answered(list)
        assert list.table.height == height - 1
        assert "Name: contains “Person 0”" in list.picture


def test_choices_that_need_no_answer_may_be_none() -> None:
    for field in TECHNICIAN.fields.values():
        offered = [value for value, _ in offered_without_asking(field)]
        if field.kind is Kind.TOGGLE:
            assert offered == ["yes", "no"]
        elif field.choices:
            always = field.required or field.name == "status"  # each person has a status, and it is not typed
            assert offered == [choice.value for choice in field.choices] + ([] if always else [None])
