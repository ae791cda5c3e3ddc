"""The rows of the palette, with the cursor in their gutter."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from fleet_tui.ui.palette.results import Result
from fleet_tui.ui.widgets.entries import GUTTER, HERE
from fleet_tui.ui.widgets.grid_columns import fit

MOST = 8
"""The most rows at once."""


class ResultRows(Widget):
    """Shows some of the results around the cursor; keys come from the line above, which has the focus.

    It grows with what is found and never shrinks, so that what lies behind is not painted again at each letter.
    """

    ALLOW_SELECT = False

    class Taken(Message):
        """A row was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.styles.height = 0
        self._results: Sequence[Result] = ()
        self._note = ""
        self._at = self._top = 0

    @property
    def current(self) -> Result | None:
        """The result that Enter takes."""
        return self._results[self._at] if self._results else None

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell of the cursor on the screen."""
        return self.content_region.offset + Offset(0, self._at - self._top)

    def show(self, results: Sequence[Result], note: str, room: int) -> None:
        """Show results from the first one, or a note where there are none, on at most `room` rows."""
        self._results, self._note = results, note
        self._at = self._top = 0
        rows = max(self.size.height, min(MOST, room, max(len(results), bool(note))))
        if rows != self.size.height:
            self.styles.height = rows
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor, not past the ends."""
        self._at = max(0, min(len(self._results) - 1, self._at + by))
        self._top = min(max(self._top, self._at - max(1, self.size.height) + 1), self._at)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        place = self._top + y
        words = self._results[place].words if place < len(self._results) else ""
        if not self._results and not y:
            words = self._note
        gutter = HERE if self._results and place == self._at else " " * GUTTER
        width = self.size.width
        return Strip([Segment(fit(gutter + words, width), self.rich_style)], width)

    def on_click(self, event: Click) -> None:
        place = self._top + event.y
        if place < len(self._results):
            self._at = place
            self.post_message(self.Taken())
