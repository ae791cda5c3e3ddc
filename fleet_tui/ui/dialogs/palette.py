"""The command palette: Textual's, with its cursor in the gutter."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.command import CommandList

from fleet_tui.ui.base.textual_compat import SteadyPalette
from fleet_tui.ui.widgets.entries import Entries


class PaletteEntries(CommandList, Entries, can_focus=False):
    """What was found; the keys come from the line above it, which has the focus."""


class Palette(SteadyPalette):
    """Finds an action by a part of its name and runs it."""

    def compose(self) -> ComposeResult:
        """Put in the list that shows its cursor."""
        for widget in super().compose():
            yield PaletteEntries() if isinstance(widget, CommandList) else widget
