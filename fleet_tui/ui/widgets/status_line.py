"""The last row of every screen: what has just been said, else the keys that work here."""

from __future__ import annotations

from rich.text import Text
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from fleet_tui.domain.text import displayable


class StatusLine(Widget):
    """One row that speaks; it takes the place of toasts, which a slow line cannot afford."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._problem = False
        self._shown = ""

    def on_mount(self) -> None:
        """Follow the keys: they change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    @property
    def said(self) -> str:
        """What stands there now; empty when the keys do."""
        return self._said

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a sentence until the next one; an empty one shows the keys again."""
        text = " ".join(displayable(text, lines=True).split("\n"))
        if (text, problem) != (self._said, self._problem):
            self._said, self._problem = text, problem
            self.refresh()

    def _bindings_changed(self, _: Screen[object]) -> None:
        if not self._said and self._hints() != self._shown:
            self.refresh()

    def _hints(self) -> str:
        shown: dict[str, str] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.id and active.enabled and binding.id not in shown:
                shown[binding.id] = f"{self._key(binding)} {binding.description}"
        return "  ".join(shown.values())

    def _key(self, binding: Binding) -> str:
        return self.app.get_key_display(binding)

    def render(self) -> Text:
        """The sentence, bold when it tells of a problem, or as many of the keys as fit."""
        if self._said:
            return Text(self._said, "bold" if self._problem else "", no_wrap=True, overflow="ellipsis")
        self._shown = self._hints()
        return Text(self._shown, no_wrap=True, overflow="ellipsis")
