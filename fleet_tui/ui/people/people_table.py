"""The table of people: a window on an ordered query, the same cost however many people there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import work
from textual.color import Color
from textual.message import Message

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.filters.query import Anchor, ListQuery, Side
from fleet_tui.domain.people.list_cell import meaning_of
from fleet_tui.domain.people.profile import Person
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import when_painted
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.people.list_columns import ColumnFit, asked_at_first, asked_for
from fleet_tui.ui.people.marks import CheckMarks, Marked, MarkedGrid
from fleet_tui.ui.people.opening import ROWS, Opening
from fleet_tui.ui.people.window import PageOf, RowWords, Window, of_page
from fleet_tui.ui.widgets.grid import Move
from fleet_tui.ui.widgets.pending_moves import CursorTracker, TrackerState

SCREENS = 3
"""Screens of rows that are loaded beyond the rows needed."""
KEPT = 6
"""Screens of rows that are kept at either side of the one shown."""


class PeopleTable(MarkedGrid):
    """Shows the rows around the cursor, and loads more as the cursor comes near their ends.

    `cursor` and `top` are what is on screen; `aim` is where the keys have led, a place in the whole list, which is
    shown as soon as its rows are loaded. So keys that come faster than rows are neither lost nor done twice.
    """

    by_column = True

    class Loaded(Message):
        """Rows were loaded: counts, names and places may have changed."""

    def __init__(self, profile_type: ProfileType, query: ListQuery, page: PageOf, check_marks: CheckMarks) -> None:
        super().__init__(query, check_marks)
        self._type = profile_type
        self._page = page
        self._query_shown = query
        self._tracker = CursorTracker()
        self._words = RowWords(profile_type)
        self._opening: Opening | None = None
        self._around_person: int | None = None
        """The person around whom rows are being loaded; None: the first rows."""
        self._fit = ColumnFit(profile_type, self._words.seen)

    # What is shown

    def cell(self, place: int, key: str) -> str:
        """The words of a person's cell; a phone number is empty until phone numbers are written in a thread."""
        row = self.window.row(place)
        return "" if row is None else self._words.seen(self.window, row, key)

    def meaning(self, place: int, key: str) -> str:
        row = self.window.row(place)
        return meaning_of(key, row.person.values) if row else ""

    def block(self, place: int, key: str) -> Color | None:
        row = self.window.row(place) if key == "name" else None
        return self._words.block(row, self.background_colors[1]) if row else None

    def _show_columns(self) -> None:
        self._fit.settle(self._query_shown, self.window)
        self.show_columns(self._fit.columns(self._query_shown))

    def _let_grow(self) -> None:
        if self._fit.grows(self.window):
            self._show_columns()

    async def followed(self) -> None:
        """Wait until all the keys before have been followed."""
        await self._tracker.until_shown()

    async def person(self) -> Person | None:
        """The person at the cursor once all the keys before have been followed."""
        await self.followed()
        row = self.window.row(self.cursor)
        return row.person if row else None

    # Marks

    def toggle_mark(self) -> None:
        """Mark the person at the cursor, or take the mark away, and go down."""
        person = self.person_at(self.cursor)
        if person is not None:
            self.show_marks(self.marks.toggled(person))
            self.go(self.cursor + 1, self.top)

    # Moving

    def then(self, act: Callable[[], None]) -> None:
        """Do something after the keys before are followed and before the keys behind."""
        self._tracker.put(act, in_sight=True)
        self._follow()

    def _follow(self) -> None:
        while (act := self._tracker.next()) is not None:
            act()

    @property
    def aim(self) -> tuple[int, int]:
        """Where the keys have led so far, shown or not yet."""
        return self._tracker.aim

    @property
    def settled(self) -> bool:
        """Whether all keys are followed and no rows are awaited."""
        return self._tracker.state is TrackerState.SHOWING

    def step(self, move: Move) -> None:
        """Follow a key that moves; while a query is being loaded, once its rows are there."""
        step = super().step
        self._tracker.put(lambda: step(move))
        self._follow()

    def go(self, cursor: int, top: int) -> None:
        """Aim at a place, show it if its rows are loaded, and load the rows that are missing."""
        if self._tracker.loading:
            return
        cursor, top = self.nearest(cursor, top)
        at_hand = self.window.has(top, top + self.height)
        begins = self._tracker.lead((cursor, top), at_hand=at_hand, more=self._missing(top) is not None)
        if at_hand:
            self.show_at(cursor, top)
        if begins:
            self._fill()

    def _missing(self, top: int) -> tuple[int, int] | None:
        """The places to load next: a whole screen from `top`, else a screen beyond it at either side."""
        for first, last in ((top, top + self.height), (top - self.height, top), (top, top + 2 * self.height)):
            if not self.window.has(first, last):
                return first, last
        return None

    # Loading

    def begin(self, opening: Opening) -> None:
        """Show what the list opens with, and follow the keys that came before it."""
        page, self.query_wanted, self._query_shown = opening.page, opening.query, opening.query
        self.window = of_page(page)
        self._words.blocks = self.app.has_class("-rich") and "color" in self._type.fields
        place = max(0, min(page.place, page.matching - 1))
        self.cursor, self.top = self._tracker.aim = place, max(0, place - opening.above)
        self._tracker.loaded()
        self._show_columns()
        self.show_column(opening.column)
        self._opening = opening
        self._show_asked()
        self.draw()
        if self.size.height:  # else the first layout does it
            self.go(*self.aim)
        self._follow()
        if self.query_wanted.only is not None and not self.marks.ids:
            self.marks = Marked(self.query_wanted.only)  # until the kept marks are read, which takes a lock
        elif self.marks.ids:
            self.count_hidden()
        self.call_after_refresh(self._learn_phones)

    def on_resize(self) -> None:
        """Bring what the list opened with into sight, once it is known how much of it fits."""
        self._show_asked()

    def _show_asked(self) -> None:
        if self._opening is not None and self.size.width:
            opening, self._opening = self._opening, None
            self.bring_into_sight(asked_at_first(opening.query))
            self.show_column(opening.column)

    def fit_again(self) -> None:
        """Let the columns move when the same query is read again, which leaves them where they are otherwise."""
        self._fit.loosen()

    def reload(self, query: ListQuery | None = None, person: int | None = None) -> None:
        """Show a query, or the same one as it is now, around a person; by default the one at the cursor."""
        if person is None:
            person = self._around_person if self._tracker.loading else self.person_at(self.cursor)
        self._ask(query or self.query_wanted, person)

    def show_first(self, query: ListQuery) -> None:
        """Show a query from its first row: its answer is to be looked at from the top."""
        self._ask(query, None)

    def _ask(self, wanted: ListQuery, person: int | None) -> None:
        # People without their mark stay on screen until now; without any marks the filter is shown again.
        self.query_wanted = wanted if wanted.only is None else replace(wanted, only=self.marks.ids or None)
        self._around_person = person
        self._tracker.load()
        self._load(self.query_wanted, person)

    @work(exclusive=True, group="rows")
    async def _load(self, query: ListQuery, person: int | None) -> None:
        spare = SCREENS * self.height if self.size.height else ROWS
        before = self.marks.ids
        try:
            window, place, marks = await run_in_thread(self._around, query, person, spare, before)
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            top = place - (self.cursor - self.top) if self.top else 0
            asked = asked_for(self._query_shown, query)
            self.window, self._query_shown = window, query
            self.cursor, self.top = self._tracker.aim = self.nearest(place, top)
            self._show_columns()
            self._let_grow()
            if asked is not None:
                self.bring_into_sight(asked)
            if self.marks.ids == before:
                self.marks = marks
            else:
                self.count_hidden()
            self.draw()
            self.tell_screen(self.Loaded())
        self._tracker.loaded()
        self.go(*self.aim)
        self._follow()
        if not self._words.phones_known:
            self._learn_phones()

    def refuse(self, refusal: Refusal) -> None:
        """Say why the rows cannot be read; what is on screen stays, unless the user may not see it any more."""
        self._tracker.drop()
        self._tracker.loaded()
        self.query_wanted = self._query_shown
        if isinstance(refusal, NotAllowed):
            self._show_nobody()
        self.post_message(Notice(str(refusal), problem=True))

    def _show_nobody(self) -> None:
        """Empty the list: the user may not see these people now."""
        self.window = Window(country=self.window.country)
        self.cursor, self.top = self._tracker.aim = 0, 0
        self.empty = ""
        self.draw()
        self.refresh()

    @work(exclusive=True, group="phones")
    async def _learn_phones(self) -> None:
        """Write the other phone numbers behind the first picture, because the module for them takes long to import."""
        await when_painted(self.app, lambda: None)
        await run_in_thread(self._words.write, self.window)
        self._words.phones_known = True
        self._let_grow()
        self.draw()

    def _around(
        self, query: ListQuery, person: int | None, spare: int, marks: frozenset[int]
    ) -> tuple[Window, int, Marked]:
        """The rows around a person (None: the first rows), the person's place, and the marks as they are now."""
        anchor = Anchor() if person is None else Anchor(Side.FROM, person)
        page = self._page(query, anchor, spare + self.height, spare)
        window, place = of_page(page), max(0, min(page.place, page.matching - 1))
        return self._words.write(window) if self._words.phones_known else window, place, self._check_marks(query, marks)

    @work(exclusive=True, group="more")
    async def _fill(self) -> None:
        window = self.window
        while not self._tracker.loading and (missing := self._missing(self.aim[1])):
            anchor, limit = window.ask(*missing, SCREENS * self.height)
            try:
                more = await run_in_thread(self._more, self._query_shown, anchor, limit)
            except Refusal as refusal:
                self._tracker.drop()
                self.post_message(Notice(str(refusal), problem=True))
                break
            if self.window is not window:
                break
            self._join(window.joined(anchor, more))
            if not more.rows:
                break
            window = self.window
        self._tracker.brought((self.cursor, self.top))
        self._follow()

    def _more(self, query: ListQuery, anchor: Anchor, limit: int) -> Window:
        return self._words.write(of_page(self._page(query, anchor, limit)))

    def _join(self, window: Window) -> None:
        shift = window.shift(self.window)
        counts = (self.window.matching, self.window.total)
        self.cursor, self.top = self.cursor + shift, self.top + shift
        cursor, top = self.aim[0] + shift, self.aim[1] + shift
        self.window = window.trimmed(top - KEPT * self.height, top + (KEPT + 1) * self.height)
        self._let_grow()
        if shift or counts != (window.matching, window.total):
            self.draw()
            self.tell_screen(self.Loaded())
        self.go(cursor, top)
        self._follow()
