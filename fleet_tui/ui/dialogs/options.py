"""A menu that answers what was picked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.menu import MenuDialog, entry, own_entries

__all__ = ["Options", "entry"]

NUMBERED = 9
"""The most entries that digits can take."""


class Options(MenuDialog[str]):
    """Answers the id of an entry, or None. Entries that only the moment knows have digits in place of letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(place), f"place({place})", "The entry with this digit", id=f"options.entry_{place}", show=False)
        for place in range(1, NUMBERED + 1)
    ]
    """
    | Key | Description |
    | :- | :- |
    | 1 … 9 | The entry with this digit. |
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]] | None = None,
        closed: Mapping[str, str] | None = None,
        *,
        without: Collection[str] = (),
    ) -> None:
        """`closed` says, by id, why an entry cannot be picked; the others are those of `MenuDialog`."""
        super().__init__(title, options, without=without)
        declared = own_entries(type(self))
        self._numbered = [id for id, _ in self.entries if id not in declared][:NUMBERED]
        self._not_allowed = closed or {}
        self._told = Static(classes="problem", markup=False)
        self._told.display = False

    def compose_box(self) -> ComposeResult:
        """The entries, and why the one that was picked last cannot be."""
        yield from super().compose_box()
        yield self._told

    def action_of(self, answer: str) -> str:
        """A digit's action for an entry that the class does not declare."""
        if answer in self._numbered:
            return f"place({self._numbered.index(answer) + 1})"
        return super().action_of(answer)

    def styled(self, answer: str, line: str) -> Content:
        """What cannot be picked is dim, and says so where nothing can be dim."""
        return Content.styled(f"{line} (not allowed)", "dim") if self._not_allowed.get(answer) else Content(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the digits of the entries that are shown act."""
        if action == "place":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._numbered)
        return super().check_action(action, parameters)

    def answer(self, picked: str) -> None:
        """Answer what was picked, or say why it cannot be."""
        why_not = self._not_allowed.get(picked, "")
        if not why_not:
            self.dismiss(picked)
            return
        self._told.update(displayable(why_not))
        self._told.display = True
        self._make_room(self.app.size)

    def action_place(self, place: int) -> None:
        """Take an entry by its digit."""
        self.answer(self._numbered[place - 1])
