"""A line of text in a dialog that has other things to go to."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget

from fleet_tui.ui.widgets.line_input import LineInput


class _Gutter(Widget):
    """`>` beside the line that keys go to."""

    marked: reactive[bool] = reactive(False)

    def render(self) -> str:
        return ">" if self.marked else " "


class MarkedLine(Horizontal):
    """A line with `>` in the gutter before it while it has the focus."""

    def __init__(self, line: LineInput) -> None:
        super().__init__()
        self._line = line
        self._gutter = _Gutter()

    def compose(self) -> ComposeResult:
        """The gutter and the line."""
        yield self._gutter
        yield self._line

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._gutter.marked = True

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._gutter.marked = False
