"""Variables that would change what the screen library does behind the program's back."""

from __future__ import annotations

import os

_KEPT = frozenset({"TEXTUAL_COLOR_SYSTEM"})
"""Says how many colours a terminal has, and nothing else."""


def plain_environment() -> None:
    """Takes the screen library's variables away, before it is imported.

    TEXTUAL_DRIVER imports any class, TEXTUAL and TEXTUAL_LOG send what is on the screen elsewhere, TEXTUAL_PRESS types.
    COLUMNS and LINES, when a shell exports them, would go before the terminal's real size and never change with it.
    """
    for name in tuple(os.environ):
        if name in ("TEXTUAL", "COLUMNS", "LINES") or (name.startswith("TEXTUAL_") and name not in _KEPT):
            del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
