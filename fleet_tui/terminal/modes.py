"""What is switched on in a terminal while the app has it, and how all of it is switched off again."""

from __future__ import annotations

from fleet_tui.terminal.output.scrolling import WHOLE_SCREEN
from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand
from fleet_tui.terminal.terminfo.profiles import Profile

_PASTE = b"\x1b[?2004h", b"\x1b[?2004l"
"""Bracketed paste, which terminfo has no name for in most entries; a terminal without it ignores this."""
_MOUSE = b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1006l\x1b[?1000l"
"""Presses and the wheel, in the form that has room for every column; movements are not reported."""
_AS_EXPECTED = b"\x1b[?6l\x1b[4l"
"""Rows are counted from the top of the screen, and what is written takes the place of what was there (DECOM, IRM of a
VT100 and its followers). Another program may have left them otherwise, and every painting would be wrong."""
_CURSOR, _CURSOR_HIDDEN = b"\x1b[?25h", b"\x1b[?25l"
"""The terminal's cursor, which shows where the focus is, and is hidden only by an earlier program. `cnorm` would also
change its look and whether it blinks, which are the user's choice."""
ABORT = b"\x18"
"""Ends a sequence of which only a part was sent."""


class Modes:
    """The sequences for one terminal under one profile."""

    def __init__(self, capabilities: Capabilities, profile: Profile) -> None:
        self._can = capabilities
        self._profile = profile

    def on(self, *, cut: bool = False) -> bytes:
        """Take the screen. `cut`: as for `off`."""
        can, profile = self._can, self._profile
        return b"".join(
            (
                ABORT if cut else b"",
                can.smcup,
                self._whole_screen() + _AS_EXPECTED if can.csr else b"",
                can.enacs if profile.line_drawing else b"",
                can.rmam,
                _CURSOR if _CURSOR_HIDDEN in can.civis else b"",
                _PASTE[0] if profile.paste else b"",
                _MOUSE[0] if profile.mouse else b"",
            )
        )

    def off(self, *, cut: bool = False) -> bytes:
        """Give the screen back as it was found, or empty where the terminal has only this one.

        `cut`: what was sent last may have ended in the middle of a sequence.
        """
        can, profile = self._can, self._profile
        return b"".join(
            (
                ABORT if cut else b"",
                _MOUSE[1] if profile.mouse else b"",
                _PASTE[1] if profile.paste else b"",
                self._whole_screen() if cut else b"",
                can.rmacs if profile.line_drawing else b"",
                b"\x1b[m" if can.sgr else can.sgr0,
                can.smam,
                can.rmcup or can.clear,
            )
        )

    def _whole_screen(self) -> bytes:
        """No part of the screen scrolls by itself."""
        return WHOLE_SCREEN if expand(self._can.csr, 0, 8) == b"\x1b[1;9r" else b""
