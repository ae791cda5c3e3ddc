"""How a list follows keys that come faster than the rows they lead to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class TrackerState(Enum):
    """What the list waits for.

    | State | Waits for |
    | :- | :- |
    | LOADING | The rows of another query; keys wait too. |
    | FETCHING | The rows that the keys lead to; those on screen are from before. |
    | AHEAD | Rows beyond those on screen, which are the ones that the keys lead to. |
    | SHOWING | Nothing. |
    """

    LOADING = "loading"
    FETCHING = "fetching"
    AHEAD = "ahead"
    SHOWING = "showing"


class PendingMove(NamedTuple):
    """The action of a key; with `in_sight` it waits until the rows that the keys before lead to are on screen."""

    act: Callable[[], None]
    in_sight: bool


class CursorTracker:
    """The place that the keys lead to, and the state of the list, which only these methods change.

    | From | Method | To |
    | :- | :- | :- |
    | any | `load` | LOADING |
    | LOADING | `loaded` | SHOWING |
    | not LOADING | `lead` to loaded rows | AHEAD while more rows are fetched or needed, else SHOWING |
    | not LOADING | `lead` to other rows | FETCHING |
    | FETCHING, AHEAD | `brought` | SHOWING |
    """

    def __init__(self) -> None:
        self.state = TrackerState.LOADING
        self.aim = (0, 0)
        """The places of the cursor and of the first row on screen that the keys lead to."""
        self._waiting: deque[PendingMove] = deque()
        self._shown = asyncio.Event()

    @property
    def loading(self) -> bool:
        """Whether the list waits for a query."""
        return self.state is TrackerState.LOADING

    @property
    def shown(self) -> bool:
        """Whether the rows that the keys lead to are on screen."""
        return self.state in (TrackerState.AHEAD, TrackerState.SHOWING)

    async def until_shown(self) -> None:
        """Wait until the rows that the keys lead to are on screen."""
        while not self.shown:
            await self._shown.wait()

    def load(self) -> None:
        """Note that a query starts."""
        self._to(TrackerState.LOADING)

    def loaded(self) -> None:
        """Note that the query has ended, with rows or a refusal."""
        self._to(TrackerState.SHOWING)

    def put(self, act: Callable[[], None], *, in_sight: bool = False) -> None:
        """Queue the action of a key."""
        self._waiting.append(PendingMove(act, in_sight))

    def next(self) -> Callable[[], None] | None:
        """Take the next action, in the order of the keys; None if there is none or it has to wait."""
        if not self._waiting or self.loading or (self._waiting[0].in_sight and not self.shown):
            return None
        return self._waiting.popleft().act

    def drop(self) -> None:
        """Drop the queued actions, because the rows cannot be read."""
        self._waiting.clear()

    def lead(self, aim: tuple[int, int], *, at_hand: bool, more: bool) -> bool:
        """Note the place that the keys lead to; `at_hand` if its rows are loaded.

        `more` is whether any rows have to be fetched; returns whether the caller has to start fetching.
        """
        if self.loading:
            return False
        bringing = self.state is not TrackerState.SHOWING
        self.aim = aim
        if not at_hand:
            self._to(TrackerState.FETCHING)
        else:
            self._to(TrackerState.AHEAD if bringing or more else TrackerState.SHOWING)
        return more and not bringing

    def brought(self, shown: tuple[int, int]) -> None:
        """Note that fetching has ended, with the places that are shown."""
        if self.state is TrackerState.FETCHING:
            self.aim = shown
        if not self.loading:
            self._to(TrackerState.SHOWING)

    def _to(self, state: TrackerState) -> None:
        self.state = state
        if self.shown:
            self._shown.set()
        else:
            self._shown.clear()
