"""The draft of a form: unsaved typing, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.dom import DOMNode

from fleet_tui.services.local.drafts import Draft, Drafts
from fleet_tui.ui.base.background import Debouncer, run_in_thread
from fleet_tui.ui.form.state import Raw

KEPT_AFTER = 1.0
"""Seconds from the first unsaved key until typing is written to the draft."""

Typing = Callable[[], tuple[str, Raw, int | None] | None]
"""The draft's name, the typed values and the version of the record under them; None while there is no form."""


class FormDraft:
    """Writes the typing of a screen to its draft, at most once a second and one write at a time."""

    def __init__(self, screen: DOMNode, drafts: Drafts, typing: Typing) -> None:
        self._drafts = drafts
        self._typing = typing
        self._debouncer = Debouncer(screen, KEPT_AFTER, self._keep)

    async def load(self, key: str) -> Draft | None:
        return await run_in_thread(self._drafts.load, key)

    def keep_later(self) -> None:
        """Write the draft after KEPT_AFTER seconds."""
        self._debouncer.schedule()

    async def _keep(self) -> None:
        typing = self._typing()
        if typing is not None:
            await run_in_thread(self._drafts.keep, *typing)

    async def keep_rest(self) -> None:
        """Write now, if a write is due: the program ends."""
        await self._debouncer.flush()

    async def drop(self, key: str) -> None:
        """Delete the draft."""
        await self._debouncer.run_instead(partial(run_in_thread, self._drafts.drop, key))
