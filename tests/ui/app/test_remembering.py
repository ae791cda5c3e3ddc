"""Where the user left off: the program starts there, and writes it while it runs and at its end."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from fleet_tui.domain.access.permissions import SEE_HISTORY, SEE_PEOPLE
from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.services import Services
from fleet_tui.ui.app import remembering
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.remembering import destination
from tests.support.actors import allow, signed_in
from tests.support.screens.list_driving import listed


def written(services: Services) -> Remembered:
    """What the next program of this user finds."""
    return Remembered(services._folder)


async def test_a_change_is_written_soon_on_another_thread(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "KEPT_AFTER", 0.01)
    write, threads = fleet.remembered.write, set[threading.Thread]()
    monkeypatch.setattr(fleet.remembered, "write", lambda: threads.add(threading.current_thread()) or write())
    async with listed(fleet) as driven:
        fleet.remembered.keep_screen(pane_shown=True)
        await driven.until(lambda: written(fleet).screen.pane_shown)
    assert threads
    assert threading.main_thread() not in threads


async def test_the_last_change_is_written_when_the_program_ends(fleet: Services) -> None:
    async with listed(fleet):
        fleet.remembered.keep_screen(sidebar_folded=True)
    assert written(fleet).screen.sidebar_folded


async def test_the_program_starts_where_it_was_left_and_esc_leads_to_the_list_shown_last(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for key, entry in (("2", "employees"), ("5", "history")):
            await driven.pilot.press(key)
            await driven.until(lambda entry=entry: driven.app.current_mode == entry)
    later = replace(fleet)
    async with FleetApp(later).run_test(size=(80, 24)) as pilot:
        assert pilot.app.current_mode == "history"
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.current_mode == "employees"
    assert destination(replace(fleet)) == ("employees", "")


async def test_a_destination_that_is_not_allowed_any_more_is_told(fleet: Services) -> None:
    user = signed_in(fleet, SEE_PEOPLE, SEE_HISTORY)
    user.remembered.keep_screen(destination="history", people="history")
    user.remembered.write()
    user.grants.refresh()
    assert destination(user) == ("history", "")
    allow(user, [SEE_PEOPLE])
    async with listed(replace(user)) as driven:
        assert driven.app.current_mode == "technicians"
        assert driven.said.startswith("You are not allowed to see History: ")
        await driven.press("escape")
        assert driven.app.current_mode == "technicians"


def test_a_destination_that_is_none_counts_as_none(fleet: Services) -> None:
    for name in ("", "sign_in", "between", "\x1b[2J", "x" * 1_000):
        fleet.remembered.keep_screen(destination=name, people=name)
        fleet.remembered.write()
        assert destination(replace(fleet)) == ("technicians", "")


def test_each_user_of_a_database_is_remembered_apart(fleet: Services) -> None:
    one, other = signed_in(fleet, SEE_PEOPLE, name="one"), signed_in(fleet, SEE_PEOPLE, name="other")
    one.remembered.keep_screen(destination="lists")
    one.remembered.write()
    for user, entry in ((replace(one), "lists"), (other, "technicians")):
        user.grants.refresh()
        assert destination(user)[0] == entry
