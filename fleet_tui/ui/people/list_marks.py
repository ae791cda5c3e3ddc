"""Marking people on a list: one by one, a range, all that match; kept however the list is shown, and for a restart."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from textual import on, work

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Person
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.debouncer import Debouncer
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.frame.notice import Notice
from fleet_tui.ui.people.list_filter import ListFiltering
from fleet_tui.ui.people.marks import Marked
from fleet_tui.ui.people.people_table import PeopleTable

KEPT_AFTER = 0.2
"""Seconds from a mark until the marks are written."""
NOBODY = "Nobody is marked."


class ListMarks(ListFiltering):
    """The part of a list that marks (product.md, "Marking and bulk actions")."""

    def __init__(self, services: Services, kind: PersonKind) -> None:
        super().__init__(services, kind)
        self._range: Person | None = None
        self._kept: frozenset[int] | None = None
        """The marks as they are kept; None until those of the program before have been read."""
        self._keep_soon = Debouncer(self, KEPT_AFTER, self._keep)

    @property
    def marks(self) -> frozenset[int]:
        """The ids of the marked people, also of those whom the filter hides."""
        return self.table.marks.ids

    def set_marks(self, people: Collection[int]) -> None:
        """Mark these people and nobody else; who of them is hidden is counted soon."""
        ids = frozenset(people)
        self.table.show_marks(Marked(ids, min(self.table.marks.hidden, len(ids))))
        if ids:
            self.table.count_hidden()

    # Keeping

    def on_mount(self) -> None:
        """Bring the marks back that the program before this one left."""
        self._bring_back()

    @work(group="marks")
    async def _bring_back(self) -> None:
        kept = await run_in_thread(self.services.marks.load, self.profile_type.kind)
        self._kept = kept
        if kept:
            self.set_marks(self.marks | kept)
        elif self.marks:
            self._keep_soon.ask()

    @on(PeopleTable.MarksChanged)
    @on(PeopleTable.Loaded)
    def _show_marks(self) -> None:
        marks = self.table.marks
        self.bar.show_marks(len(marks.ids), marks.hidden)
        if self._kept is not None and marks.ids != self._kept:
            self._keep_soon.ask()

    async def _keep(self) -> None:
        self._kept = marks = self.marks
        await run_in_thread(self.services.marks.keep, self.profile_type.kind, marks)

    async def on_unmount(self) -> None:
        """Marks of the last moment are kept when the program ends."""
        await self._keep_soon.rest()

    # What the keys do

    def action_mark(self) -> None:
        """Mark the person at the cursor, or take the mark away, and go down."""
        self.rest()
        self.table.mark()

    @work(exclusive=True, group=DOING)
    async def action_mark_range(self) -> None:
        """Begin a range at the cursor; the second time, mark all from there to the cursor."""
        person = await self.table.person()
        begun, self._range = self._range, None
        if begun is None:
            self._range = person
            self.rest()
        elif person is not None:
            self.rest()
            people, query = self.services.people, self.table.query_wanted
            await self._mark_found(partial(people.ids_between, query, begun.id, person.id))

    def rest(self) -> None:
        """Show that a range is begun, for as long as it is."""
        if self._range is None:
            super().rest()
        else:
            name = self._range.values["name"]
            self.say(f"Range from {name}: v marks up to the cursor, Esc leaves it.")

    def action_leave_range(self) -> None:
        """End the range and mark nobody."""
        self._range = None
        self.rest()

    @work(exclusive=True, group=DOING)
    async def action_mark_all(self) -> None:
        """Mark all that match, also those who are not loaded."""
        await self.table.followed()
        found = await self._mark_found(partial(self.services.people.ids, self.table.query_wanted))
        if found is not None:
            self.say(f"Marked all {found:,} that match." if found else "Nobody matches.")

    async def _mark_found(self, find: Callable[[], list[int]]) -> int | None:
        """Mark the people whom a service finds; how many they are, None when it refused."""
        try:
            found = await run_in_thread(find)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return None
        self.table.show_marks(self.table.marks.with_(found))
        return len(found)

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.table.then(self._clear_marks)

    def _clear_marks(self) -> None:
        count = len(self.marks)
        self.table.show_marks(Marked())
        self._tell(f"Cleared {count:,} {'mark' if count == 1 else 'marks'}." if count else NOBODY)

    def _tell(self, sentence: str) -> None:
        """Say it by way of the table, behind the moves before: each of them wipes what is said when it is heard of."""
        self.table.post_message(Notice(sentence))

    def action_only_marked(self) -> None:
        """Show only the marked people; once more, those who match the filter."""
        self.table.then(self._only_marked)

    def _only_marked(self) -> None:
        if self.table.query_wanted.only is not None:
            self.ask(only=None)
        elif self.marks:
            self.ask(only=self.marks)
        else:
            self._tell(NOBODY)
