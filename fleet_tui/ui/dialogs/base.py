"""The frame of every dialog: a box over the screen."""

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
from fleet_tui.ui.base.textual_compat import MountedWhole

T = TypeVar("T")

WIDTH = 60
"""Cells of a dialog where there is room, as in dialogs.tcss."""
FRAME = Size(4, 2)
"""Cells that its border and padding take."""


class DialogScreen(MountedWhole, ModalScreen[T | None]):
    """A question in a box; `push_screen_wait` returns the answer, None after Esc."""

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
    | escape | Close without an answer. |
    | ctrl+n | The next input. |
    | f1, ? | The keys that work here; in a text `?` is text. |
    | ctrl+l | Paint the screen again. |
    | ctrl+z | The shell, until its `fg`. |
    """

    must_be_seen: ClassVar[bool] = False
    """Whether keys that were pressed before it was painted are dropped."""

    def __init__(self, title: str, *, width: int = WIDTH) -> None:
        """`width` is the box's in cells, where there is room for it."""
        super().__init__()
        self._title = displayable(title, lines=True)
        self._width = width
        self.leaving: Callable[[], None] | None = None
        """Called before it closes; set by code that shows something else in its place."""

    def compose(self) -> ComposeResult:
        """The box: the title, then `compose_box`."""
        with Vertical(id="box") as box:
            box.styles.width = self._width
            yield Static(self._title, id="title", markup=False)
            yield from self.compose_box()

    def on_mount(self) -> None:
        """Lay out in the final size at once: a second layout would be painted too."""
        if self.must_be_seen:
            drop_until_seen(self.app)
        self._make_room(self.app.size)

    def on_resize(self) -> None:
        """Make room in the new size."""
        self._make_room(self.size)

    def _make_room(self, size: Size) -> None:
        """Shrink what can scroll, so that the title and the hints stay in sight on a small screen."""
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
        """The widgets under the title; none by default."""
        yield from ()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer, once: Textual would give a second answer, of the same packet of keys, to the screen behind."""
        if not self.is_active:
            return AwaitComplete()
        if self.leaving is not None:
            self.leaving()
        return super().dismiss(result)

    def key_of(self, action: str) -> str:
        """The legend of the first key of an action of this dialog, by the keymap; empty without a key."""
        for active in self.active_bindings.values():
            if active.node is self and active.binding.action == action:
                return self.app.get_key_display(active.binding)
        return ""

    def action_cancel(self) -> None:
        """Answer None."""
        self.dismiss(None)
