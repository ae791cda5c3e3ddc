"""Writing down what changes often: soon after a change, and never twice at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.dom import DOMNode
from textual.timer import Timer


class Soon:
    """Does one thing a while after it is asked for, once for all that ask meanwhile."""

    def __init__(self, screen: DOMNode, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        """`act` does what is wanted at the moment that it is called."""
        self._screen = screen
        self._seconds = seconds
        self._act = act
        self._timer: Timer | None = None
        self._acting = asyncio.Lock()

    def ask(self) -> None:
        """Let it be done soon."""
        if self._timer is None:
            self._timer = self._screen.set_timer(self._seconds, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._screen.run_worker(self.now(), group="soon")

    async def now(self) -> None:
        """Do it, behind one that is being done."""
        async with self._acting:
            await self._act()

    async def rest(self) -> None:
        """Do now what would be done soon: the program ends."""
        if self._timer is not None:
            await self.now()

    async def instead(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do something else in its place, also of what would be done soon."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        async with self._acting:
            await act()
