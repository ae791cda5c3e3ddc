"""A form is made in small parts: between two of them the event loop takes keys."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key

from fleet_tui.services.services import Services
from fleet_tui.ui.form.field_row import FieldRow
from fleet_tui.ui.people.profile.person_form import PersonForm
from tests.support.people import TECHNICIANS
from tests.support.screens.form_driving import Driven, opened

MOST = 4
"""Fields that one turn of the event loop may make. Each takes about ten milliseconds of a slow machine."""
TRIES = 2000


class Turns:
    """Counts the fields that are made in each turn of the event loop."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._now = 0
        self.made: dict[int, int] = {}
        self._loop = asyncio.get_running_loop()
        self._turn = self._loop.call_soon(self._next)
        init = FieldRow.__init__

        def counted(*arguments: object, **more: object) -> None:
            self.made[self._now] = self.made.get(self._now, 0) + 1
            init(*arguments, **more)  # type: ignore[arg-type]

        patch.setattr(FieldRow, "__init__", counted)

    def _next(self) -> None:
        self._now += 1
        self._turn = self._loop.call_soon(self._next)

    def end(self) -> None:
        """Count no more turns."""
        self._turn.cancel()


async def _made(form: PersonForm, name: str) -> None:
    """Wait for a field. The pilot would wait for the event loop to rest, and the counting keeps it going."""
    for _ in range(TRIES):
        if form.form is not None and name in form.form.rows and form.form.rows[name].is_mounted:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"{name} never came")


async def _open_all_tabs(driven: Driven, services: Services) -> int:
    """Open a form and each of its tabs; give how many fields there are."""
    driven.app.push_screen(form := PersonForm(services, TECHNICIANS, None))
    await _made(form, "fleet_pro")
    for name in ("start_date", "may_export_people"):
        driven.app.post_message(Key("ctrl+t", None))
        await _made(form, name)
    assert form.form is not None
    return len(form.form.rows)


async def test_opening_a_form_and_its_tabs_leaves_the_loop_free(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(services, TECHNICIANS) as driven:
        turns = Turns(monkeypatch)
        fields = await _open_all_tabs(driven, services)
        turns.end()
        assert sum(turns.made.values()) == fields
        assert max(turns.made.values()) <= MOST
