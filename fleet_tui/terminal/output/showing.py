"""Telling when the terminal has shown a picture.

A terminal answers behind what it has shown, and sends keys in the order in which they are pressed. So a key that is
read behind the answer was pressed with the picture in sight, however slow the line is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from fleet_tui.terminal.line.estimate import Piece
from fleet_tui.terminal.output.display import Display

_LOOK_AGAIN = 0.05
"""Seconds between looks for what no answer tells: a terminal that gives none is taken at its line's speed."""

Call = Callable[[], None]


class Showing:
    """Tells when the terminal has shown the picture as it was at the time of asking."""

    def __init__(self, display: Display, tell: Callable[[Call], object], is_sending: Callable[[], bool]) -> None:
        """`tell` hands a call on in the order of the keys; `is_sending`: the line has not taken all that was sent."""
        self._display = display
        self._tell = tell
        self._is_sending = is_sending
        self._unsent: list[Call] = []
        self._out: list[tuple[Call, Piece | None]] = []
        self._again: asyncio.TimerHandle | None = None

    def ask(self, call: Call) -> None:
        """Have that called when the terminal has shown what is written."""
        self._unsent.append(call)
        self.look()

    def look(self) -> None:
        """Tell what is shown by now; to be called when something was sent, and when the terminal has answered."""
        if not (self._unsent or self._out):
            return
        if self._unsent and not self._is_sending() and self._display.all_sent:
            newest = self._display.pacing.newest
            self._out += [(call, newest) for call in self._unsent]
            self._unsent.clear()
        now = time.monotonic()
        out = [(call, piece) for call, piece in self._out if self._display.pacing.is_out(piece, now)]
        due = [call for call, piece in self._out if (call, piece) not in out]
        self._out = out
        for call in due:
            self._tell(call)
        if self._again is not None:
            self._again.cancel()
        self._again = asyncio.get_running_loop().call_later(_LOOK_AGAIN, self.look)
