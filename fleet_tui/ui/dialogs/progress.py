"""The progress of a long service call."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from fleet_tui.domain.errors import Stopped
from fleet_tui.ui.dialogs.base import DialogScreen

T = TypeVar("T")

EVERY = 0.5
"""Seconds between two updates: more of them would fill a slow line."""

NO_SHELL = "No shell until this is done: others could not save meanwhile."


class Progress:
    """Counts of a service call, which calls this on its thread; stops the call once the user asks for it.

    Raises:
        Stopped: the user has pressed Esc; `nothing` is its sentence.
    """

    def __init__(
        self, nothing: str = "Stopped: nothing was changed.", effect: str = "Esc stops, and nothing is changed."
    ) -> None:
        """`nothing` says that nothing was done, `effect` what Esc does."""
        self.effect = effect
        self.done = self.all = 0
        self.stopped = False
        self._nothing = nothing

    def __call__(self, done: int, all: int) -> None:
        self.done, self.all = done, all
        self.unless_stopped(None)

    def unless_stopped(self, result: T) -> T:
        """The result of a call that can only be stopped at its end.

        Raises:
            Stopped: the user has pressed Esc meanwhile.
        """
        if self.stopped:
            raise Stopped(self._nothing)
        return result


class ProgressDialog(DialogScreen[None]):
    """Shows the progress of a call until the caller closes it; Esc asks the call to stop."""

    def __init__(self, title: str, progress: Progress) -> None:
        super().__init__(title)
        self._progress = progress
        self._refused = ""
        self._line = Static(self._words(), markup=False)

    def compose_box(self) -> ComposeResult:
        """The line of progress."""
        yield self._line

    def on_mount(self) -> None:
        """Update at intervals."""
        self.set_interval(EVERY, self._update)

    def _update(self) -> None:
        if self._words() != self._line.content:
            self._line.update(self._words())

    def _words(self) -> str:
        if self._progress.stopped:
            return f"Stopping…{self._refused}"
        far = f"{self._progress.done:,} of {self._progress.all:,}" if self._progress.all else "One moment"
        return f"{far} … {self._progress.effect}{self._refused}"

    def refuse_shell(self) -> None:
        """Say why the program cannot be suspended now."""
        self._refused = f"\n{NO_SHELL}"
        self._update()

    def action_cancel(self) -> None:
        """Ask the call to stop."""
        self._progress.stopped = True
        self._update()
