"""The clipboard of the terminal, at the other end of the line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App

from fleet_tui.ui.base.textual_compat import driver_of

TOO_LONG = "Too long for this line"
NO_CLIPBOARD = "This terminal has no clipboard that could be used"


def room(app: App[Any]) -> int | None:
    """Bytes of a text that the terminal can be handed; None where the driver sends whatever it is given.

    Nobody can see whether a terminal took a text. What the line will not carry is known before.
    """
    found: int | None = getattr(driver_of(app), "longest_copy", None)
    return found


def joined(lines: Iterable[str], most: int | None) -> str | None:
    """The lines as one text, read no further than they fit; None when it is longer than so many bytes."""
    taken: list[str] = []
    size = -1
    for line in lines:
        taken.append(line)
        size += len(line.encode()) + 1
        if most is not None and size > most:
            return None
    return "\n".join(taken)
