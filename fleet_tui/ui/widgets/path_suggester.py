"""Completes the path of a file while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester

from fleet_tui.ui.base.background import run_in_thread


class PathSuggester(Suggester):
    """Completes the last name of a path from its folder."""

    def __init__(self, complete: Callable[[str], str | None]) -> None:
        """`complete` reads the disk."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The completed path, found on another thread: a folder may be on a slow disk."""
        return await run_in_thread(self._complete, value)
