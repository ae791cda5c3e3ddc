"""Questions about what was typed and is not saved."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.ui.dialogs.options import Options, entry

SAVE, DISCARD, STAY = "save", "discard", "stay"
MINE, THEIRS, BACK = "mine", "theirs", "back"


class NotSaved(Options):
    """Asks what becomes of changes before a screen is left: SAVE, DISCARD or STAY."""

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


class SaveFirst(Options):
    """Asks to save changes before an action that needs them saved: SAVE or STAY."""

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


class Conflict(Options):
    """Asks what becomes of changes that another person's save has overtaken: MINE, THEIRS or BACK."""

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
