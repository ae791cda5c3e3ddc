"""The cheapest way of the cursor from one place to another."""

from __future__ import annotations

from functools import lru_cache

from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand
from fleet_tui.terminal.terminfo.entry import TAB_STOPS
from fleet_tui.terminal.terminfo.probe import LAST_STOP

Place = tuple[int | None, int | None]
"""A line and a column from 0; None: not known. The line may be known where the column is not."""

_KEPT = 8192
"""Moves that are remembered; a large screen has millions."""


class Moves:
    """Composes moves of the cursor that write nothing."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._can = capabilities
        self._kept = lru_cache(maxsize=_KEPT)(self._shortest)

    def move(self, place: Place, line: int, column: int) -> bytes:
        """The shortest of all ways."""
        return self._kept(place, line, column)

    def _shortest(self, place: Place, line: int, column: int) -> bytes:
        if place == (line, column):
            return b""
        ways = [expand(self._can.cup, line, column)]
        if place[0] is not None:
            down = self._vertical(place[0], line)
            if place[1] is not None and down is not None:
                along = self._horizontal(place[1], column)
                if along is not None:
                    ways.append(down + along)
            if self._can.cr and down is not None:
                along = self._horizontal(0, column)
                if along is not None:
                    ways.append(self._can.cr + down + along)
        if line == column == 0 and self._can.home:
            ways.append(self._can.home)
        return min(ways, key=len)

    def _vertical(self, start: int, end: int) -> bytes | None:
        can = self._can
        return _straight(start, end, *((can.cud1, can.cud) if end > start else (can.cuu1, can.cuu)), can.vpa)

    def _horizontal(self, start: int, end: int) -> bytes | None:
        can = self._can
        along = _straight(start, end, *((can.cuf1, can.cuf) if end > start else (can.cub1, can.cub)), can.hpa)
        stop = min(end, LAST_STOP) // TAB_STOPS * TAB_STOPS
        if not can.ht or start >= end:
            return along
        tabs = stop // TAB_STOPS - start // TAB_STOPS
        rest = _straight(stop, end, can.cuf1, can.cuf, can.hpa) if tabs > 0 else None
        ways = [along, None if rest is None else can.ht * tabs + rest]
        if can.cub1 and stop < end and stop + TAB_STOPS <= LAST_STOP:
            ways.append(can.ht * (tabs + 1) + can.cub1 * (stop + TAB_STOPS - end))
        return min((way for way in ways if way is not None), key=len, default=None)


def _straight(start: int, end: int, one: bytes, many: bytes, absolute: bytes) -> bytes | None:
    """The shortest way along a row or column by these means; None where there is none."""
    if start == end:
        return b""
    ways = [one * abs(end - start)] if one else []
    if many:
        ways.append(expand(many, abs(end - start)))
    if absolute:
        ways.append(expand(absolute, end))
    return min(ways, key=len, default=None)
