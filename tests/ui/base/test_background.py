"""What is written soon after a change: written before the end, and not when something else took its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest
from textual.dom import DOMNode

from fleet_tui.ui.base.background import Debouncer


class Clock:
    """A screen's timers and workers, which run when the test says so."""

    def __init__(self) -> None:
        self.due: list[Callable[[], None]] = []
        self.begun: list[Callable[[], Coroutine[Any, Any, None]]] = []

    def set_timer(self, seconds: float, act: Callable[[], None]) -> Clock:
        self.due.append(act)
        return self

    def stop(self) -> None:
        self.due.clear()

    def run_worker(self, work: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        self.begun.append(work)


@pytest.fixture
def clock() -> Clock:
    """Nothing is due yet."""
    return Clock()


@pytest.fixture
def done() -> list[str]:
    """What was done."""
    return []


@pytest.fixture
def soon(clock: Clock, done: list[str]) -> Debouncer:
    """Notes that it wrote."""

    async def write() -> None:
        done.append("wrote")

    return Debouncer(cast(DOMNode, clock), 1.0, write)


async def test_a_request_is_met_once_and_before_the_end(soon: Debouncer, clock: Clock, done: list[str]) -> None:
    soon.schedule()
    clock.due.pop()()
    await soon.flush()
    assert done == ["wrote"]
    await clock.begun.pop()()
    await soon.flush()
    assert done == ["wrote"]


async def test_a_timer_is_not_left_behind_by_a_write_at_the_end(soon: Debouncer, clock: Clock, done: list[str]) -> None:
    soon.schedule()
    await soon.flush()
    assert (done, clock.due) == (["wrote"], [])
    soon.schedule()
    assert len(clock.due) == 1


async def test_a_request_is_dropped_for_what_takes_its_place(soon: Debouncer, clock: Clock, done: list[str]) -> None:
    async def drop() -> None:
        await asyncio.sleep(0)
        done.append("dropped")

    soon.schedule()
    clock.due.pop()()
    await asyncio.gather(soon.run_instead(drop), clock.begun.pop()())
    await soon.flush()
    assert done == ["dropped"]


async def test_one_write_is_over_before_the_next_begins(clock: Clock) -> None:
    go_on, written = asyncio.Event(), list[str]()

    async def write() -> None:
        written.append("begins")
        await go_on.wait()
        written.append("ends")

    soon = Debouncer(cast(DOMNode, clock), 1.0, write)
    soon.schedule()
    first = asyncio.ensure_future(soon.flush())
    await asyncio.sleep(0)
    soon.schedule()
    second = asyncio.ensure_future(soon.flush())
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, second)
    assert written == ["begins", "ends"] * 2
