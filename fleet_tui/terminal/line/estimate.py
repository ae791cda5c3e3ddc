"""How fast a line is, from when its answers came (after BBR: the delivery rate and the round trip without load)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

RATES = 8
"""Answers after which a rate is forgotten."""
DELAYS = 8
DELAY_AGE = 30.0
"""Round trips without load after which, and seconds after which, one is forgotten."""
LEAST = 0.2
"""Seconds of transmission that must be out for a rate that is lower than the known one to count: a line that has
nothing to do shows little, however fast it is, and jitter makes that look slow (BBR: limited by the sender)."""
STRETCH = 0.5
PAGE = 1000
"""Seconds, and bytes that are shown in them, which count in any case: no jitter, a line that became far slower. While
no rate is known, the seconds are enough."""
RESOLUTION = 0.05
"""Seconds of transmission below which a rate is lost in jitter; a quarter of the delay when that is more."""
SURPRISE = 0.2
"""Seconds that a round trip may exceed twice what was expected before the line is taken to have changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes under way with a question behind them, and the counts as they were when it left."""

    size: int
    """Bytes, the question among them."""
    sent: float
    ahead: int
    """Unanswered bytes that left before it: 0 means that its round trip has no load."""
    shown: int
    busy: float
    tag: Any = None
    """Whatever the sender knows the question by."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """One measured without load: how long it took, with how many bytes, and when."""

    seconds: float
    size: int
    at: float


class Estimate:
    """The line as a delay and then a rate: a piece is shown `size / rate` after the one before it and its own arrival.

    The delay holds the transmission of the few bytes that it was measured with: where it is subtracted, so are they.
    """

    def __init__(self) -> None:
        self._rates: deque[float] = deque(maxlen=RATES)
        self._trips: deque[RoundTrip] = deque(maxlen=DELAYS)
        self._shown = 0
        self._busy = 0.0
        self._answered = self._interrupted = float("-inf")
        self.changed = False
        """The line no longer is what it was: the next round trip without load replaces those known."""

    @property
    def rate(self) -> float | None:
        """Bytes a second that the terminal shows while it has something to show; None while unknown."""
        return max(self._rates, default=None)

    @property
    def delay(self) -> float | None:
        """Seconds there and back with next to nothing to show; None while unknown."""
        return self._trip.seconds if self._trips else None

    @property
    def _trip(self) -> RoundTrip:
        return min(self._trips, key=lambda trip: trip.seconds)

    def left(self, size: int, now: float, ahead: int, tag: Any) -> Piece:
        """The piece that leaves now behind `ahead` unanswered bytes."""
        return Piece(size, now, ahead, self._shown, self._busy, tag)

    def passed(self, piece: Piece) -> None:
        """The answer for a later piece comes now: this one's was lost, and it is shown all the same."""
        if piece.sent >= self._interrupted:
            self._shown += piece.size

    def answered(self, piece: Piece, now: float, believed: float) -> None:
        """The answer for a piece came; `believed` is the rate (bytes a second) that is used until one is known."""
        if piece.sent < self._interrupted:
            self._answered = now
            return
        self._weigh_trip(piece, now)
        self._work(piece, now, believed)
        shown, busy = self._shown - piece.shown, self._busy - piece.busy
        resolution = max(RESOLUTION, self._trip.seconds / 4)
        rate = shown / max(busy, resolution)
        if self.rate is not None and busy >= resolution:
            self.changed |= rate > 2 * self.rate
        known, out = self.rate or believed, piece.ahead + piece.size
        # Too short a time, and too few bytes, say only that the line is at least so fast.
        filled = out >= known * LEAST or (busy >= STRETCH and (out >= PAGE or self.rate is None))
        if rate > 0 and (rate >= known or (busy >= resolution and filled)):
            self._rates.append(rate)

    def interrupted(self, now: float) -> None:
        """Answers were lost or late: what left before now says nothing about the line."""
        self._interrupted = self._answered = now

    def _weigh_trip(self, piece: Piece, now: float) -> None:
        """Learn the delay; notice a line that is no longer what it was."""
        seconds = now - piece.sent
        while len(self._trips) > 1 and now - self._trips[0].at > DELAY_AGE:
            self._trips.popleft()
        # Load only ever adds: a loaded trip that is shorter than all others is nearer to the truth than they are.
        if piece.ahead == 0 or not self._trips or seconds <= self._trip.seconds:
            if self.changed:
                self._trips.clear()
                self.changed = False
            self._trips.append(RoundTrip(seconds, piece.size, now))
        elif self.rate is not None:
            expected = self._trip.seconds + (piece.ahead + piece.size) / self.rate
            self.changed |= seconds > 2 * expected + SURPRISE

    def _work(self, piece: Piece, now: float, believed: float) -> None:
        """Count what the terminal has shown, and the time for which it had something to show."""
        least = self._trip
        shown, since = piece.size, self._answered
        if piece.ahead == 0:
            # Only what it has more than the shortest trip had says something, and that exactly.
            shown, since = max(piece.size - least.size, 0), max(since, piece.sent + least.seconds)
        else:
            alone = max(least.seconds - least.size / (self.rate or believed), 0.0)
            since = max(since, piece.sent + alone)
        self._shown += shown
        self._busy += max(now - since, 0.0)
        self._answered = now
