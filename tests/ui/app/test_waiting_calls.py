"""While another program writes, what was asked for waits with words on the screen, and Esc gives it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fleet_tui.domain import waiting
from fleet_tui.domain.waiting import GIVEN_UP, WAITS
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.progress import ProgressDialog
from tests.support.people import TECHNICIANS, added
from tests.support.screens.form_driving import opened, picture
from tests.support.screens.list_driving import listed


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say it at once."""
    monkeypatch.setattr(waiting, "SILENT", 0.0)


@contextmanager
def writing(services: Services) -> Iterator[None]:
    """Another program writes meanwhile."""
    other = open_database(services.database.path)
    try:
        with other.write():
            yield
    finally:
        other.close()


async def test_a_save_waits_with_words_and_is_made_when_the_other_is_done(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="mine")
        with writing(services):
            await driven.press("f2")
            await driven.until(lambda: driven.said == WAITS)
        await driven.until(lambda: driven.said.startswith("Saved."))
    assert services.people.profile(TECHNICIANS, person.id).values["memo"] == "mine"


async def test_esc_gives_a_save_up_and_the_typing_stays(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="mine")
        with writing(services):
            await driven.press("f2")
            await driven.until(lambda: driven.said == WAITS)
            await driven.press("escape")
            await driven.until(lambda: driven.said == GIVEN_UP)
            assert driven.screen.unsaved
        assert services.people.profile(TECHNICIANS, person.id).version == 1
        await driven.press("f2")  # and once more, now that nobody writes
        await driven.until(lambda: driven.said.startswith("Saved."))


async def test_a_call_that_is_left_with_the_app_waits_no_longer(services: Services) -> None:
    person = added(services, TECHNICIANS)
    with writing(services):
        async with opened(services, TECHNICIANS, person.id) as driven:
            driven.put(memo="mine")
            await driven.press("f2")
            await driven.until(lambda: driven.said == WAITS)
    assert services.people.profile(TECHNICIANS, person.id).version == 1


@pytest.mark.parametrize("gives_up", [True, False])
async def test_a_run_on_many_waits_in_its_dialog(
    fleet: Services, monkeypatch: pytest.MonkeyPatch, gives_up: bool
) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    async with listed(fleet) as list:
        await list.pilot.press("x", "d")
        await list.shows("Deactivate")
        with writing(fleet):
            await list.pilot.press("enter")
            await list.until(lambda: isinstance(list.app.screen, ProgressDialog) and WAITS in picture(list.app))
            if gives_up:
                await list.pilot.press("escape")
                await list.until(lambda: list.said == GIVEN_UP)
        if not gives_up:
            await list.shows("Done")


def test_only_what_the_user_waits_for_waits_long(services: Services) -> None:
    assert waiting.current(5.0).seconds == 5.0
    with waiting.waiting_as(waiting.Waiting()):
        assert waiting.current(5.0).seconds == waiting.LONG
    assert waiting.current(5.0).seconds == 5.0
