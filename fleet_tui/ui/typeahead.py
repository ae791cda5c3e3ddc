"""Keys act one after the other, in the order they were pressed, however many of them a line delivers at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.screen import Screen
from textual.worker import Worker

_PATIENCE = 1.0
"""Seconds that a key is waited for: a handler that takes longer must not stop the keyboard."""
_LOOK_AGAIN = 0.005
"""Seconds between looks at a screen that is just coming up."""
_MOST = 4096
"""Keys that may wait: as many as a terminal's line keeps for a program that reads none. More than that is no typing."""
_TURNS = 3
"""Turns of the event loop in which a worker that a key started comes to its first await."""


LEAVING = "leave"
"""The group of the workers that leave a screen: keys behind the one that leaves are for what comes after it."""
ASKING = "dialog"
"""The group of the workers that ask with dialogs: keys behind the one that asks are for the dialog that comes."""
DOING = "do"
"""The group of the workers that change what keys behind theirs act on."""
_AWAITED = frozenset({LEAVING, ASKING, DOING})


class EarlyKey(Key):
    """A key that was kept because what it is meant for was not there yet; it acts before all that wait."""


class InOrder:
    """Hands events on one by one: the next when all that the last one did at once is done.

    Textual gives each key to what has the focus when it is read, not when the keys before it have acted: of `Tab x` in
    one packet the x went to the field before, of `Enter Enter` the second to the screen behind the dialog.
    """

    def __init__(self, app: App[None], handle: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Event] = deque()
        self._early: deque[Event] = deque()
        self._running = False
        self.turn = asyncio.Lock()
        """Whoever has it lets a key act, or no key."""
        self._awaited: dict[Worker[Any], set[Screen[Any]]] = {}
        """The workers that keys wait for, each with the screens that were open before it."""

    def put(self, event: Event) -> None:
        """Hand the event on when it is its turn; ring when it is one too many."""
        if len(self._waiting) >= _MOST and not isinstance(event, EarlyKey):
            self._app.bell()
            return
        (self._early if isinstance(event, EarlyKey) else self._waiting).append(event)
        if not self._running:
            self._running = True
            # Given as a function: a coroutine would never be awaited where the app ends first.
            self._app.run_worker(self._run, group="keys")  # type: ignore[arg-type]  # what gives None is no T to it

    def forget(self) -> None:
        """Drop the keys that wait: what they were meant for is gone."""
        self._waiting.clear()
        self._early.clear()
        self._awaited.clear()

    async def _run(self) -> None:
        try:
            while self._early or self._waiting:
                in_time = bool(self._early) or await self._answered()
                await up(self._app)
                async with self.turn:
                    if self._early or self._waiting:  # else they were forgotten meanwhile
                        await self._act(in_time)
        except ScreenStackError:
            self._waiting.clear()  # the app has ended: they are for nobody
        finally:
            self._running = False

    async def _act(self, in_time: bool) -> None:
        """Let the next key act; what was typed for an answer that has not come in time is dropped."""
        event = (self._early or self._waiting).popleft()
        if not in_time and not isinstance(event, EarlyKey):
            # What was typed ahead of one answer belongs together: half of it would mean something else.
            self._waiting.clear()
            self._app.bell()
            return
        workers, screens = {*self._app.workers}, {*self._app.screen_stack}
        await self._handle(Key(event.key, event.character) if isinstance(event, EarlyKey) else event)
        for _ in range(2):  # the key on its way up, then what it has sent
            await processed(self._app.focused or self._app.screen)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        self._awaited |= {
            worker: screens for worker in self._app.workers if worker.group in _AWAITED and worker not in workers
        }

    async def _answered(self) -> bool:
        """Wait for what the keys before have begun: until it is done or asks something; false when it does neither.

        A key that is meant for a dialog that is not there yet must not act on what lies behind it.
        """
        for _ in range(int(_PATIENCE / _LOOK_AGAIN)):
            if not self._is_awaited():
                return True
            await asyncio.sleep(_LOOK_AGAIN)
        return not self._is_awaited()

    def _is_awaited(self) -> bool:
        """Whether a worker that keys wait for goes on, and none of the screens that are open is of its making."""
        self._awaited = {worker: screens for worker, screens in self._awaited.items() if not worker.is_finished}
        return any(screens.issuperset(self._app.screen_stack) for screens in self._awaited.values())


async def up(app: App[None]) -> None:
    """Wait for a screen that was just opened: until it has a focus, keys fall through it."""
    looks = int(_PATIENCE / _LOOK_AGAIN)
    if app.screen.is_mounted:
        return
    while looks and not app.screen.is_mounted:
        looks -= 1
        await asyncio.sleep(_LOOK_AGAIN)
    await processed(app.screen)


def between_keys(app: App[Any]) -> AbstractAsyncContextManager[None]:
    """A time in which no key acts: those before have acted, and those behind wait."""
    in_order: InOrder | None = getattr(app, "_in_order", None)
    return nullcontext() if in_order is None else in_order.turn


async def processed(widget: DOMNode) -> None:
    """Wait until everything sent so far has come from the widget up to the app."""
    node: DOMNode | None = widget
    while node is not None and node.is_running:
        done = asyncio.Event()
        if not node.call_later(done.set):
            return
        try:
            await asyncio.wait_for(done.wait(), _PATIENCE)
        except TimeoutError:
            return
        node = node.parent


async def replay(app: App[object], keys: list[Key]) -> None:
    """Give keys that were kept to whatever has the focus now."""
    for key in keys:
        await app.on_event(EarlyKey(key.key, key.character))
    keys.clear()
