"""A slow line with a terminal at its end, and what a driver does with it, in virtual time: nothing here waits."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fleet_tui.terminal.line.pacing import Pacing

QUESTION = 4
"""Bytes of a cursor position request."""


@dataclass
class SlowLine:
    """Bytes reach the terminal after half the round trip, are shown in order at `rate`, and are then answered for."""

    rate: float
    trip: float
    answers: Callable[[int], bool] = lambda number: True
    """Whether the so-manieth question is answered."""
    changes: tuple[tuple[float, float, float], ...] = ()
    """(from, rate, trip) in order of time; a rate of 0 is a line that stalls."""
    jitter: float = 0.0
    """Seconds that an answer may take longer, evenly distributed; none overtakes another."""
    seed: int = 0
    shown_at: float = 0.0
    questions: int = 0
    longest_queue: float = 0.0
    answered_at: float = 0.0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def state(self, now: float) -> tuple[float, float, float]:
        """The rate and the trip at a time, and until when they hold."""
        rate, trip = self.rate, self.trip
        for start, changed_rate, changed_trip in self.changes:
            if start > now:
                return rate, trip, start
            rate, trip = changed_rate, changed_trip
        return rate, trip, float("inf")

    def send(self, size: int, now: float, asked: bool) -> tuple[float, float | None]:
        """When the bytes are shown, and when the answer is back (None: never)."""
        arrives = now + self.state(now)[1] / 2
        self.longest_queue = max(self.longest_queue, self.shown_at - arrives)
        at, left = max(arrives, self.shown_at), float(size)
        while True:
            rate, trip, until = self.state(at)
            if left <= rate * (until - at) and rate:
                break
            left -= rate * (until - at) if rate else 0
            at = until
        self.shown_at = at + left / rate
        if not asked:
            return self.shown_at, None
        self.questions += 1
        if not self.answers(self.questions - 1):
            return self.shown_at, None
        late = self._chance.uniform(0, self.jitter)
        self.answered_at = max(self.answered_at, self.shown_at + trip / 2 + late)
        return self.shown_at, self.answered_at


@dataclass
class Played:
    """What was seen at the terminal."""

    lags: list[float] = field(default_factory=list)
    """For each key the seconds from pressing it to a screen that is right for it or a later one."""
    pieces: list[tuple[float, int]] = field(default_factory=list)
    """When a piece left, with its bytes."""
    waited: int = 0
    """Pictures that could not leave whole at the moment when they were there."""
    ended: float = 0.0


def play(
    pacing: Pacing, line: SlowLine, keys: Iterable[tuple[float, int]], probe: bool = True, told: bool = False
) -> Played:
    """Press keys, each (time, bytes of the whole picture that follows from it); newer pictures replace older ones.

    `told`: the keys come over the line, and pacing hears of each.
    """
    played = Played()
    events: list[tuple[float, int, str, int]] = []
    pressed: list[float] = []
    count = 0

    def later(at: float, what: str, value: int = 0) -> None:
        nonlocal count
        count += 1
        heapq.heappush(events, (at, count, what, value))

    def send(size: int, now: float) -> float:
        asked = not pacing.silent
        size += QUESTION if asked else 0
        pacing.sent(size, now, asked)
        played.pieces.append((now, size))
        shown, back = line.send(size, now, asked)
        if back is not None:
            later(back, "answer")
        return shown

    if probe and not pacing.silent:
        send(0, 0.0)
    for at, size in sorted(keys):
        pressed.append(at)
        later(at + line.state(at)[1] / 2, "key", size)
    wanted = left = seen = 0
    timer: float | None = None
    while events:
        now, _, what, value = heapq.heappop(events)
        if what == "timer" and now != timer:
            continue
        if what == "answer":
            pacing.answered(now)
        elif what == "key":
            wanted, left = wanted + 1, value
            if told:
                pacing.typed(now)
        fresh = what == "key"
        while left and (room := pacing.allowance(now)):
            room -= 0 if pacing.silent else QUESTION
            size = min(left, room)
            left -= size
            shown = send(size, now)
            if not left:
                played.lags += [shown - at for at in pressed[seen:wanted]]
                seen = wanted
        played.waited += fresh and left > 0
        played.ended = now
        timer = pacing.due(now)
        if timer is not None:
            assert timer > now
            later(timer, "timer")
    assert left == 0, "a picture never left"
    return played


def hold(size: int, start: float = 10.0, count: int = 60, every: float = 2 / 60) -> list[tuple[float, int]]:
    """A key held: 60 in 2 s, each with a picture of so many bytes."""
    return [(start + number * every, size) for number in range(count)]
