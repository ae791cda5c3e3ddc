"""How a list follows keys that come faster than the rows that they lead to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class TrackerState(Enum):
    """What stands between the keys and the screen.

    | State | What is awaited |
    | :- | :- |
    | LOADING | The rows of another query; keys wait with them. |
    | FETCHING | The rows that the keys have led to; what is on screen is where they came from. |
    | AHEAD | Rows beyond those on screen, which are where the keys have led. |
    | SHOWING | Nothing. |
    """

    LOADING = "loading"
    FETCHING = "fetching"
    AHEAD = "ahead"
    SHOWING = "showing"


class PendingMove(NamedTuple):
    """What a key does; `in_sight` if only where what the keys before have led to is on screen."""

    act: Callable[[], None]
    in_sight: bool


class CursorTracker:
    """Where the keys have led, and the state of the list; every change of state is one of the methods here.

    | From | Method | To |
    | :- | :- | :- |
    | any | `load` | LOADING |
    | LOADING | `loaded` | SHOWING |
    | not LOADING | `lead` to rows at hand | AHEAD while rows are brought or to be brought, else SHOWING |
    | not LOADING | `lead` to rows that are not | FETCHING |
    | FETCHING, AHEAD | `brought` | SHOWING |
    """

    def __init__(self) -> None:
        self.state = TrackerState.LOADING
        self.aim = (0, 0)
        """The places of the cursor and of the first row on screen, shown or not yet."""
        self._waiting: deque[PendingMove] = deque()
        self._shown = asyncio.Event()

    @property
    def loading(self) -> bool:
        """Whether another query is awaited."""
        return self.state is TrackerState.LOADING

    @property
    def shown(self) -> bool:
        """Whether what the keys have led to is on screen."""
        return self.state in (TrackerState.AHEAD, TrackerState.SHOWING)

    async def until_shown(self) -> None:
        """Wait until what the keys have led to is on screen."""
        while not self.shown:
            await self._shown.wait()

    def load(self) -> None:
        """Another query is asked for, or the same one again."""
        self._to(TrackerState.LOADING)

    def loaded(self) -> None:
        """The query is there, or was refused."""
        self._to(TrackerState.SHOWING)

    def put(self, act: Callable[[], None], *, in_sight: bool = False) -> None:
        """Keep what a key does until it is its turn."""
        self._waiting.append(PendingMove(act, in_sight))

    def next(self) -> Callable[[], None] | None:
        """What is to be done now, in the order of the keys; None when nothing is or rows are awaited first."""
        if not self._waiting or self.loading or (self._waiting[0].in_sight and not self.shown):
            return None
        return self._waiting.popleft().act

    def drop(self) -> None:
        """Forget the keys that wait: what they were meant for cannot be had."""
        self._waiting.clear()

    def lead(self, aim: tuple[int, int], *, at_hand: bool, more: bool) -> bool:
        """The keys have led to a place, the rows of which are at hand or not.

        `more` is whether rows are to be brought, those or others; the answer is whether somebody has to begin with it.
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
        """No more rows will come: the keys have led to where they can be seen."""
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
