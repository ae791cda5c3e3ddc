"""The menu of actions on the marked people, or on the one at the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import SENDS, Send, SetActive
from fleet_tui.domain.bulk.repeat import LastOperations
from fleet_tui.ui.dialogs.menu import Options, entry, own_entries

WIDEST = 48
"""Characters of an entry."""


class Do(StrEnum):
    """What the menu answers."""

    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"
    RESET = "reset"
    INVITE = "invite"
    SET = "set"
    EXPORT = "export"
    AGAIN = "again"
    LIKE_SAVE = "like_save"


ACTIONS: dict[str, SetActive | Send] = {
    Do.ACTIVATE: SetActive(True),
    Do.DEACTIVATE: SetActive(False),
    Do.RESET: Send(Purpose.RESET),
    Do.INVITE: Send(Purpose.INVITE),
}
"""The actions that ask for nothing more."""


class Actions(Options):
    """Answers a `Do`; the first four are in the order of the source documents.

    The last two say what they would do, and are there once something can be done again with others.
    """

    MANUAL: ClassVar[str] = "bulk"

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("a", Do.ACTIVATE, "Activate", id="actions.activate"),
        entry("d", Do.DEACTIVATE, "Deactivate", id="actions.deactivate"),
        entry("r", Do.RESET, SENDS[Purpose.RESET], id="actions.reset"),
        entry("i", Do.INVITE, SENDS[Purpose.INVITE], id="actions.invite"),
        entry("s", Do.SET, "Set field…", id="actions.set"),
        entry("e", Do.EXPORT, "Export…", id="actions.export"),
        entry("l", Do.AGAIN, "Last action again", id="actions.again"),
        entry("v", Do.LIKE_SAVE, "As in the last save", id="actions.like_save"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Activate. |
    | d | Deactivate. |
    | r | Send Password Reset. |
    | i | Send Account Invite. |
    | s | Set a field: which, and to what, is asked. |
    | e | Export to a file; without marks, all that the list shows. |
    | l | Your last action again, with these people. |
    | v | Set the fields that your last save changed to the same values. |
    """

    def __init__(self, title: str, last: LastOperations, closed: Mapping[str, str], begin: str = Do.ACTIVATE) -> None:
        """`last` is what can be done again, `closed` why entries are not allowed; the cursor begins at `begin`."""
        repeats = {
            Do.AGAIN: f"Last action again: {last.bulk.words}" if last.bulk and last.bulk.action else "",
            Do.LIKE_SAVE: last.save.words if last.save and last.save.action else "",
        }
        words = {answer: entry.description for answer, entry in own_entries(Actions).items()} | repeats
        super().__init__(title, [(answer, _cut(each)) for answer, each in words.items() if each], closed)
        self.begin = begin


def _cut(words: str) -> str:
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…"
