"""How far a service call is that takes longer than one likes to wait."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from fleet_tui.domain.errors import Stopped
from fleet_tui.ui.dialogs.base import DialogScreen

T = TypeVar("T")

EVERY = 0.5
"""Seconds between two looks at how far it is: more would fill a slow line."""

NO_SHELL = "No shell until this is done: others could not save meanwhile."


class Progress:
    """Told by the call, on its thread, how far it is; when somebody wants it stopped, that is what the call gets.

    Raises:
        Stopped: somebody wants it stopped; `nothing` is the sentence that says that nothing was done.
    """

    def __init__(
        self, nothing: str = "Stopped: nothing was changed.", effect: str = "Esc stops, and nothing is changed."
    ) -> None:
        """`effect` says what Esc does."""
        self.effect = effect
        self.done = self.all = 0
        self.stopped = False
        self._nothing = nothing

    def __call__(self, done: int, all: int) -> None:
        self.done, self.all = done, all
        self.unless_stopped(None)

    def unless_stopped(self, result: T) -> T:
        """The result of a call that cannot be stopped before its end."""
        if self.stopped:
            raise Stopped(self._nothing)
        return result


class ProgressDialog(DialogScreen[None]):
    """Says how far a call is until whoever opened it closes it; Esc asks the call to stop."""

    def __init__(self, title: str, progress: Progress) -> None:
        super().__init__(title)
        self._progress = progress
        self._refused = ""
        self._line = Static(self._words(), markup=False)

    def compose_box(self) -> ComposeResult:
        """One line."""
        yield self._line

    def on_mount(self) -> None:
        """Look again and again."""
        self.set_interval(EVERY, self._tell)

    def _tell(self) -> None:
        if self._words() != self._line.content:
            self._line.update(self._words())

    def _words(self) -> str:
        if self._progress.stopped:
            return f"Stopping…{self._refused}"
        far = f"{self._progress.done:,} of {self._progress.all:,}" if self._progress.all else "One moment"
        return f"{far} … {self._progress.effect}{self._refused}"

    def refuse_shell(self) -> None:
        """Say why the program is not stopped for the shell now."""
        self._refused = f"\n{NO_SHELL}"
        self._tell()

    def action_cancel(self) -> None:
        """Ask the call to stop."""
        self._progress.stopped = True
        self._tell()
