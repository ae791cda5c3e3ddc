"""Marking people on a list: one by one, a range, all that match; kept across filters and restarts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fleet_tui.domain.people.profile import Person
from fleet_tui.ui.base.background import Debouncer, run_in_thread
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.people.list_filter import ListFilter
from fleet_tui.ui.people.marks import Marked

if TYPE_CHECKING:
    from fleet_tui.ui.people.people_list import PeopleList

KEPT_AFTER = 0.2
"""Seconds from a mark until the marks are written."""
NOBODY = "Nobody is marked."


class ListMarks:
    """Changes the marks of the table, shows their count and keeps them (product.md, "Marking and bulk actions")."""

    def __init__(self, screen: PeopleList, filter: ListFilter) -> None:
        self._screen = screen
        self._table = screen.table
        self._filter = filter
        self._range: Person | None = None
        self._kept: frozenset[int] | None = None
        """The marks as they are on disk; None until they have been read."""
        self._keep_soon = Debouncer(screen.table, KEPT_AFTER, self._keep)

    # Keeping

    async def bring_back(self) -> None:
        """Mark the people that were marked when the program ended."""
        kept = await run_in_thread(self._screen.services.marks.load, self._screen.profile_type.kind)
        self._kept = kept
        marked = self._table.marks.ids
        if kept:
            self._table.set_marks(marked | kept)
        elif marked:
            self._keep_soon.schedule()

    def changed(self) -> None:
        """Show how many people are marked, and keep other marks than those on disk."""
        marks = self._table.marks
        self._screen.bar.show_marks(len(marks.ids), marks.hidden)
        if self._kept is not None and marks.ids != self._kept:
            self._keep_soon.schedule()

    async def _keep(self) -> None:
        self._kept = marks = self._table.marks.ids
        await run_in_thread(self._screen.services.marks.keep, self._screen.profile_type.kind, marks)

    async def keep_now(self) -> None:
        """Write marks that are not on disk yet, beside the kept ones where those have not been read."""
        marks, kind = self._table.marks.ids, self._screen.profile_type.kind
        if self._kept is None and marks:
            kept = await run_in_thread(self._screen.services.marks.load, kind)
            await run_in_thread(self._screen.services.marks.keep, kind, marks | kept)
        await self._keep_soon.flush()

    # What the keys do

    @property
    def range_words(self) -> str:
        """What the status line says while a range is begun; empty while none is."""
        if self._range is None:
            return ""
        return f"Range from {self._range.values['name']}: v marks up to the cursor, Esc leaves it."

    async def mark_range(self) -> None:
        """Begin a range at the cursor; the second time, mark all from there to the cursor."""
        person = await self._table.person()
        begun, self._range = self._range, None
        if begun is None:
            self._range = person
            self._screen.rest()
        elif person is not None:
            self._screen.rest()
            people, query = self._screen.services.people, self._table.query_wanted
            await self._mark_found(partial(people.ids_between, query, begun.id, person.id))

    @property
    def in_range(self) -> bool:
        """Whether a range has been begun."""
        return self._range is not None

    def leave_range(self) -> None:
        self._range = None
        self._screen.rest()

    async def mark_all(self) -> None:
        """Mark all that match, loaded or not."""
        await self._table.followed()
        found = await self._mark_found(partial(self._screen.services.people.ids, self._table.query_wanted))
        if found == 0:  # else the bar counts the marks: a sentence too would cost a slow line the keys behind it
            self._screen.say("Nobody matches.")

    async def _mark_found(self, find: Callable[[], list[int]]) -> int | None:
        """Mark the people that a service finds; their number, None when it refused."""
        found = await self._screen.run_or_say(find)
        if found is None:
            return None
        self._table.show_marks(self._table.marks.with_(found))
        return len(found)

    def clear(self) -> None:
        count = len(self._table.marks.ids)
        self._table.show_marks(Marked())
        self._say(f"Cleared {count:,} {'mark' if count == 1 else 'marks'}." if count else NOBODY)

    def toggle_only(self) -> None:
        """Show only the marked people; once more, the people that match the filter."""
        if self._table.query_wanted.only is not None:
            self._filter.ask(only=None)
        elif self._table.marks.ids:
            self._filter.ask(only=self._table.marks.ids)
        else:
            self._say(NOBODY)

    def _say(self, sentence: str) -> None:
        """Say it by way of the table, behind the moves before: each of them clears the status line."""
        self._table.post_message(Notice(sentence))
