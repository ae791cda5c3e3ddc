"""What the start leaves until the first picture is out: done before a key acts, and a refusal of it ends the app."""

from __future__ import annotations

import threading

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.app import app as app_module
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.destinations import SLOW_TO_IMPORT
from fleet_tui.ui.app.themes import named
from fleet_tui.ui.people.opening import open_list
from tests.support.screens.list_driving import Driven, Pages


async def test_the_list_is_shown_meanwhile_and_keys_wait(fleet: Services) -> None:
    asked, answer = threading.Event(), threading.Event()
    pictures: list[str] = []

    def call() -> None:
        asked.set()
        assert answer.wait(20)

    app = FleetApp(fleet, first=open_list(fleet, PersonKind.TECHNICIAN))
    app.behind_first_picture(call)
    async with app.run_test() as pilot:
        list = Driven(app, pilot, Pages(fleet.people.page))
        try:
            await list.until(asked.is_set)
            pictures.append(list.picture)
            list.burst("down")
            await pilot.pause()
            pictures.append(list.picture)
        finally:
            answer.set()
        await list.until(lambda: "> Person 001" in list.picture)
    assert ["> Person 000" in picture for picture in pictures] == [True, True]


async def test_a_dialog_of_a_key_pressed_ahead_has_its_style_sheets(fleet: Services) -> None:
    """The first list does without those of dialogs and forms, which are read before any key acts."""
    drawn = []
    for first in (open_list(fleet, PersonKind.TECHNICIAN), None):
        app = FleetApp(fleet, first=first, theme=named("dark", 1 << 24))
        async with app.run_test() as pilot:
            driven = Driven(app, pilot, Pages(fleet.people.page))
            driven.burst("c")
            await driven.shows("Enter done")
            await pilot.pause()
            drawn.append([str(strip) for strip in app.screen._compositor.render_strips()])
    assert drawn[0] == drawn[1]


async def test_a_refusal_ends_the_app_and_says_why(fleet: Services) -> None:
    refusal = Busy("Another program is writing: try again.")

    def call() -> None:
        raise refusal

    app = FleetApp(fleet)
    app.behind_first_picture(call)
    await app.run_async(headless=True)
    assert app.crash is refusal
    assert app.return_code == 1


async def test_what_is_slow_to_import_keeps_no_key_waiting(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    imported: dict[str, threading.Thread] = {}
    go_on = threading.Event()

    def slowly(name: str) -> None:
        imported[name] = threading.current_thread()
        assert go_on.wait(20)

    monkeypatch.setattr(app_module, "import_module", slowly)
    app = FleetApp(fleet, first=open_list(fleet, PersonKind.TECHNICIAN))
    async with app.run_test() as pilot:
        driven = Driven(app, pilot, Pages(fleet.people.page))
        try:
            await driven.until(lambda: imported)
            await pilot.press("down")
            await driven.until(lambda: "> Person 001" in driven.picture)
        finally:
            go_on.set()
        await driven.until(lambda: [*imported] == [*SLOW_TO_IMPORT])
    assert threading.main_thread() not in imported.values()
