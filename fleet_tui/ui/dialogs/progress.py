"""The progress of a long service call."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.widgets import Static

from fleet_tui.domain.errors import Stopped
from fleet_tui.domain.waiting import WAITS, Waiting
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.pace import Pace

T = TypeVar("T")

EVERY = 0.5
"""Seconds between two updates: more of them would fill a slow line."""
EVERY_LEAN = 2.0
"""The same on a slow line, where each costs as much as a key."""

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
        self.waiting = Waiting()
        self._nothing = nothing

    def __call__(self, done: int, all: int) -> None:
        self.done, self.all = done, all
        self.unless_stopped(None)

    def stop(self) -> None:
        """Ask the call to stop, also where it waits for another program."""
        self.stopped = self.waiting.given_up = True

    def unless_stopped(self, result: T) -> T:
        """The result of a call that can only be stopped at its end.

        Raises:
            Stopped: the user has pressed Esc meanwhile.
        """
        if self.stopped:
            raise Stopped(self._nothing)
        return result


class ProgressDialog(DialogScreen[None]):
    """Shows the progress of a call until the caller closes it, with a rate once it takes long; Esc asks it to stop."""

    def __init__(self, title: str, progress: Progress, elapsed: Callable[[], float] = monotonic) -> None:
        """`elapsed` is a clock in seconds that never goes back."""
        super().__init__(title)
        self._progress, self._elapsed = progress, elapsed
        self._pace = Pace()
        self._refused = ""
        self._line = Static(self._words(), markup=False)
        self._rate = Static(markup=False)
        self._rate.display = False

    def compose_box(self) -> ComposeResult:
        """The line of progress, and the one of the rate."""
        yield self._line
        yield self._rate

    def on_mount(self) -> None:
        """Update at intervals, and measure from now on."""
        self.look()
        self.set_interval(EVERY_LEAN if self.app.has_class("-lean") else EVERY, self.look)

    def look(self) -> None:
        """Show how far the call is now."""
        if self._words() != self._line.content:
            self._line.update(self._words())
        rate = self._pace.words(self._progress.done, self._progress.all, self._elapsed())
        if rate and rate != self._rate.content:
            self._rate.update(rate)
            if not self._rate.display:
                self._rate.display = True
                self._make_room(self.size)

    def _words(self) -> str:
        if self._progress.stopped:
            return f"Stopping…{self._refused}"
        if self._progress.waiting.told:
            return f"{WAITS}{self._refused}"
        far = f"{self._progress.done:,} of {self._progress.all:,}" if self._progress.all else "One moment"
        return f"{far} … {self._progress.effect}{self._refused}"

    def refuse_shell(self) -> None:
        """Say why the program cannot be suspended now."""
        self._refused = f"\n{NO_SHELL}"
        self.look()

    def action_cancel(self) -> None:
        """Ask the call to stop."""
        self._progress.stop()
        self.look()


def refuse_shell(app: App[Any]) -> bool:
    """Say in the dialog of a call under way that there is no shell until its end; whether there is such a call."""
    under_way = [screen for screen in app.screen_stack if isinstance(screen, ProgressDialog)]
    for dialog in under_way:
        dialog.refuse_shell()
    return bool(under_way)
