"""A form on the screen: the longest that opening it and its tabs holds the event loop.

Runs in a process of its own: `python -m tests.bench.forms DATABASE` prints the samples as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from pathlib import Path

ROUNDS = 5
_LOOK_AGAIN = 0.005


async def _turns(held: list[float]) -> None:
    """Collect the processor time of each turn of the event loop, in milliseconds."""
    before = time.thread_time()
    while True:
        await asyncio.sleep(0)
        now = time.thread_time()
        held.append((now - before) * 1000)
        before = now


async def _measure(database: Path) -> dict[str, list[float]]:
    from textual.events import Key

    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.services.base.actor import SystemActor
    from fleet_tui.services.base.context import Context
    from fleet_tui.services.services import Services
    from fleet_tui.storage.opening import open_database
    from fleet_tui.ui.app.app import FleetApp
    from fleet_tui.ui.people.profile.person_form import PersonForm

    opened = open_database(database)
    services = Services(Context(opened, SystemActor("bench")), database.parent / "drafts")
    app = FleetApp(services)
    longest: list[float] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        gc.collect()
        gc.freeze()  # as the program does when it starts
        for _ in range(ROUNDS):
            held: list[float] = []
            watch = asyncio.create_task(_turns(held))
            await app.push_screen(form := PersonForm(services, PersonKind.TECHNICIAN, None))
            for last in ("fleet_pro", "start_date", "may_export_people"):
                # A form has no event for a single field.
                while form.form is None or last not in form.form.rows:  # noqa: ASYNC110
                    await asyncio.sleep(_LOOK_AGAIN)
                app.post_message(Key("ctrl+t", None))
            watch.cancel()
            longest.append(max(held))
            await app.pop_screen()
    opened.close()
    return {"longest turn while a form opens": longest}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measure(Path(sys.argv[1])))))
