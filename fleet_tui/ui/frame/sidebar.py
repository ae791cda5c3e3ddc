"""The sidebar: the destinations, with a mark on the current one, by name or folded to their keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from fleet_tui.services.local.remembered import Remembered
from fleet_tui.ui.base.navigation import DESTINATIONS, Destination
from fleet_tui.ui.base.painting import in_color
from fleet_tui.ui.base.textual_compat import screens

FOLDS_BELOW = 72
"""Columns of a screen that has no room for the names (product.md, "Lists")."""
_FOLDED, _UNFOLDED = 2, 15
"""Cells beside the border."""

Line = Destination | str


def _lines() -> tuple[Line, ...]:
    lines: list[Line] = ["Settings"]
    for group, entries in groupby(DESTINATIONS, attrgetter("group")):
        lines += ["", group, *entries]
    return tuple(lines)


_LINES = _lines()
_WITHOUT_GAPS = tuple(line for line in _LINES[1:] if line)
_ENTRIES = DESTINATIONS


def _lines_for(height: int, *, folded: bool) -> Sequence[Line]:
    """The lines that show all entries in that height: first the gaps go, then the names of the groups.

    Folded there are no such names, and both go at once.
    """
    shorter: tuple[Sequence[Line], ...] = (_ENTRIES,) if folded else (_WITHOUT_GAPS, _ENTRIES)
    return next((lines for lines in (_LINES, *shorter) if len(lines) <= height), shorter[-1])


class Sidebar(Widget):
    """Shows the destinations with their keys, `>` on the current one; closed ones are dim.

    Folded, the keys stand in the rows that they have beside their names: only the names go.
    """

    class Chosen(Message):
        """A destination was clicked."""

        def __init__(self, entry: str) -> None:
            self.entry = entry
            super().__init__()

    def __init__(self, entry: str) -> None:
        super().__init__()
        self._entry = entry

    def get_content_width(self, container: Size, viewport: Size) -> int:
        folded = viewport.width < FOLDS_BELOW or getattr(self.app, "sidebar_folded", False)
        return _FOLDED if folded else _UNFOLDED

    @property
    def _shown(self) -> Sequence[Line]:
        return _lines_for(self.size.height, folded=self._folded)

    @property
    def _folded(self) -> bool:
        return self.size.width <= _FOLDED

    def render(self) -> Text:
        """The entries under their groups; the current one is bold."""
        closed: frozenset[str] = getattr(self.app, "closed", frozenset())
        # Terminals dim as they like, and some text in a theme's colours could then not be read.
        shut = in_color(self, "dim") if self.app.has_class("-rich") else Style(dim=True)
        text = Text(no_wrap=True)
        for line in self._shown:
            if isinstance(line, str):
                style = in_color(self, "dim", "bold" if line == "Settings" else "")
                text.append("\n" if self._folded else f"{line}\n", style)
                continue
            current = line.id == self._entry
            key = DESTINATIONS.index(line) + 1
            style = in_color(self, "accent", "bold") if current else shut if line.id in closed else Style()
            name = "" if self._folded else f" {line.label}"
            text.append(f"{'>' if current else ' '}{key}{name}\n", style)
        return text

    def on_click(self, event: events.Click) -> None:
        line = self._shown[event.y] if event.y < len(self._shown) else ""
        if isinstance(line, Destination):
            self.post_message(self.Chosen(line.id))


def fold(app: App[None], remembered: Remembered) -> str:
    """Fold the sidebars of all screens, or unfold them, and remember it; why that cannot be done, empty if it can."""
    if app.size.width < FOLDS_BELOW:
        return f"Below {FOLDS_BELOW} columns the sidebar stays folded: ctrl+o shows its names."
    remembered.keep_screen(sidebar_folded=not remembered.screen.sidebar_folded)
    for screen in screens(app):
        for sidebar in screen.query(Sidebar):
            sidebar.refresh(layout=True)
    return ""
