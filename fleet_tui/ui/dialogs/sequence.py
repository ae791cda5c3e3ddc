"""Several dialogs one after the other, painted as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, TypeVar

from textual.app import App, ScreenStackError

from fleet_tui.domain.waiting import waiting_as
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds that a service call may take before a dialog shows its progress."""


class DialogSequence:
    """Opens dialogs one after the other and paints nothing between the answer to one and the next.

    The screen behind would be painted in between, which on a slow line costs as much as a dialog (line.md). The end of
    the `with` always paints the screen again. If one of the dialogs `must_be_seen`, the screen behind then drops keys
    until it is seen.
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
        if self._guarded:  # keys typed ahead of its end were not meant for the screen behind
            drop_until_seen(self.app)

    def _hold(self) -> None:
        if not self._holding:
            self._holding = True
            self._held.enter_context(self.app.batch_update())

    def show(self) -> None:
        """Paint again."""
        if self._holding:
            self._holding = False
            self._held.close()
            with suppress(ScreenStackError):  # the app has ended
                self.app.screen.refresh()  # Textual drops what it would have painted during a batch

    async def ask(self, dialog: DialogScreen[T]) -> T | None:
        """Open a dialog and return its answer, None after Esc."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

        def answered(result: T | None) -> None:
            if not answer.done():  # the waiting task may be gone when the app ends
                answer.set_result(result)

        await self._open(dialog, answered)
        return await answer

    async def _open(self, dialog: DialogScreen[T], answered: Callable[[T | None], None] | None = None) -> None:
        dialog.leaving = self._hold
        self._guarded |= dialog.must_be_seen
        await self.app.push_screen(dialog, answered)
        self.show()

    async def wait(self, call: Callable[[], T], title: str, progress: Progress) -> T:
        """Make a service call on another thread and return its result; a dialog shows its progress if it takes long.

        Raises:
            Refusal: the call was refused, or the user stopped it.
        """
        with waiting_as(progress.waiting):
            running = asyncio.ensure_future(run_in_thread(call))
        try:
            done, _ = await asyncio.wait({running}, timeout=PATIENCE)
            if not done:
                dialog = ProgressDialog(title, progress)
                await self._open(dialog)
                await asyncio.wait({running})
                await self._close(dialog)
        except asyncio.CancelledError:
            progress.stop()  # its result has no receiver any more
            raise
        return running.result()

    async def _close(self, dialog: ProgressDialog) -> None:
        self._hold()
        while dialog in self.app.screen_stack:  # the help may lie over it
            await self.app.screen.dismiss(None)
