"""The way back from the first screen, which leads out of the program."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.ui.dialogs.options import Options, entry

QUIT = "quit"


class QuitOrStay(Options):
    """Asks before the program ends: QUIT, or stay where the cursor is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("q", QUIT, "Quit", id="quit.quit"),
        entry("t", "stay", "Stay here", id="quit.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | q | Quit. |
    | t | Stay. |
    """
