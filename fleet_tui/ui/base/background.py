"""The only way off the event loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from textual.dom import DOMNode
from textual.timer import Timer

P = ParamSpec("P")
T = TypeVar("T")


async def run_in_thread(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a service call made on another thread, so that keys are read and answered meanwhile.

    A worker that awaits this and is cancelled drops the answer; the call itself runs to its end.
    """
    return await asyncio.to_thread(call, *args, **kwargs)


class Debouncer:
    """Does one thing a while after it is asked for, once for all that ask meanwhile."""

    def __init__(self, screen: DOMNode, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        """`act` does what is wanted at the moment that it is called."""
        self._screen = screen
        self._seconds = seconds
        self._act = act
        self._timer: Timer | None = None
        self._wanted = False
        """Whether it was asked for and has not begun since."""
        self._acting = asyncio.Lock()

    def ask(self) -> None:
        """Let it be done soon."""
        self._wanted = True
        if self._timer is None:
            self._timer = self._screen.set_timer(self._seconds, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._screen.run_worker(self.rest(), group="soon")

    async def rest(self) -> None:
        """Do now what would be done soon, behind what is being done; nothing when it is not asked for any more."""
        async with self._acting:
            if self._wanted:
                self._wanted = False
                await self._act()

    async def instead(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do something else in its place, also of what would be done soon."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._wanted = False
        async with self._acting:
            await act()
