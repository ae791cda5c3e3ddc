"""Dialogs that come one after the other, as if they were one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, TypeVar

from textual.app import App

from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds that a service call may take before a dialog says that it is under way."""


class DialogSequence:
    """Asks with one dialog after the other; nothing is painted from the answer of one until the next is there.

    What lies behind them would be painted in between, for a moment, and on a slow line that costs as much as a dialog
    (line.md). Whatever happens inside the `with`, the screen is painted again at its end. When one of the dialogs must
    be seen, the screen behind takes only keys that are pressed once it is seen again.
    """

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._held = ExitStack()
        self._holding = False
        self._guarded = False

    def __enter__(self) -> DialogSequence:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.show()
        if self._guarded:  # keys that were typed ahead of its end were never meant for what lies behind
            drop_until_seen(self.app)

    def _hold(self) -> None:
        if not self._holding:
            self._holding = True
            self._held.enter_context(self.app.batch_update())

    def show(self) -> None:
        """Let be painted what is there now."""
        if self._holding:
            self._holding = False
            self._held.close()
            self.app.screen.refresh()  # Textual forgets what it would have painted meanwhile

    async def ask(self, dialog: DialogScreen[T]) -> T | None:
        """The dialog's answer; None when it is left with Esc."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

        def answered(result: T | None) -> None:
            if not answer.done():  # whoever asked may be gone when the app ends
                answer.set_result(result)

        await self._open(dialog, answered)
        return await answer

    async def _open(self, dialog: DialogScreen[T], answered: Callable[[T | None], None] | None = None) -> None:
        dialog.leaving = self._hold
        self._guarded |= dialog.must_be_seen
        await self.app.push_screen(dialog, answered)
        self.show()

    async def wait(self, call: Callable[[], T], title: str, progress: Progress) -> T:
        """The result of a service call; when it takes long, a dialog with that title says how far it is.

        Raises:
            Refusal: the call was refused, or it was stopped.
        """
        running = asyncio.ensure_future(run_in_thread(call))
        try:
            done, _ = await asyncio.wait({running}, timeout=PATIENCE)
            if not done:
                dialog = ProgressDialog(title, progress)
                await self._open(dialog)
                await asyncio.wait({running})
                await self._close(dialog)
        except asyncio.CancelledError:
            progress.stopped = True  # nobody is left to be told what was done
            raise
        return running.result()

    async def _close(self, dialog: ProgressDialog) -> None:
        self._hold()
        while dialog in self.app.screen_stack:  # the help may lie over it
            await self.app.screen.dismiss(None)
