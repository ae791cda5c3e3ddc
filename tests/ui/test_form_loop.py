"""Opening a form never holds the event loop for over 50 ms."""

from __future__ import annotations

import asyncio
import gc
import time

from form_driving import Driven, opened
from making import TECHNICIANS
from textual.events import Key

from fleet_tui.services.services import Services
from fleet_tui.ui.screens.person_form import PersonForm

LONGEST = 0.050
TRIES = 2000


async def _watch(held: list[float]) -> None:
    """Collect how much of the processor each turn of the event loop took: what other programs take is not ours."""
    before = time.thread_time()
    while True:
        await asyncio.sleep(0)
        now = time.thread_time()
        held.append(now - before)
        before = now


async def _made(form: PersonForm, name: str) -> None:
    """Wait for a field, without the pilot: it holds the loop itself."""
    for _ in range(TRIES):
        if form.form is not None and name in form.form.rows and form.form.rows[name].is_mounted:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"{name} never came")


async def _longest_turn(driven: Driven, services: Services) -> float:
    """The longest that opening a form and its tabs held the loop."""
    held: list[float] = []
    watch = asyncio.create_task(_watch(held))
    try:
        driven.app.push_screen(form := PersonForm(services, TECHNICIANS, None))
        await _made(form, "fleet_pro")
        for name in ("start_date", "may_export_people"):
            driven.app.post_message(Key("ctrl+t", None))
            await _made(form, name)
    finally:
        watch.cancel()
    return max(held)


async def test_opening_a_form_and_its_tabs_leaves_the_loop_free(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:  # what is imported and parsed once, is
        gc.collect()
        gc.freeze()
        # A busy machine makes the same work take longer now and then, never shorter.
        longest = [await _longest_turn(driven, services) for _ in range(3)]
    assert min(longest) < LONGEST
