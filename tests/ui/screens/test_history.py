"""The history: newest first, older events page by page, each with what it changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.screens.history import HistoryView
from fleet_tui.ui.screens.paged_log import PAGE
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, technician

EVENTS = PEOPLE + 5


@asynccontextmanager
async def history(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """The screen, with its newest events."""
    async with listed(services, size=size) as driven:
        await driven.pilot.press("5")
        await driven.until(lambda: driven.app.screen.query(HistoryView))
        await driven.until(lambda: view(driven).values)
        await driven.pilot.pause()
        yield driven


def view(driven: Driven) -> HistoryView:
    """The table of events."""
    return driven.app.screen_stack[0].query_one(HistoryView)


async def test_the_newest_event_is_the_first(fleet: Services) -> None:
    async with history(fleet) as driven:
        first, second = driven.lines[1:3]
        assert all(word in first for word in ("> ", "tester", "deactivated", "Person 149"))
        assert all(word in second for word in ("tester", "deactivated", "Person 148"))


async def test_older_events_come_as_the_cursor_nears_the_end_until_there_are_no_more(fleet: Services) -> None:
    async with history(fleet) as driven:
        assert len(view(driven).values) == PAGE
        for pages in range(2, 5):
            await driven.pilot.press("end")
            await driven.until(lambda pages=pages: len(view(driven).values) == min(EVENTS, pages * PAGE))
        await driven.pilot.press("end")
        await driven.shows("> ", "Person 000", "added")
        ids = [event.id for event in view(driven).values]
        assert ids == sorted(ids, reverse=True)
        assert len(set(ids)) == EVENTS


async def test_what_an_event_changed_is_shown_before_and_after(fleet: Services) -> None:
    saved = fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Old [b]Name", email="old@example.com"))
    fleet.people.save(PersonKind.TECHNICIAN, saved.profile.id, saved.profile.version, {"name": "New [/b]Name"})
    async with history(fleet) as driven:
        await driven.pilot.press("enter")
        await driven.shows("New [/b]Name: changed", "Technician Name", "Old [b]Name → New [/b]Name")
        await driven.pilot.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)


async def test_reload_and_coming_back_show_what_has_happened_since(fleet: Services) -> None:
    async with history(fleet) as driven:
        fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Somebody new"))
        await driven.pilot.press("r")
        await driven.shows("Somebody new")
        fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Somebody newer"))
        await driven.pilot.press("1", "5")
        await driven.shows("Somebody newer")


@pytest.mark.parametrize("size", [(132, 43), (40, 12)])
async def test_every_column_is_reached_at_any_size(fleet: Services, size: tuple[int, int]) -> None:
    async with history(fleet, size=size) as driven:
        await driven.pilot.press("l", "l", "l")
        await driven.shows("Whom", "Person 149")
