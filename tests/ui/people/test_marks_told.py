"""What is told of marks while rows and counts are still on their way."""

from __future__ import annotations

import threading

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_screen import PeopleListScreen
from tests.support.screens.list_driving import listed


async def test_who_is_hidden_is_counted_for_the_filter_that_is_shown(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, active, asked, go_on = fleet.people.how_many_match, list[Filter](), threading.Event(), threading.Event()

    def slow(kind: PersonKind, filter: Filter, ids: frozenset[int]) -> int:
        found = count(kind, filter, ids)
        if filter.conditions:
            active.append(filter)
            if len(active) == 1:
                asked.set()
                assert go_on.wait(20)
        return found

    monkeypatch.setattr(fleet.people, "how_many_match", slow)
    async with listed(fleet) as list_:
        screen = list_.screen
        assert isinstance(screen, PeopleListScreen)
        list_.table.set_marks([1, 2, 3])
        await list_.until(asked.is_set)
        screen.filter.set(Filter().with_(OneOf("active", frozenset({False}))))
        await list_.settled()
        assert list_.bar.marks.startswith("3 marked (3 hidden")
        go_on.set()
        await list_.app.workers.wait_for_complete()
        await list_.pilot.pause()
        assert list_.bar.marks.startswith("3 marked (3 hidden")
        assert len(active) == 3


async def test_a_move_wipes_what_was_said_before_it_and_nothing_that_is_said_after_it(fleet: Services) -> None:
    async with listed(fleet) as list_:
        for key, said in (("minus", "Cleared 1 mark."), ("m", "Nobody is marked.")):
            list_.pages.open.clear()
            list_.burst("home", "end", *(["space"] if key == "minus" else []), key, "l")
            await list_.until(lambda: list_.table.column)
            list_.pages.open.set()
            await list_.settled()
            assert list_.said == said
            await list_.press("h", "home")
            assert list_.said == ""
