"""After a form, the cursor of the list is on the saved person, however the form is left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE, technician

NEW = "Roberta Zed"


@asynccontextmanager
async def adding(fleet: Services, filter: Filter | None = None) -> AsyncIterator[Driven]:
    """A form opened from the list, on which a technician was just added."""
    async with listed(fleet) as list:
        if filter is not None:
            list.app.screen.filter.set(filter)  # type: ignore[attr-defined]
            await list.settled()
        await list.pilot.press("a")
        await list.until(lambda: isinstance(list.screen, PersonForm) and list.screen.focused is not None)
        form = list.screen
        assert isinstance(form, PersonForm)
        values = technician(fleet, NEW)
        await list.until(lambda: form.form is not None and values.keys() <= form.form.rows.keys())
        assert form.form is not None
        for name, value in values.items():
            form.form.rows[name].editor.raw = value
        await list.pilot.press("f2")
        await list.until(lambda: form.person is not None)
        await list.until(lambda: "Saved." in list.said)
        yield list


@pytest.mark.parametrize("leaving", ["escape", "1"])
async def test_the_cursor_is_on_the_added_person_and_actions_are_for_them(fleet: Services, leaving: str) -> None:
    async with adding(fleet) as list:
        if leaving == "1":
            list.app.action_go("technicians")
        else:
            await list.pilot.press(leaving)
        await list.until(lambda: len(list.app.screen_stack) == 1)
        await list.settled()
        assert list.name == NEW
        list.burst("x", "i")
        await list.until(lambda: isinstance(list.screen, PlanDialog) and list.screen.is_mounted)
        await list.shows(NEW, "Send Account Invite")


async def test_an_added_person_that_is_hidden_is_named_and_one_key_shows_them(fleet: Services) -> None:
    async with adding(fleet, Filter((Contains("name", "Person 00"),))) as list:
        await list.pilot.press("escape")
        await list.until(lambda: list.said == f"{NEW} is saved and hidden by the filter: F shows everybody active.")
        await list.press("F")
        assert list.name == NEW
        assert list.table.window.total == PEOPLE + 1


async def test_what_was_said_of_the_saved_person_is_gone_after_the_next_form(fleet: Services) -> None:
    async with adding(fleet, Filter((Contains("name", "Person 00"),))) as list:
        await list.pilot.press("escape")
        await list.until(lambda: "is saved and hidden" in list.said)
        await list.pilot.press("enter")
        await list.until(lambda: isinstance(list.screen, PersonForm) and list.screen.focused is not None)
        await list.pilot.press("escape")
        await list.until(lambda: len(list.app.screen_stack) == 1 and not list.said)
        await list.settled()
        await list.press("F")
        assert list.name == "Person 009"


async def test_a_form_that_saved_nothing_leaves_the_cursor_where_it_was(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down", "down")
        await list.pilot.press("enter")
        await list.until(lambda: isinstance(list.screen, PersonForm) and list.screen.focused is not None)
        await list.pilot.press("escape")
        await list.until(lambda: len(list.app.screen_stack) == 1)
        await list.settled()
        assert list.name == "Person 002"
        assert not list.said
