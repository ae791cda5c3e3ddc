"""When the next piece of a picture may leave, and how long it may be (line.md, Pacing).

Every piece ends with a question for the cursor's position; its answer says that the terminal has shown the piece. What
may be out unanswered is what the line carries in one round trip and a little more: the line never runs dry, and never
holds more than a fraction of a second of pictures that newer ones have overtaken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from fleet_tui.terminal.line.estimate import Estimate, Piece

SLACK = 0.2
"""Seconds of transmission that may wait in the line beyond one round trip, so that it never runs dry."""
SMALLEST = 64
"""Bytes that may be out on any line, so that there is always progress."""
USEFUL = SMALLEST // 2
"""Bytes below which a piece is not worth its question."""
FIRST = 2200
"""Bytes that may be out while nothing is known: a first screen leaves at once."""
LARGEST = 65_536
"""Bytes that may be out on the fastest line: more than any picture takes."""
PATIENCE = 2.0
"""Seconds to wait for an answer at least, before it is given up; half as long when later ones must have come."""
TRIES = 2
"""Tries without an answer after which a terminal that has answered is served like one that never did."""
STALLED = 4.0
LONGEST = 16.0
"""Seconds between two tries on a line that stopped answering: the first, and the most that doubling leads to. An answer
that was given up may still come for the longest of them, on a line that speaks."""


class Pacing:
    """The books of what is out, on a line learned from its answers. Times are seconds of one monotonic clock."""

    def __init__(self, speed: float, answers: bool = True) -> None:
        """A line that carries `speed` bytes a second as far as is known, to a terminal that can be asked or not."""
        self._speed = max(speed, 1.0)
        self._estimate = Estimate()
        self._pieces: deque[Piece] = deque()
        self._out = 0
        self._poured = 0.0  # bytes without a question behind them: taken to be shown at the line's rate
        self._poured_at = 0.0
        self._silent = not answers
        self._late: deque[Piece] = deque()  # given up: late answers are not measured
        self._late_until = 0.0
        self._heard: float | None = None
        self._quiet_since = 0.0
        self._tries = 0
        self._try = False
        self._typed = float("-inf")

    @property
    def rate(self) -> float | None:
        """Bytes a second that the terminal is seen to show; None while unknown."""
        return self._estimate.rate

    @property
    def delay(self) -> float | None:
        """Seconds there and back without load; None while unknown."""
        return self._estimate.delay

    @property
    def silent(self) -> bool:
        """Whether the terminal does not answer, so that it is not asked but served on a timer."""
        return self._silent

    @property
    def expected(self) -> list[Any]:
        """The tags of all questions still to be answered, the oldest first; none of a silent terminal."""
        return [] if self._silent else [piece.tag for piece in (*self._late, *self._pieces)]

    @property
    def newest(self) -> Piece | None:
        """The last piece still to be answered; None when all are answered or given up."""
        return self._pieces[-1] if self._pieces else None

    def is_out(self, piece: Piece | None, now: float) -> bool:
        """Whether the terminal may not have shown a piece yet; with None, what left without a question behind it."""
        self._settle(now)
        return self._poured > 0 if piece is None else any(piece is other for other in self._pieces)

    @property
    def under_way(self) -> float:
        """Seconds that the line takes for what is out, as far as is known."""
        return self._out / (self.rate or self._speed) + (self.delay or 0.0)

    def allowance(self, now: float) -> int:
        """How many bytes, the question among them, may leave now; 0: wait for an answer or until `due`."""
        self._settle(now)
        waiting = self._out + self._poured
        if self._try:
            return SMALLEST
        if self._estimate.changed:  # the delay is measured anew on an empty line
            return 0 if waiting > 0 else SMALLEST
        room = min(self._longest_piece(), self._window() - waiting)
        return int(room) if room >= USEFUL else 0

    def due(self, now: float) -> float | None:
        """When to look again although no answer comes; None: time alone changes nothing."""
        self._settle(now)
        if self._pieces:
            return None if self._try else self._given_up()
        if self._poured == 0 or self.allowance(now) > 0:
            return None
        enough = 0.0 if self._estimate.changed else max(self._window() - self._longest_piece(), 0.0)
        # A hundredth of a byte more than needed, so that rounding cannot make the caller come back too early.
        return now + max(self._poured - enough + 0.01, 0.01) / self._line()

    def sent(self, size: int, now: float, asked: bool, tag: Any = None) -> None:
        """A piece of so many bytes left, with a question behind it or not; `tag` is what the question is known by."""
        self._settle(now)
        if self._try:
            self._try = False
            self._quiet_since = now
        if not asked:
            self._poured += size
            return
        whole = size + round(self._poured)  # its answer also says that what had no question is shown
        self._poured = 0.0
        if not self._pieces:
            self._quiet_since = now
        self._pieces.append(self._estimate.left(whole, now, self._out, tag))
        self._out += whole

    def answered(self, now: float, fits: Callable[[Any], bool] = lambda tag: True) -> Piece | None:
        """Take an answer: return the oldest piece with a tag that it fits; the answers before it were lost.

        When it fits none, it is taken for the oldest's; None when there is none.
        """
        piece, late = _first(self._pieces, fits), _first(self._late, fits)
        if piece is None and late is None:
            piece, late = _first(self._pieces), _first(self._late)
        if self._silent or self._tries:  # it speaks again, and first of what was given up
            self._late_until = now + LONGEST
        # Until a round trip is known, what came so late was slow; afterwards it was probably lost.
        if late is not None and (piece is None or self.delay is None):
            self._heard = now
            self._silent = False
            while self._late.popleft() is not late:
                pass
            return late
        if piece is None:
            return None
        self._heard = self._quiet_since = now
        self._tries = 0
        self._try = False
        while (passed := self._pieces.popleft()) is not piece:
            self._out -= passed.size
            self._estimate.passed(passed)
        self._out -= piece.size
        self._estimate.answered(piece, now, self._line())
        return piece

    def typed(self, now: float) -> None:
        """A key came: the line is alive, whatever becomes of the answers."""
        self._typed = now

    def hurry(self, now: float) -> None:
        """The user asks for a picture: it waits for no piece under way, for answers may be lost."""
        self._late.extend(self._pieces)
        self._late_until = now + LONGEST
        late = list(self._late)
        self.reset(now)
        self._late.extend(late)

    def reset(self, now: float) -> None:
        """Nothing is out, and no answer comes: the terminal was given away and came back."""
        self._estimate.interrupted(now)
        self._pieces.clear()
        self._late.clear()
        self._out = self._tries = 0
        self._poured = 0.0
        self._poured_at = self._quiet_since = now
        self._try = False

    def _line(self) -> float:
        """Bytes a second that the line is believed to carry."""
        if self._silent:
            return self._speed
        return self.rate or max(self._speed, FIRST / ((self.delay or 0.0) + SLACK))

    def _window(self) -> float:
        """Bytes that may be out at once."""
        carried = self._line() * ((self.delay or 0.0) + SLACK)
        return min(max(carried, SMALLEST), LARGEST)

    def _longest_piece(self) -> float:
        """Bytes of one piece: two of them fill the slack, so that answers come back before the line runs dry."""
        if self.rate is None and not self._silent:
            return self._window()
        return min(max(self._line() * SLACK / 2, SMALLEST), LARGEST)

    def _given_up(self) -> float:
        """When the oldest answer that is out is given up."""
        if self._tries:
            return self._quiet_since + min(STALLED * 2.0 ** (self._tries - 1), LONGEST)
        first = self._pieces[0]
        rate, delay = self.rate or self._speed, self.delay or 0.0
        if self._heard is not None and first.sent < self._heard:
            patience = max(PATIENCE / 2, 4 * (delay + first.size / rate))
        else:
            patience = max(PATIENCE, 4 * (delay + (first.size if self._heard is None else self._out) / rate))
        return self._quiet_since + min(patience, LONGEST)

    def _settle(self, now: float) -> None:
        """Let time pass: what has no question drains, and answers that are overdue are given up."""
        self._poured = max(self._poured - max(now - self._poured_at, 0.0) * self._line(), 0.0)
        self._poured_at = now
        if now >= self._late_until and not self._tries and not self._silent:
            self._late.clear()
        if not self._pieces or self._try or now < self._given_up():
            return
        if self._heard is None:
            self._fall_silent()
            return
        self._estimate.interrupted(now)
        # It answered after these left, then no more: the answers were lost, or taken for those of earlier ones.
        lost = False
        while self._pieces and self._pieces[0].sent < self._heard:
            piece = self._pieces.popleft()
            self._out -= piece.size
            if self.delay is not None:  # else a later piece's answer would be taken for this one's, again and again
                self._late.append(piece)
            lost = True
        if lost:
            self._quiet_since = now
            self._late_until = now + LONGEST
        elif self._tries < TRIES or self._typed < self._heard + STALLED:
            self._tries = min(self._tries + 1, 16)
            self._try = True
        else:
            self._speed = self.rate or self._speed
            self._tries = 0
            self._fall_silent()

    def _fall_silent(self) -> None:
        """The terminal answers nothing, or nothing any more: it is asked no more, and what is out is left to time.

        Keys that come when no answer does tell the latter from a line that stalled: that one must not be filled.
        """
        self._silent = True
        self._poured += self._out
        self._late.extend(self._pieces)
        self._pieces.clear()
        self._out = 0


def _first(pieces: deque[Piece], fits: Callable[[Any], bool] = lambda tag: True) -> Piece | None:
    return next((piece for piece in pieces if fits(piece.tag)), None)
