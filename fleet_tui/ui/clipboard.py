"""The clipboard of the terminal, at the other end of the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from textual.app import App

from fleet_tui.ui.work import off_ui

Lines = Callable[[], Iterable[str]]
"""Makes the lines of a text; called off the screen's thread, and read no further than they fit."""

TOO_LONG = "Too long for this line"
NO_CLIPBOARD = "This terminal has no clipboard that could be used"


async def copy(app: App[Any], lines: Lines) -> str:
    """Hand a text to the terminal's clipboard; nothing when that was done, else why it was not.

    Nobody can see whether a terminal took a text. What the line will not carry is known before (`longest_copy` of the
    driver, in bytes; a driver that does not say so sends everything).
    """
    most = getattr(app._driver, "longest_copy", None)
    if most == 0:
        return NO_CLIPBOARD
    text = await off_ui(_joined, lines, most)
    if text is None:
        return TOO_LONG
    app.copy_to_clipboard(text)
    return ""


def _joined(lines: Lines, most: int | None) -> str | None:
    """The lines as one text; None when it is longer than so many bytes."""
    taken: list[str] = []
    size = 0
    for line in lines():
        taken.append(line)
        size += len(line.encode()) + (len(taken) > 1)
        if most is not None and size > most:
            return None
    return "\n".join(taken)
