"""The cheapest way of the cursor from one place to another."""

from __future__ import annotations

from fleet_tui.terminal.capabilities import Capabilities, expand

Place = tuple[int | None, int | None]
"""A line and a column from 0; None: not known. The line may be known where the column is not."""


class Moves:
    """Composes moves of the cursor that write nothing."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._can = capabilities
        self._kept: dict[tuple[Place, int, int], bytes] = {}

    def move(self, place: Place, line: int, column: int) -> bytes:
        """The shortest of all ways."""
        key = (place, line, column)
        if key not in self._kept:
            self._kept[key] = self._shortest(place, line, column)
        return self._kept[key]

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
        if start == end:
            return b""
        can = self._can
        one, many = (can.cud1, can.cud) if end > start else (can.cuu1, can.cuu)
        ways = [one * abs(end - start)] if one else []
        if many:
            ways.append(expand(many, abs(end - start)))
        if can.vpa:
            ways.append(expand(can.vpa, end))
        return min(ways, key=len, default=None)

    def _horizontal(self, start: int, end: int) -> bytes | None:
        if start == end:
            return b""
        can = self._can
        one, many = (can.cuf1, can.cuf) if end > start else (can.cub1, can.cub)
        ways = [one * abs(end - start)] if one else []
        if many:
            ways.append(expand(many, abs(end - start)))
        if can.hpa:
            ways.append(expand(can.hpa, end))
        return min(ways, key=len, default=None)
