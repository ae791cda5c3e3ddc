"""Work beside the keys: the only way off the event loop's thread, and writes that follow changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.timer import Timer
from textual.worker import Worker

P = ParamSpec("P")
T = TypeVar("T")


async def run_in_thread(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Make a service call on another thread, so that keys act meanwhile, and return its result.

    A worker that is cancelled while it waits drops the result; the call itself runs to its end.
    """
    return await asyncio.to_thread(call, *args, **kwargs)


async def run_patiently(app: App[Any], call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Make a service call that writes on another thread, and return its result.

    While another program writes, the app says so and lets the user give up; an app that cannot waits briefly.
    """
    run = getattr(app, "run_waiting", run_in_thread)
    result: T = await run(partial(call, *args, **kwargs))
    return result


class Debouncer:
    """Runs an action some seconds after the first request, once for all requests until then, never twice at a time."""

    def __init__(self, screen: DOMNode, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        """`act` acts on the state at the moment of the call, not of the request."""
        self._screen = screen
        self._seconds = seconds
        self._act = act
        self._timer: Timer | None = None
        self._wanted = False
        """Whether there is a request since the action last began."""
        self._acting = asyncio.Lock()

    def schedule(self) -> None:
        """Request the action."""
        self._wanted = True
        if self._timer is None:
            self._timer = self._screen.set_timer(self._seconds, self._begin)

    def _begin(self) -> None:
        self._timer = None
        # The worker itself makes the call: where it ends before it starts, nothing is left that nobody awaits.
        _: Worker[None] = self._screen.run_worker(self.flush, group="soon")

    async def flush(self) -> None:
        """Act now if there is a request, after the action that is running."""
        self._stop()
        async with self._acting:
            if self._wanted:
                self._wanted = False
                await self._act()

    async def run_instead(self, act: Callable[[], Awaitable[None]]) -> None:
        """Drop the request and do something else, after the action that is running."""
        self._stop()
        self._wanted = False
        async with self._acting:
            await act()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
