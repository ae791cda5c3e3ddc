"""Where the user left off is written while the program runs and at its end, off the keys' thread."""

from __future__ import annotations

import threading

import pytest

from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.services import Services
from fleet_tui.ui.app import remembering
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
