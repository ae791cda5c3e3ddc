"""Mouse reports of xterm's SGR protocol as Textual's mouse events, as Textual itself reads them."""

from __future__ import annotations

import re

from textual import events

FURTHEST = 9999
"""The last column and row that is believed, counted from 0."""

_REPORT = re.compile(rb"\x1b\[<([0-9]{1,5});([0-9]+);([0-9]+)([Mm])")
_SHIFT, _META, _CTRL, _MOVED, _WHEEL = 4, 8, 16, 32, 64
_WHEEL_EVENTS = (events.MouseScrollUp, events.MouseScrollDown, events.MouseScrollLeft, events.MouseScrollRight)


class Mouse:
    """Keeps where the mouse was, because an event also says how far it moved."""

    def __init__(self) -> None:
        self._x = 0
        self._y = 0

    def event(self, data: bytes) -> events.MouseEvent | None:
        """The event that a sequence reports; None when it is no such report, or one of a place that cannot be."""
        report = _REPORT.fullmatch(data)
        if report is None:
            return None
        buttons, x, y = int(report[1]), int(report[2]) - 1, int(report[3]) - 1
        if x < 0 or y < 0:
            return None
        x, y = min(x, FURTHEST), min(y, FURTHEST)
        moved_x, moved_y = x - self._x, y - self._y
        self._x, self._y = x, y
        kind, button = _kind(buttons, pressed=report[4] == b"M")
        shift, meta, ctrl = bool(buttons & _SHIFT), bool(buttons & _META), bool(buttons & _CTRL)
        return kind(None, x, y, moved_x, moved_y, button, shift, meta, ctrl, screen_x=x, screen_y=y)


def _kind(buttons: int, *, pressed: bool) -> tuple[type[events.MouseEvent], int]:
    if buttons & _WHEEL:
        return _WHEEL_EVENTS[buttons & 3], 0
    button = (buttons + 1) & 3
    # Terminals report a mouse that moves without a button as a button going down.
    if buttons & _MOVED or not button:
        return events.MouseMove, button
    return (events.MouseDown if pressed else events.MouseUp), button
