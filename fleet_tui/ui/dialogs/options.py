"""A menu: one of a few things, each with a letter of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.entries import Entries

NUMBERED = 9
"""The most entries that digits can take."""


def entry(key: str, answer: str, words: str, *, id: str) -> Binding:
    """An entry of a menu: its letter, what it answers, what it says, and the id that settings name it by."""
    return Binding(key, f"pick('{answer}')", words, id=id, show=False)


class Options(DialogScreen[str]):
    """Answers the id of the entry that was picked with Enter or with the key before it, or None.

    The entries are the bindings of the class that `entry` makes. What is known only when the menu opens is given as
    `options`; of those, each without such a binding gets a digit.
    """

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
        """`options` are ids with their words, in order; when there are none, the entries of the class are shown.

        `closed` says, by id, why an entry cannot be picked; `without` are the ids of entries that are not shown.
        """
        super().__init__(title)
        declared = dict(own_entries(type(self)))
        options = list(declared.items()) if options is None else options
        self._options = [(id, words) for id, words in options if id not in without]
        self._numbered = [id for id, _ in self._options if id not in declared][:NUMBERED]
        self._not_allowed = closed or {}
        self._told = Static(classes="problem", markup=False)
        self._told.display = False

    def compose_box(self) -> ComposeResult:
        """The entries, one a row, and why the one that was picked last cannot be."""
        keys = self._keys()
        width = max(map(len, keys.values()), default=0)
        words = ((id, f"{keys.get(id, ''):{width}}  {displayable(label)}") for id, label in self._options)
        yield Entries(*(Option(self._styled(id, each), id=id) for id, each in words))
        yield self._told

    def _keys(self) -> dict[str, str]:
        """The key of each entry, as the settings may have changed it."""
        bindings = {
            active.binding.action: active.binding
            for active in reversed(self.active_bindings.values())
            if active.node is self
        }
        actions = {id: f"place({self._numbered.index(id) + 1})" for id in self._numbered}
        shown = ((id, bindings.get(actions.get(id, f"pick('{id}')"))) for id, _ in self._options)
        return {id: self.app.get_key_display(binding) for id, binding in shown if binding is not None}

    def _styled(self, id: str, words: str) -> Content:
        """What cannot be picked is dim, and says so where nothing can be dim."""
        return Content.styled(f"{words} (not allowed)", "dim") if self._not_allowed.get(id) else Content(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the entries that are shown act."""
        if action == "pick":
            return any(id == parameters[0] for id, _ in self._options)
        if action == "place":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._numbered)
        return super().check_action(action, parameters)

    def answer(self, picked: str | None) -> None:
        """Answer what was picked, or say why it cannot be."""
        why_not = self._not_allowed.get(picked or "", "")
        if not why_not:
            self.dismiss(picked)
            return
        self._told.update(displayable(why_not))
        self._told.display = True
        self._make_room(self.app.size)

    def action_pick(self, picked: str) -> None:
        """Pick an entry by its key."""
        self.answer(picked)

    def action_place(self, place: int) -> None:
        """Pick an entry by its digit."""
        self.answer(self._numbered[place - 1])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(event.option_id)


def own_entries(menu: type[Options]) -> list[tuple[str, str]]:
    """The entries that a menu declares: what each answers, with its words."""
    bindings = (binding for binding in menu.BINDINGS if isinstance(binding, Binding))
    return [
        (binding.action.removeprefix("pick('").removesuffix("')"), binding.description)
        for binding in bindings
        if binding.action.startswith("pick(")
    ]
