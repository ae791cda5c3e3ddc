"""Questions before a screen, or the program, is left."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from fleet_tui.ui.dialogs.menu import Question, entry

SAVE, DISCARD, STAY = "save", "discard", "stay"


class NotSaved(Question):
    """Asks about unsaved changes before a screen is left: SAVE, DISCARD or STAY."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("s", SAVE, "Save Changes", id="unsaved.save"),
        entry("d", DISCARD, "Discard my changes", id="unsaved.discard"),
        entry("t", STAY, "Stay here", id="unsaved.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | s | Save, then leave. |
    | d | Leave without saving. |
    | t | Stay. |
    """


class SaveFirst(Question):
    """Asks to save changes before an action that needs them: SAVE or STAY."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("s", SAVE, "Save Changes first", id="save_first.save"),
        entry("t", STAY, "Stay here", id="save_first.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | s | Save, then go on. |
    | t | Stay, and do nothing. |
    """


QUIT = "quit"


class QuitOrStay(Question):
    """Asks before the program ends: QUIT or STAY."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("q", QUIT, "Quit", id="quit.quit"),
        entry("t", STAY, "Stay here", id="quit.stay"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | q | Quit. |
    | t | Stay. |
    """


async def quit_if_wanted(screen: Screen[Any]) -> None:
    """Ask whether to end the program, and end it."""
    if await screen.app.push_screen_wait(QuitOrStay("Quit Fleet TUI?")) == QUIT:
        await screen.run_action("app.quit")
