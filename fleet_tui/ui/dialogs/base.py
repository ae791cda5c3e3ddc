"""The frame of every dialog: a box over the screen, which stays as it is behind it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.widgets import Static

T = TypeVar("T")


class DialogScreen(ModalScreen[T | None]):
    """A question in a box; the answer is awaited with `push_screen_wait`, Esc answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="dialog.cancel"),
        Binding("ctrl+n", "app.focus_next", "Next", id="dialog.next", show=False),
        Binding("f1", "app.help", "Help", id="dialog.help", show=False),
        Binding("ctrl+l", "app.redraw", "Redraw", id="dialog.redraw", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | escape | Answer nothing. |
    | ctrl+n | The next input. |
    | f1 | The keys that work here. |
    | ctrl+l | Paint the screen again. |
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The box around `compose_box`, under its title."""
        with VerticalScroll(id="box", can_focus=False):
            yield Static(self._title, id="title", markup=False)
            yield from self.compose_box()

    def on_resize(self) -> None:
        """What can scroll gives way, so that the title and the hints stay in sight on a small screen."""
        box = self.query_one("#box")
        for widget in box.children:
            if isinstance(widget, ScrollView | VerticalScroll) or widget.has_class("fills"):
                widget.styles.max_height = max(2, self.size.height - len(box.children) - 1)

    def compose_box(self) -> ComposeResult:
        """What is asked."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
