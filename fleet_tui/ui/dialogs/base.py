"""The frame of every dialog: a box over the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.cursor import cell_beside
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.base.textual_compat import MountedWhole
from fleet_tui.ui.dialogs.box import Box
from fleet_tui.ui.dialogs.scraps import without_scraps

T = TypeVar("T")


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

    MANUAL: ClassVar[str] = ""
    """The page of the manual about it; empty: that of the screen behind."""

    must_be_seen: ClassVar[bool] = False
    """Whether keys that were pressed before it was painted are dropped."""

    beside_focus: ClassVar[bool] = False
    """Whether it stands beside what had the focus, as a menu does; else in the middle of the screen."""

    def __init__(self, title: str, *, width: int | None = None) -> None:
        """`width` is the box's in cells, where there is room for it; None: as its content needs."""
        super().__init__()
        self._box = Box(displayable(title, lines=True), width)
        self._stands: Offset | None = None
        self._painted_at: Region | None = None
        self.leaving: Callable[[], None] | None = None
        """Called before it closes; set by code that shows something else in its place."""
        self.beside: Callable[[], Offset | None] | None = None
        """The cell of the screen behind that it is about; set by code that knows better than the focus."""

    def compose(self) -> ComposeResult:
        """The box: the title, then `compose_box`."""
        with self._box, self._box.border_box:
            yield from self.compose_box()
            yield self._box.hints

    def show_keys(self, keys: str) -> None:
        """Show which keys do what in this dialog."""
        self._box.put_keys(keys)

    def show_title(self, title: str, *, bold: int = 0) -> None:
        """Show another title, with so many bold characters at its start."""
        self._box.put(displayable(title, lines=True), bold)

    def on_mount(self) -> None:
        """Lay out in the final size at once: a second layout would be painted too."""
        if self.must_be_seen:
            drop_until_seen(self.app)
        self._make_room(self.app.size)
        if self.behind is not None:
            self.behind.screen_layout_refresh_signal.subscribe(self, self._follow)

    def on_resize(self) -> None:
        """Make room in the new size."""
        self._make_room(self.size)

    def _make_room(self, size: Size) -> None:
        """Fit the box to its content and the screen; what can scroll shrinks on a small one."""
        self._stands = self._beside()
        self._box.fit(size, self._stands)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen behind, without the rests of words that the box cuts."""
        box = self._box.region
        width = max(crop.right, self.size.width)  # that of a new size may be less than what is still asked for
        lines = super().render_lines(Region(0, crop.y, width, crop.height))
        if self._painted_at not in (None, box):  # what the box had cut before it moved or grew is whole again
            self.refresh()
        self._painted_at = box
        for y in range(max(box.y, crop.y), min(box.bottom, crop.bottom)):
            lines[y - crop.y] = without_scraps(lines[y - crop.y], box.x, box.right)
        return [line.crop_extend(crop.x, crop.right, None) for line in lines]

    def _follow(self, _: Screen[Any]) -> None:
        """Stay beside what it is about: after a resize the screen behind is laid out later than this one."""
        if self._beside() != self._stands:
            self._make_room(self.size)

    @property
    def behind(self) -> Screen[Any] | None:
        """The screen that it lies over."""
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        return stack[at - 1] if at else None

    def _beside(self) -> Offset | None:
        if self.beside is not None:
            return self.beside()
        return cell_beside(self.behind) if self.beside_focus and self.behind else None

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
