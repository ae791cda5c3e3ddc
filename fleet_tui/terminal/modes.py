"""What is switched on in a terminal while the app has it, and how all of it is switched off again."""

from __future__ import annotations

from fleet_tui.terminal.capabilities import Capabilities, expand
from fleet_tui.terminal.profiles import Profile

_PASTE = b"\x1b[?2004h", b"\x1b[?2004l"
"""Bracketed paste, which terminfo has no name for in most entries; a terminal without it ignores this."""
_MOUSE = b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1006l\x1b[?1000l"
"""Presses and the wheel, in the form that has room for every column; movements are not reported."""
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
                can.enacs if profile.line_drawing else b"",
                can.rmam,
                can.civis,
                _PASTE[0] if profile.paste else b"",
                _MOUSE[0] if profile.mouse else b"",
            )
        )

    def off(self, lines: int, *, cut: bool = False) -> bytes:
        """Give the screen back as it was found, or empty where the terminal has only this one.

        `cut`: what was sent last may have ended in the middle of a sequence.
        """
        can, profile = self._can, self._profile
        whole_screen = expand(can.csr, 0, lines - 1) if cut and can.csr else b""
        return b"".join(
            (
                ABORT if cut else b"",
                _MOUSE[1] if profile.mouse else b"",
                _PASTE[1] if profile.paste else b"",
                whole_screen,
                can.rmacs if profile.line_drawing else b"",
                b"\x1b[m" if can.sgr else can.sgr0,
                can.smam,
                can.cnorm,
                can.rmcup or can.clear,
            )
        )
