"""What a plan and its outcome look like: the same, so that one in the place of the other sends few bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.domain.text import displayable
from fleet_tui.ui.bulk.plan_grid import PlanGrid
from fleet_tui.ui.dialogs.base import FRAME, DialogScreen
from fleet_tui.ui.widgets.grid import Grid

T = TypeVar("T")

NARROWEST, WIDEST = 56, 96
"""Cells inside the box: for the sentences in any case, for the longest reason at most."""


class VerdictsDialog(DialogScreen[T]):
    """A title, a few lines that sum it up, the people, and the keys."""

    AUTO_FOCUS = "PlanGrid"

    def __init__(self, verdicts: Verdicts, words: Mapping[Verdict, str], column: str) -> None:
        """`words` say what each verdict is called, `column` heads the column of them."""
        self.rows = PlanGrid(verdicts, words, column)
        super().__init__("", width=FRAME.width + max(NARROWEST, min(WIDEST, self.rows.wanted_width)))
        self.verdicts = verdicts
        self._summary, self._keys, self._reason = Static(markup=False), Static(markup=False), _Reason(markup=False)

    def compose_box(self) -> ComposeResult:
        """The lines, the people, the reason at the cursor where the rows have no room for it, and the keys."""
        yield self._summary
        yield self.rows
        yield self._reason
        yield self._keys

    def tell(self, title: str, lines: Iterable[str], keys: str) -> None:
        """Say what it is about; lines that say nothing are left out."""
        self.query_one("#title", Static).update(displayable(title))
        self._summary.update("\n".join(displayable(line) for line in lines if line))
        self._keys.update(keys)
        self._make_room(self.app.size)

    def _make_room(self, size: Size) -> None:
        """About half the screen is for the people; they can be scrolled."""
        width = min(self._width, size.width) - FRAME.width
        self.rows.fit(width)
        self.rows.styles.height = 1 + min(self.rows.count(), max(2, (size.height - 4) // 2))
        self._reason.display = self.rows.cut
        self._reason.lines = -(-self.rows.words_width // max(1, width - 1)) if self.rows.cut else 0
        self._show_reason()
        super()._make_room(size)

    @on(Grid.Moved)
    def _show_reason(self) -> None:
        if self.rows.cut:
            self._reason.update(self.rows.current_words)


class _Reason(Static):
    """A verdict with its reason, as high as the longest one needs."""

    lines = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.lines
