"""Completion of a path while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester

from fleet_tui.ui.base.background import run_in_thread


class PathSuggester(Suggester):
    """Completes the last name of a path from the folder that it is in."""

    def __init__(self, complete: Callable[[str], str | None]) -> None:
        """`complete` looks at the disk."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The path completed, off the UI thread: a folder may be on a slow disk."""
        return await run_in_thread(self._complete, value)
