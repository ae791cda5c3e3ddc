"""Marks: made by key, by range and for all that match; kept by person, counted with the hidden ones, cheap to draw."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.geometry import Region

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Contains
from fleet_tui.services.services import Services
from fleet_tui.ui.people.filter_bar import marks_in_words
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.marks import Marked
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, technician

ACTIVE = PEOPLE - 5
KIND = PersonKind.TECHNICIAN


def on(list: Driven) -> PeopleListScreen:
    """The list's screen."""
    screen = list.app.screen_stack[0]
    assert isinstance(screen, PeopleListScreen)
    return screen


NAME = re.compile(r"Person \d+")


def marked(list: Driven) -> list[str]:
    """The names of the marked rows on screen."""
    rows = [line.partition("│")[2] for line in list.lines]
    return [NAME.findall(row)[0] for row in rows if row[1:2] == "*"]


async def only(list: Driven, name: str) -> None:
    """Set a filter by name."""
    on(list).filter.set(list.table.query_wanted.filter.with_(Contains("name", name)))
    await list.settled()


async def test_space_marks_and_goes_down_and_takes_the_mark_away_again(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "space")
        assert marked(list) == ["Person 000", "Person 001"]
        assert (list.name, list.bar.marks) == ("Person 002", "2 marked")
        await list.press("up", "space")
        assert marked(list) == ["Person 000"]
        assert (list.name, list.bar.marks) == ("Person 002", "1 marked")
        await list.press("home", "space")
        assert (marked(list), list.bar.marks) == ([], "")


async def test_a_mark_draws_its_own_cell_and_the_count_and_nothing_else(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(fleet) as list:
        await list.press("space", "down", "end")
        drawn: dict[str, list[Region]] = {"table": [], "bar": []}
        for name, widget in (("table", list.table), ("bar", list.bar)):
            refresh = widget.refresh

            def spy(*regions: Region, name: str = name, refresh: Any = refresh, **more: Any) -> Any:
                assert not more.get("layout")
                drawn[name].extend(regions or [Region(0, 0, 80, 24)])
                return refresh(*regions, **more)

            monkeypatch.setattr(widget, "refresh", spy)
        before = list.lines
        await list.press("space")
        assert drawn == {"table": [Region(1, list.table.size.height - 1, 1, 1)], "bar": [Region(13, 0, 1, 1)]}
        changed = [
            (x, y)
            for y, (old, new) in enumerate(zip(before, list.lines, strict=True))
            for x, (was, is_) in enumerate(zip(old, new, strict=True))
            if was != is_
        ]
        assert changed == [(29, 0), (17, 22)]


async def test_a_mark_is_for_the_row_that_the_keys_had_led_to(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.open.clear()
        list.burst("end", "space", "up", "up", "space", "up")
        await list.until(lambda: list.pages.asked)
        list.pages.open.set()
        await list.until(lambda: len(list.table.marks.ids) == 2)
        await list.settled()
        assert marked(list) == [f"Person {ACTIVE - 3:03}", f"Person {ACTIVE - 1:03}"]
        assert list.name == f"Person {ACTIVE - 3:03}"


async def test_a_mark_on_a_row_that_cannot_be_loaded_is_made_on_no_other(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.refusal = Busy("The database is busy: try again.")
        list.pages.open.clear()
        list.burst("end", "space", "l")
        await list.until(lambda: list.table.column == 1)
        list.pages.open.set()
        await list.until(lambda: list.said == "The database is busy: try again.")
        await list.settled()
        assert not list.table.marks.ids


async def test_marks_are_kept_by_person_and_hidden_ones_are_counted(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "space", "down", "space")
        await only(list, "son 00")
        assert list.bar.marks == "3 marked"
        await only(list, "son 001")
        assert (marked(list), list.bar.marks) == (["Person 001"], "3 marked (2 hidden by the filter)")
        await list.press("space")
        assert list.bar.marks.startswith("2 marked (2 hidden")
        await list.press("F")
        assert list.bar.marks == "2 marked"
        await list.press("s", "end")
        assert marked(list) == ["Person 003", "Person 000"]
        await list.pilot.press("2")
        await list.shows("There are no employees yet")
        await list.pilot.press("1")
        await list.shows("Person 003")
        await list.press("r")
        assert marked(list) == ["Person 003", "Person 000"]


async def test_a_range_includes_people_that_are_not_loaded(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down", "v", "end", "up")
        assert list.said == "Range from Person 001: v marks up to the cursor, Esc leaves it."
        await list.press("v")
        await list.until(lambda: list.table.marks.ids)
        assert (len(list.table.marks.ids), list.said) == (ACTIVE - 2, "")
        await list.press("home")
        assert "Person 000" not in marked(list)
        assert "Person 001" in marked(list)


async def test_leaving_a_range_marks_no_one(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("v", "down", "escape")
        assert (list.said, list.table.marks.ids) == ("", frozenset())
        await list.press("down", "v", "up", "v", "down")
        await list.until(lambda: marked(list) == ["Person 001", "Person 002"])


async def test_all_that_match_are_marked_and_all_marks_cleared(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space")
        await only(list, "son 01")
        await list.press("*")
        await list.until(lambda: len(list.table.marks.ids) == 11)
        assert list.bar.marks.startswith("11 marked (1 hidden")
        await list.press("-")
        assert (list.said, list.bar.marks, marked(list)) == ("Cleared 11 marks.", "", [])
        await list.press("-")
        assert list.said == "Nobody is marked."


async def test_a_refused_question_marks_no_one_and_says_why(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> list[int]:
        raise Busy("The database is busy: try again.")

    async with listed(fleet) as list:
        monkeypatch.setattr(fleet.people, "ids", busy)
        monkeypatch.setattr(fleet.people, "ids_between", busy)
        for keys in ("*", "vv"):
            on(list).say("")
            await list.press(*keys)
            await list.until(lambda: list.said == "The database is busy: try again.")
            assert not list.table.marks.ids


async def test_only_the_marked_are_shown_and_the_filter_comes_back(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("m")
        assert list.said == "Nobody is marked."
        await list.press("space", "down", "space")
        await only(list, "000")
        assert list.bar.marks.startswith("2 marked (1 hidden")
        await list.press("m")
        assert (list.bar.words, list.bar.marks) == ("Marked only", "2 marked")
        assert list.bar.counts.startswith(f"2 of {PEOPLE}")
        await list.press("home", "space")
        assert marked(list) == ["Person 002"]
        assert "Person 000" in list.picture
        await list.press("r")
        assert "Person 000" not in list.picture
        await list.press("m")
        assert list.bar.words == "Active: Active · Name: contains “000”"
        assert list.bar.marks.startswith("1 marked (1 hidden")
        await list.press("m", "space", "r")
        assert list.bar.words.startswith("Active: Active")


async def test_any_filter_ends_marked_only(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "m")
        await list.pilot.press("f")
        await list.shows("Name contains")
        await list.write("01")
        await list.pilot.press("enter")
        await list.shows("Name: contains “01”")
        assert list.table.query_wanted.only is None


async def test_marks_are_there_after_a_restart_and_after_a_kill(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "down", "space")
        ids = list.table.marks.ids
        await list.until(lambda: fleet.marks.load(KIND) == ids)  # the program has not ended yet
        await list.press("space")
        ids = list.table.marks.ids
    assert fleet.marks.load(KIND) == ids
    async with listed(fleet) as list:
        await list.until(lambda: list.bar.marks == "3 marked")
        assert marked(list) == ["Person 000", "Person 002", "Person 003"]
        await list.press("-")
    assert fleet.marks.load(KIND) == frozenset()


async def test_people_missing_in_the_database_lose_their_mark(fleet: Services) -> None:
    person = fleet.people.add(KIND, technician(fleet, "Aaron")).profile.id
    fleet.marks.keep(KIND, {person, 99_999})
    async with listed(fleet) as list:
        await list.until(lambda: list.table.marks.ids == {person})
        list.table.set_marks({person, 99_998})
        await list.press("r")
        assert list.table.marks.ids == {person}
        await list.until(lambda: fleet.marks.load(KIND) == {person})


async def test_hidden_marks_are_counted_again_when_marks_change_meanwhile(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "space")
        await only(list, "09")
        assert list.bar.marks.startswith("2 marked (2 hidden")
        list.pages.open.clear()
        list.pages.asked.clear()
        list.burst("r")
        await list.until(lambda: list.pages.asked)
        list.table.show_marks(Marked(frozenset({1, 2, 100})))  # 100 is Person 099
        list.pages.open.set()
        await list.settled()
        await list.until(lambda: list.bar.marks.startswith("3 marked (2 hidden"))


@pytest.mark.parametrize(
    ("marks", "hidden", "words"),
    [
        (0, 0, ("", "")),
        (1, 0, ("1 marked", "1 marked")),
        (12, 3, ("12 marked (3 hidden by the filter)", "12 marked (3 hidden)")),
        (100_000, 1_000, ("100,000 marked (1,000 hidden by the filter)", "100,000 marked (1,000 hidden)")),
    ],
)
def test_the_count_in_words(marks: int, hidden: int, words: tuple[str, str]) -> None:
    assert marks_in_words(marks, hidden) == words


@pytest.mark.parametrize(
    ("width", "rows"),
    [
        (100, ["Technicians  12 marked (3 hidden by the filter)                 145 of 150 · row 1"]),
        (80, ["Technicians  12 marked (3 hidden)           145 of 150 · row 1"]),
        (45, ["12 marked (3 hidden)  145 of 150 · row 1"]),
        (43, ["Technicians         145 of 150 · row 1", "12 marked (3 hidden)"]),
    ],
)
async def test_the_count_of_marks_is_never_cut_away(fleet: Services, width: int, rows: list[str]) -> None:
    async with listed(fleet, size=(width, 12)) as list:
        list.bar.show_marks(12, 3)
        await list.settled()
        body = [line.rpartition("│")[2].rstrip() for line in list.lines]
        assert body[: len(rows)] == rows
        list.bar.show_marks(12, 0)
        await list.settled()
        assert list.bar.marks == "12 marked"
        assert list.lines[1].rpartition("│")[2].startswith("Active: Active")
