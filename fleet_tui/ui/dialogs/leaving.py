"""Leaving the first screen of the program."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from fleet_tui.ui.dialogs.quit import QUIT, QuitOrStay


async def quit_if_wanted(screen: Screen[Any]) -> None:
    """Ask whether the program is to end, and end it."""
    if await screen.app.push_screen_wait(QuitOrStay("Quit Fleet TUI?")) == QUIT:
        await screen.run_action("app.quit")
