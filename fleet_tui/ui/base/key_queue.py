"""Keys act one after the other, in the order they were pressed, even when a line delivers many at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.screen import Screen
from textual.worker import Worker
from textual.worker_manager import WorkerManager

from fleet_tui.ui.base.textual_compat import driver_of, is_batching, task_of

_PATIENCE = 30.0
"""Seconds to wait for a key's effects, longer than any handler takes: an endless one must not stop the keyboard."""
LOOK_AGAIN = 0.005
"""Seconds between two looks at a screen that is opening."""
_MOST = 4096
"""Keys that may wait: as many as a terminal's line buffers. More than that is not typing."""
_TURNS = 3
"""Turns of the event loop in which a worker that a key started reaches its first await."""
_SOON = 200
"""Turns of the event loop that look at once for the end of a batch; later looks pause in between."""
_PAUSE = 0.3
"""Seconds without a key that end a burst with dropped keys: a paste pauses for less."""


LEAVING = "leave"
"""The group of workers that leave a screen: keys behind the one that leaves are for the next screen.

A worker that does not leave after all calls `drop_until_seen`."""
ASKING = "dialog"
"""The group of workers that open dialogs: keys behind the one that asks are for the dialog.

When no dialog opens, they are dropped."""
DOING = "do"
"""The group of workers that change what the keys behind them act on."""
AWAITED = frozenset({LEAVING, ASKING, DOING})
"""The groups of workers that keys wait for."""


class ReplayedKey(Key):
    """A key that was kept until its target was there; it acts before all keys that wait."""


@dataclass
class _Before:
    """The screens that were open before a worker, and whether any has opened or closed since."""

    screens: tuple[Screen[Any], ...]
    moved: bool = False


class KeyQueue:
    """Hands events on one by one, each after the immediate effects of the one before.

    Textual gives a key to the focus at the moment it is read, before the earlier keys have acted: of `Tab x` in one
    packet the x would go to the field before, of `Enter Enter` the second to the screen behind the dialog.

    Keys typed ahead act in order or are dropped together: half of them would mean something else.
    """

    def __init__(self, app: App[None], handle: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Event] = deque()
        self._early: deque[Event] = deque()
        self._running = False
        self.turn = asyncio.Lock()
        """Held while a key acts, and by code during which no key may act."""
        self._awaited: dict[Worker[Any], _Before] = {}
        """The workers that keys wait for."""
        self._acting_on: tuple[Screen[Any], ...] | None = None
        """The screens that are open while a key acts; None between keys."""
        self._unseen: object | None = None
        """Identifies the picture that must be seen before a key acts; None when no key has to wait for one."""
        self._dropped_at: float | None = None

    @property
    def dropping(self) -> bool:
        """Whether keys are dropped now."""
        return self._unseen is not None

    @property
    def busy(self) -> bool:
        """Whether a key that comes now may wait or be dropped."""
        return self._running or self.dropping or bool(self._awaited)

    def put(self, event: Event) -> None:
        """Hand the event on in its turn, or drop it; too many events drop all and ring the bell."""
        early = isinstance(event, ReplayedKey)
        if not early and self.dropping:
            self._drop()
            return
        (self._early if early else self._waiting).append(event)
        if len(self._waiting) > _MOST:
            self.drop_until_seen()
        elif not self._running:
            self._running = True
            # Given as a function: a coroutine would never be awaited where the app ends first.
            self._app.run_worker(self._run, group="keys")  # type: ignore[arg-type]  # what gives None is no T to it

    def clear(self) -> None:
        """Drop the keys that wait, because the screen they were for is gone."""
        self._waiting.clear()
        self._early.clear()
        self._awaited.clear()

    def drop_until_seen(self) -> None:
        """Drop the keys that wait and those that are pressed before the present picture is seen.

        A burst is dropped to its end, with one bell.
        """
        waited = bool(self._waiting)
        self._waiting.clear()
        self._dropped_at, self._unseen = None, (unseen := object())
        if waited:
            self._drop()
        self._app.run_worker(partial(self._see, unseen), group="seen")  # type: ignore[arg-type]  # as above

    def _drop(self) -> None:
        if self._dropped_at is None:
            self._app.bell()
        self._dropped_at = monotonic()

    async def _see(self, unseen: object) -> None:
        """Take keys again once the picture is painted and shown."""
        with suppress(ScreenStackError):  # the app has ended
            await when_painted(self._app, partial(self._painted, unseen))

    def _painted(self, unseen: object) -> None:
        when_shown: Callable[[Callable[[], None]], None] | None = getattr(driver_of(self._app), "when_shown", None)
        if when_shown is None:  # no line lies between the app and the screen
            self._app.call_later(self._shown, unseen)
        else:
            when_shown(partial(self._shown, unseen))

    def _shown(self, unseen: object) -> None:
        if self._unseen is not unseen:
            return
        left = 0.0 if self._dropped_at is None else self._dropped_at + _PAUSE - monotonic()
        if left <= 0:
            self._unseen = None
        else:
            self._app.set_timer(left, partial(self._shown, unseen))

    async def _run(self) -> None:
        try:
            while self._early or self._waiting:
                if not self._early:
                    await self._answered()
                await wait_until_mounted(self._app)
                async with self.turn:
                    if self._early or self._waiting:  # else `forget` was called meanwhile
                        await self._act()
        except ScreenStackError:
            self._waiting.clear()  # the app has ended
        finally:
            self._running = False

    async def _act(self) -> None:
        self._is_awaited()
        event = (self._early or self._waiting).popleft()
        self._acting_on = tuple(self._app.screen_stack)
        await self._handle(Key(event.key, event.character) if isinstance(event, ReplayedKey) else event)
        for _ in range(2):  # the key on its way up, then the messages that it caused
            await processed(self._app.focused or self._app.screen)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        self._acting_on = None

    async def act(self, effects: Callable[[], Awaitable[None]]) -> None:
        """Do something as a key would: the keys behind wait for the workers that it starts."""
        before, self._acting_on = self._acting_on, tuple(self._app.screen_stack)
        try:
            await effects()
        finally:
            self._acting_on = before

    def began(self, worker: Worker[Any]) -> None:
        """Let keys wait for a worker that a key has started, by its group."""
        task = task_of(worker)
        if self._acting_on is not None and worker.group in AWAITED and task is not None:
            self._awaited[worker] = _Before(self._acting_on)
            task.add_done_callback(lambda _: self._ended(worker))

    def _ended(self, worker: Worker[Any]) -> None:
        """Drop the keys that were typed for a dialog when a worker ends without one."""
        before = self._awaited.pop(worker, None)
        if before is None or worker.group != ASKING or worker.is_cancelled or not self._app.is_running:
            return
        if not before.moved and before.screens == tuple(self._app.screen_stack):
            self.drop_until_seen()

    async def _answered(self) -> None:
        """Wait until the workers of the keys before have ended or opened a screen.

        A key for a dialog that is about to open must not act on the screen behind it.
        """
        looks = int(_PATIENCE / LOOK_AGAIN)
        while looks and self._waiting and self._is_awaited():
            looks -= 1
            await asyncio.sleep(LOOK_AGAIN)
        if not looks:
            self.drop_until_seen()

    def _is_awaited(self) -> bool:
        """Whether a worker that keys wait for is running and has not opened any of the screens that are open."""
        stack = tuple(self._app.screen_stack)
        for before in self._awaited.values():
            before.moved |= before.screens != stack
        return any({*before.screens}.issuperset(stack) for before in self._awaited.values())


class Workers(WorkerManager):
    """The app's workers; calls `began` with each."""

    def __init__(self, app: App[None], began: Callable[[Worker[Any]], None]) -> None:
        super().__init__(app)
        self._began = began

    def add_worker(self, worker: Worker[Any], start: bool = True, exclusive: bool = True) -> None:
        """Add a worker and report it."""
        super().add_worker(worker, start, exclusive)
        self._began(worker)


async def wait_until_mounted(app: App[Any]) -> None:
    """Wait until the screen on top, also the first one, is mounted: before it has a focus, keys fall through it."""
    looks = int(_PATIENCE / LOOK_AGAIN)
    waited = False
    while looks and app.is_running and not (app.screen_stack and app.screen.is_mounted):
        looks -= 1
        waited = True
        await asyncio.sleep(LOOK_AGAIN)
    if waited:
        await processed(app.screen)


async def when_painted(app: App[Any], call: Callable[[], None]) -> None:
    """Call once the screen on top is painted in its present state."""
    done = asyncio.Event()

    def painted() -> None:
        if not done.is_set():
            done.set()
            call()

    looks = 0
    while app.is_running and not done.is_set():
        await wait_until_mounted(app)
        looks += 1
        if is_batching(app):  # nothing is painted until the batch ends, mostly soon
            await asyncio.sleep(0 if looks < _SOON else LOOK_AGAIN)
        elif app.screen.call_after_refresh(painted):  # lost when another screen comes on top
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 20 * LOOK_AGAIN)


def pause_keys(app: App[Any]) -> AbstractAsyncContextManager[None]:
    """A context in which no key acts: those before have acted, those behind wait."""
    key_queue: KeyQueue | None = getattr(app, "key_queue", None)
    return nullcontext() if key_queue is None else key_queue.turn


def drop_until_seen(app: App[Any]) -> None:
    """Drop keys until the present picture is seen; does nothing in an app without a key queue."""
    key_queue: KeyQueue | None = getattr(app, "key_queue", None)
    if key_queue is not None:
        key_queue.drop_until_seen()


async def processed(widget: DOMNode) -> None:
    """Wait until every message sent so far has come from the widget up to the app."""
    node: DOMNode | None = widget
    while node is not None and node.is_running:
        done = asyncio.Event()
        if not node.call_later(done.set):
            return
        until = monotonic() + _PATIENCE
        while node.is_running and not done.is_set() and monotonic() < until:
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 20 * LOOK_AGAIN)
        node = node.parent


async def replay(app: App[object], keys: list[Key]) -> None:
    """Give keys that were kept to the present focus."""
    for key in keys:
        await app.on_event(ReplayedKey(key.key, key.character))
    keys.clear()
