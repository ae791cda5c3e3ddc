"""Writes where the user left off, soon after it changes (product.md, "Lists")."""

from __future__ import annotations

from textual.app import App

from fleet_tui.services.local.remembered import Remembered
from fleet_tui.ui.base.background import Debouncer, run_in_thread

KEPT_AFTER = 0.5
"""Seconds from a change until it is written; what comes within them is written with it."""


class Remembering:
    """Writes the changes of the session at the screen."""

    def __init__(self, app: App[None]) -> None:
        self._remembered: Remembered | None = None
        self._soon = Debouncer(app, KEPT_AFTER, self._write)

    def follow(self, remembered: Remembered) -> None:
        """Write the changes of another session from here on."""
        self._remembered = remembered
        remembered.changed = self._soon.schedule

    async def flush(self) -> None:
        """Write now what is not on disk yet."""
        await self._soon.flush()

    async def end(self) -> None:
        """Write what is not on disk yet and follow no more changes: the session ends."""
        if self._remembered is not None:
            self._remembered.changed = lambda: None
        await self._soon.flush()

    async def _write(self) -> None:
        if self._remembered is not None:
            await run_in_thread(self._remembered.write)
