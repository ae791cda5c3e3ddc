"""Help: the active keys of the screen that it was opened on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from fleet_tui.ui.base.keys import key_name, listed
from fleet_tui.ui.dialogs.base import DialogScreen

SCREEN, HERE, DIALOG, ANYWHERE = GROUPS = ("This screen", "Here", "Any dialog", "Anywhere")
"""The groups of keys: those of the screen, of the focused widget, of dialogs and of the app."""
NOT_ALLOWED = " (not allowed)"


class KeyTable(Static):
    """The table of keys: it is no sentence, and takes the room that its rows need."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--title", "keys--key", "keys--closed"}
    """
    | Class | Description |
    | :- | :- |
    | `keys--title` | The title of a group. |
    | `keys--key` | The keys of a row, and a sign. |
    | `keys--closed` | A row that is not allowed. |
    """

    def __init__(self, text: Text) -> None:
        """The styles of the text's parts are the last words of these classes."""
        super().__init__(text)
        self.wanted_width = max(map(cell_len, text.plain.splitlines()), default=0)
        """The cells of the longest row."""
        self._text = text

    def render(self) -> Content:
        """The table in the styles of now."""
        content = Content(self._text.plain)
        for start, end, part in self._text.spans:
            content = content.stylize(self.get_visual_style(f"keys--{part}", partial=True), start, end)
        return content


class HelpScreen(DialogScreen[None]):
    """Every active key with its description, in groups, and the signs of a screen that has any (`SIGNS`)."""

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__("Help")
        self._active: Mapping[str, ActiveBinding] = screen.active_bindings
        self._words_of: Callable[[Binding], str] = getattr(screen, "words_of", attrgetter("description"))
        self._signs: Mapping[str, str] = getattr(screen, "SIGNS", {})

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(id="keys", classes="fills"):
            yield KeyTable(self._keys())

    def _keys(self) -> Text:
        rows: dict[str, dict[str, list[str]]] = {}
        for active in self._active.values():
            title = self._group(active)
            if title == SCREEN and not active.binding.id:  # one that Textual gives every screen
                continue
            if active.binding.description and "super" not in active.binding.key:  # no terminal sends it
                group = rows.setdefault(title, {})
                words = f"{self._words(active.binding)}{'' if active.enabled else NOT_ALLOWED}"
                group.setdefault(words, []).append(key_name(active.binding.key))
        text = Text()
        if self._signs:
            text.append("\nSigns\n", "title")
            for sign, words in self._signs.items():
                text.append(f"{sign:<16}", "key").append(f" {words}\n")
        for title in (title for title in GROUPS if title in rows):
            text.append(f"\n{title}\n", "title")
            for description, keys in rows[title].items():
                closed = description.endswith(NOT_ALLOWED)
                text.append(f"{listed(keys):<16}", "closed" if closed else "key")
                text.append(f" {description}\n", "closed" if closed else None)
        text.append("\nEsc closes this.")
        return text

    def _words(self, binding: Binding) -> str:
        """What a key does, said with the words of the key line."""
        said, described = self._words_of(binding), binding.description
        return described if said.casefold() in described.casefold() else said

    def _group(self, active: ActiveBinding) -> str:
        if active.node is self.app:
            return ANYWHERE
        if (active.binding.id or "").startswith("dialog."):
            return DIALOG
        return SCREEN if isinstance(active.node, Screen) else HERE
