"""One question to the terminal, and how long the answer took; the line is left as it was found."""

from __future__ import annotations

import contextlib
import os
import re
import select
import time

_ANSWER = re.compile(rb"\x1b\[\d+;\d+R")
_INTERRUPT = b"\x03"
_TAIL = 64
"""Bytes of what came last that an answer fits in."""


def seconds_to_answer(request: bytes, fd_in: int, fd_out: int, limit: float) -> float | None:
    """Seconds until the terminal said where its cursor is; nothing where it did not within the limit, or cannot.

    What is typed meanwhile is lost.

    Raises:
        KeyboardInterrupt: ctrl+c was typed, which is a character like others here.
    """
    import termios
    import tty

    try:
        found = termios.tcgetattr(fd_in)
    except termios.error:
        return None
    try:
        tty.setraw(fd_in, termios.TCSANOW)
        return _asked(request, fd_in, fd_out, limit)
    except (OSError, termios.error):  # the line is gone
        return None
    finally:
        with contextlib.suppress(termios.error):
            termios.tcflush(fd_in, termios.TCIFLUSH)  # the rest of an answer is not for the shell
            termios.tcsetattr(fd_in, termios.TCSANOW, found)


def _asked(request: bytes, fd_in: int, fd_out: int, limit: float) -> float | None:
    start = time.monotonic()
    if not select.select((), (fd_out,), (), limit)[1]:
        return None
    os.write(fd_out, request)
    tail = b""
    while (left := start + limit - time.monotonic()) > 0 and select.select((fd_in,), (), (), left)[0]:
        came = os.read(fd_in, 1024)
        if not came:
            return None
        if _INTERRUPT in came:
            raise KeyboardInterrupt
        tail = (tail + came)[-_TAIL:]
        if _ANSWER.search(tail):
            return time.monotonic() - start
    return None
