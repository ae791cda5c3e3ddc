"""Texts for the terminal's clipboard (OSC 52)."""

from __future__ import annotations

import base64

_LONGEST = 74_000
"""Bytes of Base64 that xterm takes for the clipboard."""
_TIME = 4.0
_LEAST = 1000
"""Seconds that a line may be taken for such a text, and bytes of Base64 that it may be in any case."""


def longest(rate: float) -> int:
    """Bytes of a text that a line of that rate carries in a few seconds."""
    return min(max(_LEAST, int(_TIME * rate)), _LONGEST) // 4 * 3


def copied(text: bytes) -> bytes:
    """The sequence that puts the text into the clipboard."""
    return b"\x1b]52;c;" + base64.b64encode(text) + b"\a"
