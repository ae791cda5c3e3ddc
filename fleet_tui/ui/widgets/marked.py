"""Widgets that show the focus as `>` in the gutter before them."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button

from fleet_tui.ui.widgets.line_input import LineInput


class MarkedButton(Button):
    """A button with `>` before its words while Enter presses it."""

    def __init__(self, words: str, *, id: str, gutter: int = 2) -> None:
        """`gutter` is the number of cells before the words."""
        self._rest = " " * (gutter - 1) + words
        super().__init__(Content(f" {self._rest}"), id=id, compact=True)
        self.styles.line_pad = 0  # a style sheet cannot set 0, which Textual 8.2.8 ignores

    def on_focus(self) -> None:
        """Show the cursor."""
        self.label = Content(f">{self._rest}")

    def on_blur(self) -> None:
        """Show no cursor."""
        self.label = Content(f" {self._rest}")


class _Gutter(Widget):
    """`>` while `marked`."""

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
