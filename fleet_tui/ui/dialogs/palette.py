"""The command palette: Textual's, with its cursor in the gutter."""

from __future__ import annotations

import contextlib

from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette

from fleet_tui.ui.widgets.entries import Entries


class PaletteEntries(CommandList, Entries, can_focus=False):
    """What was found; the keys come from the line above it, which has the focus."""


class Palette(CommandPalette):
    """Finds an action by a part of its name and runs it."""

    def compose(self) -> ComposeResult:
        """Put in the list that shows its cursor."""
        for widget in super().compose():
            yield PaletteEntries() if isinstance(widget, CommandList) else widget

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(LookupError):  # the list has no page to go to while it is filled anew
            super()._action_command_list(action)
