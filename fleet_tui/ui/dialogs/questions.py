"""Questions before a screen, or the program, is left."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from fleet_tui.ui.dialogs.menu import Question, entry

SAVE, DISCARD, STAY = "save", "discard", "stay"
MINE, THEIRS, BACK = "mine", "theirs", "back"


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


class Conflict(Question):
    """Asks about unsaved changes to a record that another user has saved meanwhile: MINE, THEIRS or BACK."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("m", MINE, "Keep my changes on top of theirs", id="conflict.mine"),
        entry("t", THEIRS, "Take theirs, discard mine", id="conflict.theirs"),
        entry("b", BACK, "Back to the form", id="conflict.back"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | m | Put my changes on top of theirs. |
    | t | Take theirs and discard mine. |
    | b | Back to the form, as it is. |
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
