"""A grid of people some of whom are marked: a `*` behind the cursor's cell, and nothing else is drawn for a mark."""

from __future__ import annotations

from textual import work
from textual.geometry import Region
from textual.message import Message

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.notice import Notice
from fleet_tui.ui.people.marks import LookAfter, Marked
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import MARK


class MarkedGrid(Grid):
    """Shows the rows of a query, and who of them is marked; marks are by person, whatever the query shows."""

    class MarksChanged(Message):
        """Others are marked than before, or others of them are hidden."""

    def __init__(self, query: ListQuery, look_after: LookAfter) -> None:
        super().__init__(id="people")
        self.query_wanted = query
        """What the list is to show; what it shows until the rows have come is the query before."""
        self.marks = Marked()
        self._look_after = look_after

    def person_at(self, place: int) -> int | None:
        """The id of the person of a row, if it is at hand."""
        raise NotImplementedError

    def margin_of(self, place: int) -> str:
        """The cursor and the mark."""
        return super().margin_of(place)[:MARK] + ("*" if self.person_at(place) in self.marks.ids else " ")

    def show_marks(self, marks: Marked) -> None:
        """Mark these people instead; draws the one cell of each row on screen that this changes."""
        changed = self.marks.ids ^ marks.ids
        self.marks = marks
        rows = range(min(self.height, self.count() - self.top))
        regions = [Region(MARK, 1 + y, 1, 1) for y in rows if self.person_at(self.top + y) in changed]
        self.tell_screen(self.MarksChanged())
        if regions:
            self.refresh(*regions)

    @work(exclusive=True, group="marks")
    async def count_hidden(self) -> None:
        """Count anew how many of the marked are hidden."""
        asked: tuple[ListQuery, frozenset[int]] | None = None
        while asked != (self.query_wanted, self.marks.ids):
            asked = self.query_wanted, self.marks.ids
            try:
                marks = await run_in_thread(self._look_after, *asked)
            except Refusal as refusal:
                self.post_message(Notice(str(refusal), problem=True))
                return
        self.show_marks(marks)
