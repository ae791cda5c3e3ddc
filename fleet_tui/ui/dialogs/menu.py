"""Menus: entries, each with its own key before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.painting import in_theme
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.entries import Entries

T = TypeVar("T")


def entry(key: str, answer: str, words: str, *, id: str) -> Binding:
    """An entry of a menu as a binding; `id` names it in the settings."""
    return Binding(key, f"pick('{answer}')", words, id=id, show=False)


def own_entries(menu: type[MenuDialog[T]]) -> dict[str, Binding]:
    """The entries that a menu's class declares, by answer."""
    bindings = (binding for binding in menu.BINDINGS if isinstance(binding, Binding))
    return {
        binding.action.removeprefix("pick('").removesuffix("')"): binding
        for binding in bindings
        if binding.action.startswith("pick(")
    }


class MenuDialog(DialogScreen[T]):
    """A menu whose entries are the bindings of its class made with `entry`, in order.

    Enter takes the entry at the cursor, its own key any entry.
    """

    DEFAULT_CLASSES = "-gutter"
    beside_focus = True

    def __init__(
        self, title: str, entries: Sequence[tuple[str, str]] | None = None, *, without: Collection[str] = ()
    ) -> None:
        """`entries` are answers and words, if not those of the class; `without` are answers to leave out."""
        super().__init__(title)
        if entries is None:
            entries = [(answer, binding.description) for answer, binding in own_entries(type(self)).items()]
        self.entries = [(answer, words) for answer, words in entries if answer not in without]
        self.begin = ""
        """The answer at which the cursor begins; the first where there is no such entry."""

    def compose_box(self) -> ComposeResult:
        """The entries, one a row."""
        keys = [self.key_of(self.action_of(answer)) for answer, _ in self.entries]
        width = max(map(len, keys), default=0)
        lines = (f"{key:{width}}  {displayable(words)}" for key, (_, words) in zip(keys, self.entries, strict=True))
        entries = Entries(
            *(Option(self.styled(id, line), id=id) for (id, _), line in zip(self.entries, lines, strict=True))
        )
        answers = [answer for answer, _ in self.entries]
        if self.begin in answers:
            entries.highlighted = answers.index(self.begin)
        yield entries

    def action_of(self, answer: str) -> str:
        """The action that the key of an entry runs."""
        return f"pick('{answer}')"

    def styled(self, answer: str, line: str) -> Content:
        """The content of an entry's line."""
        return Content(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys of entries that are left out."""
        if action == "pick":
            return any(answer == parameters[0] for answer, _ in self.entries)
        return super().check_action(action, parameters)

    def answer(self, picked: str) -> None:
        """Take an entry; closes the menu by default."""
        self.dismiss(None)

    def action_pick(self, picked: str) -> None:
        """Take an entry by its key."""
        self.answer(picked)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(event.option_id or "")


DIGITS = "123456789"
PLACES = f"{DIGITS}abcdefghi"
"""The keys of entries by place; those of a menu that has letters of its own have digits alone."""


class Options(MenuDialog[str]):
    """Answers the id of an entry, or None. Entries that the class does not declare have digits for keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"place({place})", "The entry with this key", id=f"options.entry_{place}", show=False)
        for place, key in enumerate(PLACES, start=1)
    ]
    """
    | Key | Description |
    | :- | :- |
    | 1 … 9, a … i | The entry with this key. |
    """

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, str]] | None = None,
        closed: Mapping[str, str] | None = None,
        *,
        without: Collection[str] = (),
    ) -> None:
        """`closed` has the reason by id for each entry that cannot be picked; for the rest see `MenuDialog`."""
        super().__init__(title, options, without=without)
        declared = own_entries(type(self))
        keys = DIGITS if declared else PLACES
        self._numbered = [id for id, _ in self.entries if id not in declared][: len(keys)]
        self._not_allowed = closed or {}
        self._reason = Static(classes="problem", markup=False)
        self._reason.display = False

    def compose_box(self) -> ComposeResult:
        """The entries, and the reason why the last one picked is closed."""
        yield from super().compose_box()
        yield self._reason

    def action_of(self, answer: str) -> str:
        """A place's action for an entry that the class does not declare."""
        if answer in self._numbered:
            return f"place({self._numbered.index(answer) + 1})"
        return super().action_of(answer)

    def styled(self, answer: str, line: str) -> Content:
        """A closed entry is dim, and says so for terminals without dim text."""
        return (
            Content.styled(f"{line} (not allowed)", in_theme(self, "$fleet-dim", "dim"))
            if self._not_allowed.get(answer)
            else Content(line)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable keys beyond the entries."""
        if action == "place":
            return isinstance(parameters[0], int) and parameters[0] <= len(self._numbered)
        return super().check_action(action, parameters)

    def answer(self, picked: str) -> None:
        """Answer with an entry, or say why it is closed."""
        why_not = self._not_allowed.get(picked, "")
        if not why_not:
            self.dismiss(picked)
            return
        self._reason.update(displayable(why_not))
        self._reason.display = True
        self._make_room(self.app.size)

    def action_place(self, place: int) -> None:
        """Take an entry by its place."""
        self.answer(self._numbered[place - 1])


class Question(Options):
    """Options about the whole screen, such as whether to leave it."""

    beside_focus = False
