"""The frame of every dialog: a box over the screen, which stays as it is behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.key_queue import drop_until_seen

T = TypeVar("T")

WIDTH = 60
"""Cells of a dialog where there is room, as in dialogs.tcss."""
FRAME = Size(4, 2)
"""Cells that its border and padding take."""


class DialogScreen(ModalScreen[T | None]):
    """A question in a box; the answer is awaited with `push_screen_wait`, Esc answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="dialog.cancel"),
        Binding("ctrl+n", "app.focus_next", "Next", id="dialog.next", show=False),
        Binding("f1,question_mark", "app.help", "Help", id="dialog.help", show=False),
        Binding("ctrl+l", "app.redraw", "Redraw", id="dialog.redraw", show=False),
        Binding("ctrl+z", "app.suspend_process", "Back to the shell", id="dialog.suspend", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | escape | Answer nothing. |
    | ctrl+n | The next input. |
    | f1, ? | The keys that work here; in a text `?` is text. |
    | ctrl+l | Paint the screen again. |
    | ctrl+z | The shell, until it is told `fg`. |
    """

    must_be_seen: ClassVar[bool] = False
    """Whether it drops keys that were pressed before it was painted."""

    def __init__(self, title: str, *, width: int = WIDTH) -> None:
        """`width` is that of the box in cells, where there is room for it."""
        super().__init__()
        self._title = displayable(title, lines=True)
        self._width = width
        self.leaving: Callable[[], None] | None = None
        """Called before it closes, by whoever has something to show in its place."""

    def compose(self) -> ComposeResult:
        """The box around `compose_box`, under its title."""
        with Vertical(id="box") as box:
            box.styles.width = self._width
            yield Static(self._title, id="title", markup=False)
            yield from self.compose_box()

    def on_mount(self) -> None:
        """Come up in the right size at once: what is laid out twice is painted twice."""
        if self.must_be_seen:
            drop_until_seen(self.app)
        self._make_room(self.app.size)

    def on_resize(self) -> None:
        """Make room again."""
        self._make_room(self.size)

    def _make_room(self, size: Size) -> None:
        """What can scroll gives way, so that the title and the hints stay in sight on a small screen."""
        box = self.query_one("#box")
        scrolling = [child for child in box.children if isinstance(child, OptionList) or child.has_class("fills")]
        width = min(self._width, size.width) - FRAME.width
        others = sum(
            child.get_content_height(size, size, width) if isinstance(child, Static) else 1
            for child in box.children
            if child not in scrolling and child.display
        )
        for child in scrolling:
            child.styles.max_height = max(2, size.height - FRAME.height - others)

    def compose_box(self) -> ComposeResult:
        """What is asked, under the title; nothing by default."""
        yield from ()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer, once: Textual would take a second answer, in the same packet of keys, for the screen behind."""
        if not self.is_active:
            return AwaitComplete()
        if self.leaving is not None:
            self.leaving()
        return super().dismiss(result)

    def key_of(self, action: str) -> str:
        """The key of an action of this dialog as it is written, wherever the settings have put it; none if it has none.

        Where several keys do the same, it is the first.
        """
        for active in self.active_bindings.values():
            if active.node is self and active.binding.action == action:
                return self.app.get_key_display(active.binding)
        return ""

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
