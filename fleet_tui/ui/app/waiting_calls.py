"""Calls that write, while another program writes: the status line says so, and Esc gives up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from textual.app import App, ScreenStackError
from textual.events import Event, Key

from fleet_tui.domain.waiting import WAITS, Waiting, waiting_as
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.screen import FleetScreen

T = TypeVar("T")


class WaitingCalls:
    """The calls of an app that wait for another program."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._calls: list[Waiting] = []

    async def run(self, call: Callable[[], T]) -> T:
        """Make a service call on another thread.

        Raises:
            Stopped: the user has given it up.
        """
        loop = asyncio.get_running_loop()
        waiting = Waiting(tell=lambda: loop.call_soon_threadsafe(self._say, WAITS))
        self._calls.append(waiting)
        try:
            with waiting_as(waiting):
                return await run_in_thread(call)
        except asyncio.CancelledError:
            waiting.given_up = True  # its result has no receiver any more
            raise
        finally:
            self._calls.remove(waiting)
            self._say("")

    def give_up(self, event: Event) -> bool:
        """End the waiting when that is Esc; whether it was, and something waited."""
        if not isinstance(event, Key) or event.key != "escape":
            return False
        waits = [waiting for waiting in self._calls if waiting.told]
        for waiting in waits:
            waiting.given_up = True
        return bool(waits)

    def _say(self, words: str) -> None:
        with suppress(ScreenStackError):  # the app has ended
            if isinstance(self._app.screen, FleetScreen) and (words or self._app.screen.said == WAITS):
                self._app.screen.say(words)
