"""Asks the terminal where its cursor is, and measures how long the answer takes."""

from __future__ import annotations

import time

from fleet_tui.terminal.input.tokens import REPORT
from fleet_tui.terminal.line.line import Line, LineClosed

_INTERRUPT = b"\x03"
_TAIL = 64
"""Last bytes received that an answer fits in."""


def cursor_report_seconds(request: bytes, fd: int, limit: float) -> float | None:
    """Seconds until the terminal reported its cursor; None where it did not within `limit` seconds, or cannot.

    Keys typed meanwhile are lost; the line is left as it was found.

    Raises:
        KeyboardInterrupt: ctrl+c, which is a character like others here.
    """
    try:
        line = Line(fd)
    except LineClosed:
        return None
    try:
        line.take(flow_control=False)
        return _asked(line, request, limit)
    except LineClosed:
        return None
    finally:
        line.give_back()  # and a late answer is not for the shell
        line.close()


def _asked(line: Line, request: bytes, limit: float) -> float | None:
    start = time.monotonic()
    if not line.wait(limit, to_send=True):
        return None
    line.send(request)
    tail = b""
    while (left := start + limit - time.monotonic()) > 0 and line.wait(left, to_send=False):
        came = line.receive()
        if _INTERRUPT in came:
            raise KeyboardInterrupt
        tail = (tail + came)[-_TAIL:]
        if REPORT.search(tail):
            return time.monotonic() - start
    return None
