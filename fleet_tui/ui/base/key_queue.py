"""Keys act one after the other, in the order they were pressed, however many of them a line delivers at once."""

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
"""Seconds that a key is waited for, more than any handler takes: one that never ends must not stop the keyboard."""
_LOOK_AGAIN = 0.005
"""Seconds between looks at a screen that is just coming up."""
_MOST = 4096
"""Keys that may wait: as many as a terminal's line keeps for a program that reads none. More than that is no typing."""
_TURNS = 3
"""Turns of the event loop in which a worker that a key started comes to its first await."""
_SOON = 200
"""Turns of the event loop in which what is nearly done is looked at in each."""
_PAUSE = 0.3
"""Seconds without a key that end a burst of keys of which some were dropped: a paste pauses for less."""


LEAVING = "leave"
"""The group of the workers that leave a screen: keys behind the one that leaves are for what comes after it.

A worker with nothing to show calls `drop_until_seen`."""
ASKING = "dialog"
"""The group of the workers that ask with dialogs: keys behind the one that asks are for the dialog that comes.

When none comes, they are dropped."""
DOING = "do"
"""The group of the workers that change what keys behind theirs act on."""
_AWAITED = frozenset({LEAVING, ASKING, DOING})


class ReplayedKey(Key):
    """A key that was kept because what it is meant for was not there yet; it acts before all that wait."""


@dataclass
class _Before:
    """The screens that were open before a worker, and whether it has opened or closed one since."""

    screens: tuple[Screen[Any], ...]
    moved: bool = False


class KeyQueue:
    """Hands events on one by one: the next when all that the last one did at once is done.

    Textual gives each key to what has the focus when it is read, not when the keys before it have acted: of `Tab x` in
    one packet the x went to the field before, of `Enter Enter` the second to the screen behind the dialog.

    What is typed ahead acts as a whole and in order, or is dropped as a whole: half of it would mean something else.
    """

    def __init__(self, app: App[None], handle: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Event] = deque()
        self._early: deque[Event] = deque()
        self._running = False
        self.turn = asyncio.Lock()
        """Whoever has it lets a key act, or no key."""
        self._awaited: dict[Worker[Any], _Before] = {}
        """The workers that keys wait for."""
        self._acting_on: tuple[Screen[Any], ...] | None = None
        """The screens that are open while a key acts."""
        self._unseen: object | None = None
        """Stands for the picture that must be seen before a key acts; None when none must."""
        self._dropped_at: float | None = None

    @property
    def dropping(self) -> bool:
        """Whether keys are dropped now."""
        return self._unseen is not None

    @property
    def busy(self) -> bool:
        """Whether a key that comes now may wait, or be dropped with those before it."""
        return self._running or self.dropping or bool(self._awaited)

    def put(self, event: Event) -> None:
        """Hand the event on when it is its turn, or drop it; ring when it is one too many."""
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

    def forget(self) -> None:
        """Drop the keys that wait: what they were meant for is gone."""
        self._waiting.clear()
        self._early.clear()
        self._awaited.clear()

    def drop_until_seen(self) -> None:
        """Drop the keys that wait and those that are pressed before the present picture is seen.

        Those of one burst are dropped to its end. The bell says so, once.
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
        """Take keys again when the picture is painted and shown."""
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
                    if self._early or self._waiting:  # else they were forgotten meanwhile
                        await self._act()
        except ScreenStackError:
            self._waiting.clear()  # the app has ended: they are for nobody
        finally:
            self._running = False

    async def _act(self) -> None:
        """Let the next key act."""
        self._is_awaited()
        event = (self._early or self._waiting).popleft()
        self._acting_on = tuple(self._app.screen_stack)
        await self._handle(Key(event.key, event.character) if isinstance(event, ReplayedKey) else event)
        for _ in range(2):  # the key on its way up, then what it has sent
            await processed(self._app.focused or self._app.screen)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        self._acting_on = None

    def began(self, worker: Worker[Any]) -> None:
        """Wait for a worker, when it is one that keys wait for and a key has begun it."""
        task = task_of(worker)
        if self._acting_on is not None and worker.group in _AWAITED and task is not None:
            self._awaited[worker] = _Before(self._acting_on)
            task.add_done_callback(lambda _: self._ended(worker))

    def _ended(self, worker: Worker[Any]) -> None:
        """Keys that were typed for a dialog that does not come are for nobody."""
        before = self._awaited.pop(worker, None)
        if before is None or worker.group != ASKING or worker.is_cancelled or not self._app.is_running:
            return
        if not before.moved and before.screens == tuple(self._app.screen_stack):
            self.drop_until_seen()

    async def _answered(self) -> None:
        """Wait for what the keys before have begun: until it is done or asks something.

        A key that is meant for a dialog that is not there yet must not act on what lies behind it.
        """
        looks = int(_PATIENCE / _LOOK_AGAIN)
        while looks and self._waiting and self._is_awaited():
            looks -= 1
            await asyncio.sleep(_LOOK_AGAIN)
        if not looks:
            self.drop_until_seen()

    def _is_awaited(self) -> bool:
        """Whether a worker that keys wait for goes on, and none of the screens that are open is of its making."""
        stack = tuple(self._app.screen_stack)
        for before in self._awaited.values():
            before.moved |= before.screens != stack
        return any({*before.screens}.issuperset(stack) for before in self._awaited.values())


class Workers(WorkerManager):
    """The app's workers, of which those that a key begins are told of."""

    def __init__(self, app: App[None], began: Callable[[Worker[Any]], None]) -> None:
        super().__init__(app)
        self._began = began

    def add_worker(self, worker: Worker[Any], start: bool = True, exclusive: bool = True) -> None:
        """Add a worker and tell of it."""
        super().add_worker(worker, start, exclusive)
        self._began(worker)


async def wait_until_mounted(app: App[Any]) -> None:
    """Wait for a screen that was just opened, also for the first one: until it has a focus, keys fall through it."""
    looks = int(_PATIENCE / _LOOK_AGAIN)
    waited = False
    while looks and app.is_running and not (app.screen_stack and app.screen.is_mounted):
        looks -= 1
        waited = True
        await asyncio.sleep(_LOOK_AGAIN)
    if waited:
        await processed(app.screen)


async def when_painted(app: App[Any], call: Callable[[], None]) -> None:
    """Call as soon as the screen on top is painted as it is now."""
    done = asyncio.Event()

    def painted() -> None:
        if not done.is_set():
            done.set()
            call()

    looks = 0
    while app.is_running and not done.is_set():
        await wait_until_mounted(app)
        looks += 1
        if is_batching(app):  # nothing is painted until its end, which is most often near
            await asyncio.sleep(0 if looks < _SOON else _LOOK_AGAIN)
        elif app.screen.call_after_refresh(painted):  # it is forgotten when another screen comes on top
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 20 * _LOOK_AGAIN)


def pause_keys(app: App[Any]) -> AbstractAsyncContextManager[None]:
    """A time in which no key acts: those before have acted, and those behind wait."""
    key_queue: KeyQueue | None = getattr(app, "key_queue", None)
    return nullcontext() if key_queue is None else key_queue.turn


def drop_until_seen(app: App[Any]) -> None:
    """Drop keys until the present picture is seen."""
    key_queue: KeyQueue | None = getattr(app, "key_queue", None)
    if key_queue is not None:
        key_queue.drop_until_seen()


async def processed(widget: DOMNode) -> None:
    """Wait until everything sent so far has come from the widget up to the app."""
    node: DOMNode | None = widget
    while node is not None and node.is_running:
        done = asyncio.Event()
        if not node.call_later(done.set):
            return
        until = monotonic() + _PATIENCE
        while node.is_running and not done.is_set() and monotonic() < until:
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 20 * _LOOK_AGAIN)
        node = node.parent


async def replay(app: App[object], keys: list[Key]) -> None:
    """Give keys that were kept to whatever has the focus now."""
    for key in keys:
        await app.on_event(ReplayedKey(key.key, key.character))
    keys.clear()
