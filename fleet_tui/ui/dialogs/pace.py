"""How fast a long call goes, and how much longer it takes: a bar and a rate, in characters that every terminal has."""

from __future__ import annotations

BAR = 20
"""Cells of the bar."""
TELLING = 1.5
"""Seconds that are measured before a rate is said."""
_MINUTES = 120
"""Seconds from which minutes are said."""


class Pace:
    """Measures a call that counts what is done; a count that begins again is measured anew.

    How many there are may be an estimate that changes.
    """

    def __init__(self) -> None:
        self._began: float | None = None
        self._first = self._last = 0

    def words(self, done: int, all: int, now: float) -> str:
        """The bar with the rate: `[#####---------------] 4,100 a second, 21 s left`; empty before there is a rate.

        `now` is in seconds of a clock that never goes back.
        """
        if not all:
            self._began = None
            return ""
        if self._began is None or done < self._last:
            self._began, self._first = now, done
        self._last = done
        since = now - self._began
        if since < TELLING or done <= self._first:
            return ""
        rate = (done - self._first) / since
        full = min(BAR, BAR * done // all)
        return f"[{'#' * full}{'-' * (BAR - full)}] {_rate(rate)}, {_left(max(0, all - done) / rate)} left"


def _rate(rate: float) -> str:
    """So many a second, in two digits that count: others would change with every look."""
    if rate < 1:
        return f"{rate * 60:.0f} a minute"
    whole = round(rate)
    step = max(1, 10 ** (len(str(whole)) - 2))
    return f"{whole // step * step:,} a second"


def _left(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < _MINUTES else f"{seconds / 60:.0f} min"
