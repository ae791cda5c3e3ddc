"""The base of all screens: the sidebar, a body and the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen, ScreenResultType

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.background import P, T, run_in_thread
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.base.textual_compat import MountedWhole, show_title
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.frame.status_line import Notice, StatusLine


class FleetScreen(MountedWhole, Screen[ScreenResultType]):
    """A screen with the sidebar at the left, the status line at the bottom, and a body."""

    entry: str
    """The sidebar's entry that this screen belongs to."""
    has_sidebar: ClassVar[bool] = True
    """Whether the sidebar is shown; only for a signed-in user."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.to_list", "Back to the list", id="screen.back", show=False)
    ]
    """
    | Key | Description |
    | :- | :- |
    | Esc | Back to the list of people; what is unsaved is asked about first. |
    """

    MANUAL: ClassVar[str] = ""
    """The page of the manual about the screen, by its name in `manual/contents.py`."""
    window_title = ""
    """What the terminal's window is called while the screen is on top; empty for the destination."""
    parting = ""
    """What the list of people behind says once this screen is closed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012  # Textual declares it mutable
    AUTO_FOCUS = "#body *"

    def compose(self) -> ComposeResult:
        with Horizontal(id="frame"):
            if self.has_sidebar:
                yield Sidebar(self.entry)
            with Vertical(id="body"):
                yield from self.compose_body()
        yield StatusLine()

    def compose_body(self) -> ComposeResult:
        """The body; nothing by default."""
        yield from ()

    @property
    def sending(self) -> bool:
        """Whether a sign-in is under way, during which the screen must stay."""
        return False

    def say(self, text: str, *, problem: bool = False) -> None:
        """Write to the status line; an empty text brings the keys back. A screen that is gone says nothing."""
        line = self.query_one_optional(StatusLine)
        if line is not None:
            line.say(text, problem=problem)

    def name_window(self, title: str) -> None:
        """Name the terminal's window while the screen is on top."""
        self.window_title = title
        if self.is_active:
            self._show_title()

    def on_screen_resume(self) -> None:
        """Name the terminal's window."""
        self._show_title()

    def _show_title(self) -> None:
        title = self.window_title or next((each.label for each in DESTINATIONS if each.id == self.entry), "Sign in")
        show_title(self.app, displayable(f"{title} — {self.app.title}"))

    @property
    def said(self) -> str:
        """The sentence in the status line; empty while it shows the keys."""
        line = self.query_one_optional(StatusLine)
        return line.said if line is not None else ""

    async def run_or_say(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The result of a service call made on another thread; None when it is refused, which the status line says."""
        try:
            return await run_in_thread(call, *args, **kwargs)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return None

    def rest(self) -> None:
        """Show the keys in the status line.

        Called at every key: a sentence leaves the line at the key after it (looks.md, "In every profile").
        """
        self.say("")

    def words_of(self, binding: Binding) -> str:
        """The description of a key on this screen."""
        return binding.description

    @on(Notice)
    def _told(self, event: Notice) -> None:
        self.say(event.sentence, problem=event.problem)

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._arrived)

    async def on_unmount(self) -> None:
        """Unsubscribe: a subscription keeps a removed screen and its widgets in memory."""
        self.app.mode_change_signal.unsubscribe(self)

    def _arrived(self, entry: str) -> None:
        if entry == self.entry:
            self.returned()

    def returned(self) -> None:
        """Called when the user comes back from another destination, where data may have changed."""

    def permissions_changed(self) -> None:
        """Called when the user's permissions changed: update the sidebar and the keys."""
        for sidebar in self.query(Sidebar):
            sidebar.refresh()
        self.refresh_bindings()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen once, and not under another: Textual would close the one on top."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        """The entries of this screen's menus by answer, for each action that opens a menu.

        The action takes an answer in place of asking: so the palette offers what the menus do, by its name.
        """
        return {}

    async def leave(self) -> bool:
        """Whether the screen may be left; a screen with unsaved typing asks first."""
        return True
