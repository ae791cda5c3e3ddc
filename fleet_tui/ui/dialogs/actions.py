"""What can be done with the marked people, or with the one at the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType

from fleet_tui.domain.actions import SENDS, Action, Purpose, Send, SetActive
from fleet_tui.ui.dialogs.options import Options


class Menu(Options):
    """A menu of which a letter picks at once; the letter stands before each option."""

    def __init__(
        self, title: str, options: dict[str, tuple[str, str]], closed: Mapping[str, str] | None = None
    ) -> None:
        """`options` are a letter and the words, by what is answered; `closed` says why some cannot be picked."""
        named = [(picked, f"{letter}  {words}") for picked, (letter, words) in options.items()]
        super().__init__(title, named, closed)

    def action_pick(self, picked: str) -> None:
        """Answer."""
        self.answer(picked)


class Do(StrEnum):
    """What is picked."""

    DEACTIVATE = "deactivate"
    ACTIVATE = "activate"
    INVITE = "invite"
    RESET = "reset"
    SET = "set"
    COPY = "copy"


ACTIONS: dict[str, Action] = {
    Do.DEACTIVATE: SetActive(False),
    Do.ACTIVATE: SetActive(True),
    Do.INVITE: Send(Purpose.INVITE),
    Do.RESET: Send(Purpose.RESET),
}
"""Those that ask for nothing more."""


class Actions(Menu):
    """Answers one of `Do`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", f"pick('{Do.DEACTIVATE}')", "Deactivate", id="actions.deactivate", show=False),
        Binding("a", f"pick('{Do.ACTIVATE}')", "Activate", id="actions.activate", show=False),
        Binding("i", f"pick('{Do.INVITE}')", SENDS[Purpose.INVITE], id="actions.invite", show=False),
        Binding("r", f"pick('{Do.RESET}')", SENDS[Purpose.RESET], id="actions.reset", show=False),
        Binding("s", f"pick('{Do.SET}')", "Set a field", id="actions.set", show=False),
        Binding("c", f"pick('{Do.COPY}')", "Copy as text", id="actions.copy", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | d | Deactivate. |
    | a | Activate. |
    | i | Send Account Invite. |
    | r | Send Password Reset. |
    | s | Set a field: which, and to what, is asked. |
    | c | Copy as text. |
    """

    def __init__(self, whom: str, closed: Mapping[str, str] | None = None) -> None:
        """`closed` says which of `Do` are not allowed, and why."""
        super().__init__(
            whom,
            {
                Do.DEACTIVATE: ("d", "Deactivate"),
                Do.ACTIVATE: ("a", "Activate"),
                Do.INVITE: ("i", SENDS[Purpose.INVITE]),
                Do.RESET: ("r", SENDS[Purpose.RESET]),
                Do.SET: ("s", "Set field…"),
                Do.COPY: ("c", "Copy as text…"),
            },
            closed,
        )
