"""The draft of a form: unsaved typing, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from textual.dom import DOMNode

from fleet_tui.domain.errors import Problem
from fleet_tui.domain.local_time import show_moment
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.ui.base.background import Debouncer, run_in_thread
from fleet_tui.ui.form.saver import FormRecord, clashes
from fleet_tui.ui.form.state import FormState, Raw

KEPT_AFTER = 1.0
"""Seconds from the first unsaved key until typing is written to the draft."""

_CHANGED = "The record changed after this was typed"
_FIRST = "Save or discard it, then ask for the next one again."


@dataclass(frozen=True)
class Beginning:
    """What a form shows first, what it says of that, and the problem of each field that clashes with its draft."""

    state: FormState
    sentence: str
    problems: dict[str, Problem] = field(default_factory=dict)


Typing = Callable[[], tuple[str, Raw, int | None] | None]
"""The draft's name, the typed values and the version of the record under them; None while there is no form."""


class FormDraft:
    """Writes the typing of a screen to its draft, at most once a second and one write at a time."""

    def __init__(self, screen: DOMNode, drafts: Drafts, typing: Typing) -> None:
        self._drafts = drafts
        self._typing = typing
        self._debouncer = Debouncer(screen, KEPT_AFTER, self._keep)

    async def begin(self, record: FormRecord) -> Beginning:
        """The record with its draft on top; a draft goes before what the record would begin with."""
        draft = await run_in_thread(self._drafts.load, record.key)
        if draft is None:
            return Beginning(FormState(record.begun), record.sentence)
        state = FormState(record.raw)
        differing = state.rebase(record.raw, draft.raw)
        if not state.changed:
            return Beginning(FormState(record.begun), record.sentence)
        said = f"Unsaved typing from {show_moment(draft.at)} is back; Esc asks what becomes of it."
        if record.filled:
            said += f" {_FIRST}"
        same = draft.version == record.version
        return Beginning(state, said, {} if same else clashes(differing, record, _CHANGED))

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
