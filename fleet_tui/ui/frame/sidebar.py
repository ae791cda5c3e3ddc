"""The sidebar: the destinations, with a mark on the current one."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from fleet_tui.ui.base.navigation import DESTINATIONS, Destination


def _lines() -> list[Destination | str]:
    lines: list[Destination | str] = ["Settings"]
    for place, entry in enumerate(DESTINATIONS):
        if place == 0 or DESTINATIONS[place - 1].group != entry.group:
            lines += ["", entry.group]
        lines.append(entry)
    return lines


class Sidebar(Widget):
    """Shows the destinations with their keys, `>` on the current one; closed ones are dim."""

    class Chosen(Message):
        """A destination was clicked."""

        def __init__(self, entry: str) -> None:
            self.entry = entry
            super().__init__()

    def __init__(self, entry: str) -> None:
        super().__init__()
        self._entry = entry
        self._lines = _lines()

    def render(self) -> Text:
        """The entries under their groups; the current one is bold."""
        closed: frozenset[str] = getattr(self.app, "closed", frozenset())
        text = Text(no_wrap=True)
        for line in self._lines:
            if isinstance(line, str):
                text.append(f"{line}\n", "bold" if line == "Settings" else "")
                continue
            current = line.id == self._entry
            key = DESTINATIONS.index(line) + 1
            style = "bold" if current else "dim" if line.id in closed else ""
            text.append(f"{'>' if current else ' '}{key} {line.label}\n", style)
        return text

    def on_click(self, event: events.Click) -> None:
        line = self._lines[event.y] if event.y < len(self._lines) else ""
        if isinstance(line, Destination):
            self.post_message(self.Chosen(line.id))
