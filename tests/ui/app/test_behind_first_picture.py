"""What the start leaves until the first picture is out: done before a key acts, and a refusal of it ends the app."""

from __future__ import annotations

import threading

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
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


async def test_a_refusal_ends_the_app_and_says_why(fleet: Services) -> None:
    refusal = Busy("Another program is writing: try again.")

    def call() -> None:
        raise refusal

    app = FleetApp(fleet)
    app.behind_first_picture(call)
    await app.run_async(headless=True)
    assert app.crash is refusal
    assert app.return_code == 1
