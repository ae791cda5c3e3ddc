"""A list on the screen: opening, sorting, filtering, End; the memory it takes and how long the event loop waits.

Runs in a process of its own for each size, so that memory can be compared: `python -m tests.bench.lists DATABASE`
prints the samples as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.measuring import resident

ROUNDS = 12
_BEAT = 0.002


async def _measure(database: Path) -> dict[str, list[float]]:
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, OneOf
    from fleet_tui.domain.filters.query import ListQuery, Sort
    from fleet_tui.domain.lists import ListName
    from fleet_tui.domain.people.technician import TECHNICIAN
    from fleet_tui.services.base.actor import SystemActor
    from fleet_tui.services.base.context import Context
    from fleet_tui.services.services import Services
    from fleet_tui.storage.opening import open_database
    from fleet_tui.ui.app.app import FleetApp
    from fleet_tui.ui.people.people_table import PeopleTable

    opened = open_database(database)
    services = Services(Context(opened, SystemActor("bench")), database.parent / "drafts")
    team = services.lists.entries(ListName.TEAMS)[0].id
    found: dict[str, list[float]] = {}
    late: list[float] = []
    app = FleetApp(services)
    gc.collect()
    gc.freeze()  # as the program does when it starts
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        table = app.screen.query_one(PeopleTable)
        await table.person()

        async def took(name: str, act: Callable[[], object]) -> None:
            start = time.perf_counter()
            act()
            await table.person()
            painted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            table.call_after_refresh(lambda: painted.set_result(None))
            await painted
            found.setdefault(name, []).append((time.perf_counter() - start) * 1000)

        async def beat() -> None:
            while True:
                start = time.perf_counter()
                await asyncio.sleep(_BEAT)
                late.append((time.perf_counter() - start - _BEAT) * 1000)

        heart = asyncio.create_task(beat())
        columns = TECHNICIAN.columns
        plain = ListQuery(PersonKind.TECHNICIAN, columns)
        for round in range(ROUNDS):
            _forget_counts(services.people)
            await took("open", lambda: table.reload(plain))
            await took("End", table.action_last)
            await took("page up from the end", lambda: table.action_page(-1))
            await took("Home", table.action_first)
            sort = Sort(columns[round % len(columns)], descending=bool(round % 2))
            sorted_ = ListQuery(plain.kind, columns, sort=sort)
            await took("sort, by each column in turn", lambda query=sorted_: table.reload(query))
            for condition in (
                Contains("name", "an"),
                Contains("email", "zq"),
                OneOf("team", frozenset({team})),
                OneOf("status", frozenset({"pending"})),
                OneOf("skills", frozenset({None})),
            ):
                _forget_counts(services.people)
                query = ListQuery(plain.kind, columns, ONLY_ACTIVE.with_(condition))
                await took("filter, five sorts of", lambda query=query: table.reload(query))
            await took("row down", lambda: table.action_move(1))
        heart.cancel()
        found["longest wait of the event loop"] = [max(late)]
        await took("open", lambda: table.reload(plain))
        found["resident memory"] = [resident()]
    profile = services.people.profile(PersonKind.TECHNICIAN, 1)
    for number in range(ROUNDS):
        start = time.perf_counter()
        raw = {"memo": f"{number}", "team": team}
        profile = services.people.save(PersonKind.TECHNICIAN, 1, profile.version, raw).profile
        found.setdefault("a save", []).append((time.perf_counter() - start) * 1000)
    opened.close()
    return found


def _forget_counts(people: object) -> None:
    """Every filter is measured as if it were asked for the first time."""
    people._counts._kept.clear()  # type: ignore[attr-defined]  # nothing in the program needs to do this


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measure(Path(sys.argv[1])))))
