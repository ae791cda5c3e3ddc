"""The screen of the company's lists: add, rename, retire, bring back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.widgets.list_grid import ListGrid
from tests.support.screens.list_driving import Driven, listed


@asynccontextmanager
async def lists(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """The screen, on its first list."""
    async with listed(services, size=size) as driven:
        await driven.pilot.press("3")
        await driven.until(lambda: driven.app.screen.query("#entries"))
        await driven.until(lambda: entries(driven).values)
        await driven.pilot.pause()
        yield driven


def entries(driven: Driven) -> ListGrid[Entry]:
    """The table of entries."""
    return driven.app.screen_stack[0].query_one("#entries", ListGrid)


def names(services: Services, name: ListName) -> set[str]:
    """What is on offer."""
    return {entry.name for entry in services.lists.entries(name)}


async def at_list(driven: Driven, name: ListName) -> None:
    """Move to a list."""
    for _ in range([*ListName].index(name)):
        await driven.pilot.press("down")
    await driven.until(lambda: entries(driven).values and entries(driven).values[0].list is name)


async def test_every_list_is_there_with_how_often_its_entries_are_used(fleet: Services) -> None:
    async with lists(fleet) as driven:
        for name in ListName:
            assert name.label in driven.picture
        service = next(line for line in driven.lines if "Service  " in line)
        assert service.split()[-1] == "150"


async def test_an_entry_is_added(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.TEAMS)
        await driven.pilot.press("a")
        await driven.shows("Add to Teams")
        await driven.write("Far North")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "Saved Far North.")
        assert "Far North" in names(fleet, ListName.TEAMS)
        await driven.until(lambda: entries(driven).current and entries(driven).current.name == "Far North")


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "The name is missing"), ("north", "in the list already"), ("x" * 61, "61 characters")]
)
async def test_a_wrong_name_gets_a_sentence_beside_it_and_stays(fleet: Services, typed: str, sentence: str) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.TEAMS)
        before = names(fleet, ListName.TEAMS)
        await driven.pilot.press("a")
        await driven.shows("Add to Teams")
        driven.app.screen.query_one(Input).value = typed
        await driven.pilot.press("enter")
        await driven.shows(sentence)
        assert driven.app.screen.query_one(Input).value == typed
        assert names(fleet, ListName.TEAMS) == before


async def test_an_entry_is_renamed(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.ZONES)
        await driven.pilot.press("e")
        await driven.shows("Rename Central")
        assert driven.app.screen.query_one(Input).value == "Central"
        await driven.write(" [east]")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said)
        assert any("[east]" in name for name in names(fleet, ListName.ZONES))
        await driven.shows("[east]")


async def test_an_unused_entry_is_retired_and_brought_back(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.SKILLS)
        await driven.pilot.press("d")
        await driven.until(lambda: driven.said == "Drain cleaning is retired.")
        assert "Drain cleaning" not in names(fleet, ListName.SKILLS)
        await driven.shows("retired")
        await driven.until(lambda: entries(driven).current and entries(driven).current.retired)
        await driven.pilot.press("d")
        await driven.until(lambda: driven.said == "Drain cleaning is on offer again.")
        assert "Drain cleaning" in names(fleet, ListName.SKILLS)


async def test_an_entry_in_use_is_retired_only_when_that_is_confirmed(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.TEAMS)
        team = entries(driven).current
        assert team is not None
        for key, retired in (("n", False), ("escape", False), ("enter", False), ("y", True)):
            await driven.pilot.press("d")
            await driven.shows(f"Retire {team.name}?", "people have it")
            await driven.pilot.press(key)
            await driven.until(lambda: len(driven.app.screen_stack) == 1)
            if retired:
                await driven.until(lambda: driven.said)
            assert (team.name not in names(fleet, ListName.TEAMS)) == retired, key


async def test_another_user_s_change_of_an_entry_is_said(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.SKILLS)
        entry = entries(driven).current
        assert entry is not None
        fleet.lists.rename(entry, "Drains")
        await driven.pilot.press("d")
        await driven.until(lambda: "tester changed this" in driven.said)
        await driven.shows("Drains")
        assert "Drains" in names(fleet, ListName.SKILLS)


@pytest.mark.parametrize("size", [(80, 24), (132, 43), (40, 12)])
async def test_lists_and_entries_have_room_beside_each_other(fleet: Services, size: tuple[int, int]) -> None:
    async with lists(fleet, size=size) as driven:
        upper = driven.app.screen.query_one("#names").region
        lower = entries(driven).region
        assert not upper.intersection(lower)
        assert all(driven.app.screen.region.contains_region(region) for region in (upper, lower))
        await driven.pilot.press("tab", "end")
        assert entries(driven).has_focus
        last = entries(driven).values[-1].name
        await driven.shows(f"> {last}"[:14])


async def test_keys_in_one_burst_act_on_the_entries_that_the_keys_before_have_brought(fleet: Services) -> None:
    async with lists(fleet) as driven:
        await at_list(driven, ListName.TEAMS)
        await driven.pilot.press("a")
        await driven.shows("Add to Teams")
        await driven.write("Far North")
        await driven.pilot.press("enter", "tab")
        driven.burst("d", "d", "e", *"Harbour", "enter")
        await driven.until(lambda: driven.said == "Saved Harbour.")
        driven.burst("tab", "down", "tab", "d")
        zone = next(iter(fleet.lists.entries(ListName.ZONES))).name
        await driven.until(lambda: driven.said == f"{zone} is retired.")
