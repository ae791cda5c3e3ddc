"""The menu of actions on the marked people, or on the one at the cursor."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import SENDS, Action, Send, SetActive
from fleet_tui.ui.dialogs.menu import Options, entry


class Do(StrEnum):
    """What the menu answers."""

    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"
    RESET = "reset"
    INVITE = "invite"
    SET = "set"
    COPY = "copy"


ACTIONS: dict[str, Action] = {
    Do.ACTIVATE: SetActive(True),
    Do.DEACTIVATE: SetActive(False),
    Do.RESET: Send(Purpose.RESET),
    Do.INVITE: Send(Purpose.INVITE),
}
"""The actions that ask for nothing more."""


class Actions(Options):
    """Answers a `Do`; the first four are in the order of the source documents."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("a", Do.ACTIVATE, "Activate", id="actions.activate"),
        entry("d", Do.DEACTIVATE, "Deactivate", id="actions.deactivate"),
        entry("r", Do.RESET, SENDS[Purpose.RESET], id="actions.reset"),
        entry("i", Do.INVITE, SENDS[Purpose.INVITE], id="actions.invite"),
        entry("s", Do.SET, "Set field…", id="actions.set"),
        entry("c", Do.COPY, "Copy as text…", id="actions.copy"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Activate. |
    | d | Deactivate. |
    | r | Send Password Reset. |
    | i | Send Account Invite. |
    | s | Set a field: which, and to what, is asked. |
    | c | Copy as text. |
    """
