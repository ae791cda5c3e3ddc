"""How tests read what a terminal sends."""

from __future__ import annotations

from fleet_tui.terminal.input.keyboard import Keyboard
from fleet_tui.terminal.input.tokens import Character, Token

DELAY = 0.25
"""Seconds that an escape waits for the rest of a key."""
LATE = 1000.0
KNOWN = (b"\x1b[A", b"\x1b[3$", b"\x1b[M@", b"\x1b?p", b"\x1bf")
"""Whole keys that only a terminal's description tells."""
ESCAPE = Character("\x1b")


def read(data: bytes, **options: object) -> list[Token]:
    """What bytes come to that are followed by nothing."""
    keyboard = Keyboard(DELAY, **options)  # type: ignore[arg-type]
    return keyboard.feed(data, 0.0) + keyboard.expire(LATE)


def typed(text: str) -> list[Token]:
    return [Character(character) for character in text]
