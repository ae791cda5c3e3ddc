"""The terminal as it was found, also after an end in the middle of things."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any

_MODES_OFF = (
    b"\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[<u"
    b"\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Ends what a full screen program switches on: synchronized output, mouse, focus, paste, keys, cursor…"""

_found: list[list[Any]] = []
"""How the line was set when the app started."""


@contextlib.contextmanager
def terminal_given_back() -> Iterator[None]:
    """What runs inside may end as it likes."""
    _found[:] = _line_mode()
    try:
        yield
    except BaseException:
        switch_modes_off()
        raise
    finally:
        set_line_back()


def switch_modes_off() -> None:
    """Never waits for a line that does not read; whoever is at its end sees the rest."""
    with contextlib.suppress(OSError, ValueError):
        fd = sys.stderr.fileno()
        if os.isatty(fd):
            waits = os.get_blocking(fd)
            os.set_blocking(fd, False)
            try:
                os.write(fd, _MODES_OFF)
            finally:
                os.set_blocking(fd, waits)


def set_line_back() -> None:
    """Echo, lines and signals as they were."""
    while _found:
        import termios

        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, _found.pop())


def _line_mode() -> list[list[Any]]:
    """How the line is set; nothing without one, and nothing on Windows, which has no such thing."""
    try:
        import termios
    except ImportError:
        return []
    try:
        return [termios.tcgetattr(sys.stdin.fileno())]
    except (termios.error, OSError, ValueError):
        return []
