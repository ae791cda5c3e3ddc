"""The names of a form's tabs on one line."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class TabStrip(Widget, can_focus=True):
    """`[Profile]  Payroll  Permissions`: brackets say which tab is open, `!` on which one something is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous tab", id="form.tab_left", show=False),
        Binding("right", "turn(1)", "Next tab", id="form.tab_right", show=False),
    ]

    current: reactive[str] = reactive("")
    flagged: reactive[frozenset[str]] = reactive(frozenset[str]())

    class Turned(Message):
        """Another tab is wanted."""

        def __init__(self, tab: str) -> None:
            self.tab = tab
            super().__init__()

    def __init__(self, tabs: tuple[str, ...]) -> None:
        super().__init__()
        self.tabs = tabs
        self.set_reactive(TabStrip.current, tabs[0])
        self.display = len(tabs) > 1

    def render(self) -> Content:
        return Content.assemble(*((self._words(tab), "bold" if tab == self.current else "") for tab in self.tabs))

    def _words(self, tab: str) -> str:
        name = f"{tab} !" if tab in self.flagged else tab
        return f"[{name}]" if tab == self.current else f" {name} "

    @property
    def cursor_screen_offset(self) -> Offset:
        """The bracket before the open tab, on the screen."""
        before = self.tabs[: self.tabs.index(self.current)]
        return self.content_region.offset + Offset(sum(len(self._words(tab)) for tab in before), 0)

    def after(self, way: int) -> str:
        """The tab next to the current one, round the ends."""
        return self.tabs[(self.tabs.index(self.current) + way) % len(self.tabs)]

    def action_turn(self, way: int) -> None:
        """Ask for the tab at the left or the right."""
        self.post_message(self.Turned(self.after(way)))

    def on_click(self, event: Click) -> None:
        end = 0
        for tab in self.tabs:
            end += len(self._words(tab))
            if event.x < end:
                self.post_message(self.Turned(tab))
                return
