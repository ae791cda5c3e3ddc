"""A grid of people, some of them marked (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from textual import work
from textual.geometry import Region
from textual.message import Message

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.presence import OPEN_SIGN
from fleet_tui.services.people.profiles import People
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.people.window import Window
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GUTTER, MARK


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of the marked people, and how many of them do not match the list's filter."""

    ids: frozenset[int] = frozenset()
    hidden: int = 0

    def toggled(self, person: int) -> Marked:
        """With the mark of a person on screen set, or taken away."""
        return Marked(self.ids ^ {person}, self.hidden)

    def with_(self, people: list[int]) -> Marked:
        """With people added that match the filter."""
        return Marked(self.ids.union(people), self.hidden)


CheckMarks = Callable[[ListQuery, frozenset[int]], Marked]
"""The marks without people missing in the database, and how many a query hides; called off the UI thread.

Raises a Refusal when the database cannot be read."""


def checking_marks(people: People) -> CheckMarks:
    """Check marks by asking the service."""

    def check(query: ListQuery, ids: frozenset[int]) -> Marked:
        if not ids:
            return Marked()
        if people.how_many_match(query.kind, Filter(), ids) < len(ids):
            ids = frozenset(people.ids(ListQuery(query.kind, ("name",), only=ids)))
        if query.only is not None:
            return Marked(ids)
        return Marked(ids, len(ids) - people.how_many_match(query.kind, query.filter, ids))

    return check


class MarkedGrid(Grid):
    """Shows a window of a query, and a `*` behind the cursor's cell for a marked person, `@` for an open profile.

    Marks are by person, whatever the query shows; drawing one changes its own cell and no other.
    """

    class MarksChanged(Message):
        """Other people are marked than before, or other marks are hidden."""

    def __init__(self, query: ListQuery, check_marks: CheckMarks) -> None:
        super().__init__(id="people")
        self.query_wanted = query
        """What the list is to show; what it shows until the rows have come is the query before."""
        self.window = Window()
        self.marks = Marked()
        self.open = frozenset[int]()
        """The people whose profiles others have open."""
        self._check_marks = check_marks

    def count(self) -> int:
        return self.window.matching

    def person_at(self, place: int) -> int | None:
        """The id of the person of a row, if it is loaded."""
        row = self.window.row(place)
        return row.person.id if row else None

    def margin_of(self, place: int) -> str:
        """The cursor's cell and the mark; the sign of an open profile stands in the mark's cell, or else before it."""
        cursor, person = super().margin_of(place)[:MARK], self.person_at(place)
        open = OPEN_SIGN if person in self.open else " "
        if person not in self.marks.ids:
            return cursor + open
        return (open if cursor == " " else cursor) + "*"

    def is_marked(self, place: int) -> bool:
        return self.person_at(place) in self.marks.ids

    def show_open(self, people: frozenset[int]) -> None:
        """Show which people's profiles others have open; draws the gutter of each row on screen that this changes."""
        changed, self.open = self.open ^ people, people
        rows = range(min(self.height, self.count() - self.top))
        regions = [Region(0, 1 + y, GUTTER, 1) for y in rows if self.person_at(self.top + y) in changed]
        if regions:
            self.refresh(*regions)

    def set_marks(self, people: Collection[int]) -> None:
        """Mark exactly these people; their hidden ones are counted soon."""
        ids = frozenset(people)
        self.show_marks(Marked(ids, min(self.marks.hidden, len(ids))))
        if ids:
            self.count_hidden()

    def show_marks(self, marks: Marked) -> None:
        """Replace the marks; draws the one cell of each row on screen that this changes."""
        changed = self.marks.ids ^ marks.ids
        self.marks = marks
        rows = range(min(self.height, self.count() - self.top))
        width = self.size.width if self.app.has_class("-rich") else 1
        regions = [Region(MARK, 1 + y, width, 1) for y in rows if self.person_at(self.top + y) in changed]
        self.tell_screen(self.MarksChanged())
        if regions:
            self.refresh(*regions)

    @work(exclusive=True, group="marks")
    async def count_hidden(self) -> None:
        """Count the hidden marks again, until neither query nor marks change meanwhile."""
        asked: tuple[ListQuery, frozenset[int]] | None = None
        while asked != (self.query_wanted, self.marks.ids):
            asked = self.query_wanted, self.marks.ids
            try:
                marks = await run_in_thread(self._check_marks, *asked)
            except Refusal as refusal:
                self.post_message(Notice(str(refusal), problem=True))
                return
        self.show_marks(marks)
