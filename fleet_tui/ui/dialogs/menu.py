"""What all menus and questions have in common: entries, each with a key of its own before it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.entries import Entries

T = TypeVar("T")


def entry(key: str, answer: str, words: str, *, id: str) -> Binding:
    """An entry of a menu: its key, what it answers, what it says, and the id that settings name it by."""
    return Binding(key, f"pick('{answer}')", words, id=id, show=False)


def own_entries(menu: type[MenuDialog[T]]) -> dict[str, Binding]:
    """The entries that a menu declares, by what they answer."""
    bindings = (binding for binding in menu.BINDINGS if isinstance(binding, Binding))
    return {
        binding.action.removeprefix("pick('").removesuffix("')"): binding
        for binding in bindings
        if binding.action.startswith("pick(")
    }


class MenuDialog(DialogScreen[T]):
    """Enter takes the entry at the cursor, a key the entry that it stands before.

    The entries are the bindings of the class that `entry` makes, in their order.
    """

    def __init__(
        self, title: str, entries: Sequence[tuple[str, str]] | None = None, *, without: Collection[str] = ()
    ) -> None:
        """`entries` are what is answered and the words, when they are not just those of the class.

        `without` are those that are not shown.
        """
        super().__init__(title)
        if entries is None:
            entries = [(answer, binding.description) for answer, binding in own_entries(type(self)).items()]
        self.entries = [(answer, words) for answer, words in entries if answer not in without]

    def compose_box(self) -> ComposeResult:
        """The entries, one a row."""
        keys = [self.key_of(self.action_of(answer)) for answer, _ in self.entries]
        width = max(map(len, keys), default=0)
        lines = (f"{key:{width}}  {displayable(words)}" for key, (_, words) in zip(keys, self.entries, strict=True))
        yield Entries(
            *(Option(self.styled(id, line), id=id) for (id, _), line in zip(self.entries, lines, strict=True))
        )

    def action_of(self, answer: str) -> str:
        """The action that the key of an entry runs."""
        return f"pick('{answer}')"

    def styled(self, answer: str, line: str) -> Content:
        """The line of an entry as it is shown."""
        return Content(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the entries that are shown act."""
        if action == "pick":
            return any(answer == parameters[0] for answer, _ in self.entries)
        return super().check_action(action, parameters)

    def answer(self, picked: str) -> None:
        """Do what an entry is for; by default it closes the menu."""
        self.dismiss(None)

    def action_pick(self, picked: str) -> None:
        """Take an entry by its key."""
        self.answer(picked)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(event.option_id or "")
