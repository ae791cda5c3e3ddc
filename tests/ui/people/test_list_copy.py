"""Copying from a list: the people copied, stopping it, the longest text."""

from __future__ import annotations

import pytest

from fleet_tui.domain.filters.conditions import Contains
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.copying import joined
from fleet_tui.ui.dialogs.progress import ProgressDialog
from fleet_tui.ui.people import list_copy
from fleet_tui.ui.people.list_screen import PeopleListScreen
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import listed


async def test_exactly_the_marked_people_are_copied_hidden_or_not(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("space", "down", "space")
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        screen.filter.set(list.table.query_wanted.filter.with_(Contains("name", "son 002")))
        await list.settled()
        list.burst("y", "c")
        await list.until(lambda: list.said == "Copied 2 technicians.")
        names = [line.split("\t")[0] for line in list.app.clipboard.split("\n")]
        assert names == ["Name", "Person 000", "Person 002"]


async def test_a_copy_that_takes_long_is_stopped(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_copy, "_AT_ONCE", 40)
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    async with listed(fleet) as list:
        list.burst("asterisk")
        await list.until(lambda: list.table.marks.ids)
        page = held(monkeypatch, fleet.people, "page")
        list.burst("y", "c")
        await list.until(lambda: page.asked.is_set() and isinstance(list.app.screen, ProgressDialog))
        await list.pilot.press("escape")
        await list.shows("Stopping…")
        page.open.set()
        await list.until(lambda: list.said.startswith("Stopped"))
        assert list.app.clipboard == ""


def test_a_text_of_exactly_the_longest_size_is_taken() -> None:
    assert joined(["ab", "c"], 4) == "ab\nc"
    assert joined(["ab", "cd"], 4) is None
