"""An app that prints no traceback, does not blink, and neither runs a program nor writes a file."""

from __future__ import annotations

import asyncio
from typing import Any

from rich.console import RenderableType
from textual.worker import WorkerFailed

from fleet_tui.ui.base.textual_compat import HookedApp


class CrashSafeApp(HookedApp, inherit_bindings=False):
    """Closes silently on an unexpected exception.

    `crash` holds the exception. No traceback is printed, because one with local variables would show people's data; the
    caller reports it and exits with `return_code`.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.crash: BaseException | None = None
        self.animation_level = "none"

    def on_load(self) -> None:
        """Start tasks in the event loop's next turn, on every version of Python.

        From Python 3.12 on Textual starts them at once. The widgets of the first screen are then made before the app
        has that screen, and a widget that asks for it ends the app.
        """
        asyncio.get_running_loop().set_task_factory(None)

    def note_crash(self, error: Exception) -> None:
        """Keep the first exception."""
        if self.crash is None:
            self.crash = error.error if isinstance(error, WorkerFailed) else error

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Run no browser: it would run on the database's computer, as the program's user."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Write no picture: the program writes only files that the user names."""

    def panic(self, *renderables: RenderableType) -> None:
        """Close without printing; `crash` says why."""
        self.close_silently()
