"""The filter line on a list: it ends "marked only", takes keys pressed ahead, and needs the database."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Input

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains
from fleet_tui.domain.filters.line import Vocabulary
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_filter import WAY_BACK
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE


async def test_the_line_takes_the_place_of_marked_only(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "m")
        await list.pilot.press("/")
        await list.until(lambda: list.app.screen.query(Input))
        await list.write("name:01")
        await list.pilot.press("enter")
        await list.until(lambda: len(list.app.screen_stack) == 1)
        await list.settled()
        assert list.table.query_wanted.filter == ONLY_ACTIVE.with_(Contains("name", "01"))
        assert list.table.query_wanted.only is None
        assert list.bar.words == "Active: Active · Name: contains “01”"
        assert list.bar.counts.startswith(f"12 of {PEOPLE}")


async def test_a_search_says_whom_the_active_filter_hides_and_a_key_shows_them(fleet: Services) -> None:
    async with listed(fleet) as list:
        shown, total = list.table.window.matching, list.table.window.total
        for typed, said in (
            ("person", f"{total - shown} inactive ones match too: I shows them."),
            ("team:any", ""),
        ):
            await list.pilot.press("/")
            await list.until(lambda: list.app.screen.query(Input))
            await list.write(typed)
            await list.pilot.press("enter")
            await list.until(lambda: len(list.app.screen_stack) == 1)
            await list.settled()
            await list.until(lambda: list.said == said)  # noqa: B023
        await list.press("I")
        assert list.bar.words == "Active: Active or Inactive · Team: is not empty"
        await list.press("I")
        assert list.bar.words == "Active: Active · Team: is not empty"


async def asked(list: Driven, *typed: str) -> None:
    """Apply a filter line."""
    await list.pilot.press("/")
    await list.until(lambda: list.app.screen.query(Input))
    await list.pilot.press(*typed, "enter")
    await list.until(lambda: len(list.app.screen_stack) == 1)
    await list.settled()


async def test_a_search_that_finds_nobody_says_what_is_called_that(fleet: Services) -> None:
    async with listed(fleet) as list:
        await asked(list, *"north")
        await list.until(lambda: list.said.startswith("North is a team: team:North finds its people."))
        assert "No technicians match the filter: F clears it." in list.picture


async def test_the_way_back_to_what_a_line_dropped_is_said_once_and_leads_there(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.app.screen.filter.set(ONLY_ACTIVE.with_(Contains("name", "01")))  # type: ignore[attr-defined]
        await list.settled()
        await asked(list, *"mobile:none")
        await list.until(lambda: list.said == WAY_BACK)
        await asked(list, "up", "up")
        assert list.bar.words == "Active: Active · Name: contains “01”"
        assert not list.said


async def test_text_typed_right_behind_the_key_is_in_the_line(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    ask, asked, open_ = fleet.lists.vocabulary, threading.Event(), threading.Event()

    def held(kind: PersonKind) -> Vocabulary:
        asked.set()
        assert open_.wait(20)
        return ask(kind)

    monkeypatch.setattr(fleet.lists, "vocabulary", held)
    async with listed(fleet) as list:
        list.burst("slash", "x", "s", "a")
        await list.until(asked.is_set)
        open_.set()
        await list.until(lambda: list.app.screen.query(Input) and "xsa" in list.app.screen.query_one(Input).value)
        assert not list.table.query_wanted.sort.descending


async def test_a_line_that_cannot_be_asked_for_says_why(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(kind: PersonKind) -> Vocabulary:
        raise Busy("The database is busy: try again.")

    monkeypatch.setattr(fleet.lists, "vocabulary", busy)
    async with listed(fleet) as list:
        await list.press("/")
        await list.until(lambda: list.said == "The database is busy: try again.")
