"""System › History: every recorded change with its author."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import Filter, Find, describe
from fleet_tui.domain.filters.line import Vocabulary
from fleet_tui.domain.history.query import HISTORY_FIELDS, HistoryRow
from fleet_tui.domain.paging import LogPage, PageQuery, Way
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING, DOING, LEAVING, drop_until_seen
from fleet_tui.ui.dialogs.prompt import Prompt
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.people.filters.filter_line import FilterLine
from fleet_tui.ui.screens.history_bar import HistoryBar
from fleet_tui.ui.screens.history_days import day_hint, first_row, local_day, typed_day
from fleet_tui.ui.screens.history_operation import OperationEntries, OperationPart
from fleet_tui.ui.screens.history_view import Changes, HistoryView
from fleet_tui.ui.widgets.grid import Grid

FOLLOWS = 3.0
"""Seconds between two looks at what has happened."""
_NOTHING = "Nothing has happened yet.", "Nothing in the history matches the filter: F shows all of it."
_NO_WORDS = "Nothing matches: F shows all. field:role finds changes of Role."


class HistoryScreen(FleetScreen[None]):
    """The history, newest first, as far as the filter lets it pass."""

    MANUAL: ClassVar[str] = "history"

    entry = "history"
    AUTO_FOCUS = "#history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter_line", "Filter", id="history.filter_line", key_display="/"),
        Binding("F", "clear", "All", id="history.clear"),
        Binding("left_square_bracket", "day(-1)", "Earlier: the day before", id="history.day_before", key_display="["),
        Binding("right_square_bracket", "day(1)", "Later: the day after", id="history.day_after", key_display="]"),
        Binding("d", "go_to_day", "Go to a day", id="history.day"),
        Binding("e", "edit", "Open the profile", id="history.edit", show=False),
        Binding("B", "billed", "Billed on a day", id="history.billed"),
        Binding("r", "reload", "Reload", id="history.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | / | The filter in one line. |
    | F | Without the filter. |
    | [ | The newest row of the day before. |
    | ] | The newest row of the day after. |
    | d | The newest row of a day. |
    | e | The profile that the row is about. |
    | B | The technicians who were billed on a day. |
    | r | Ask the database again, and go to the newest row. |
    """

    SIGNS: ClassVar = {
        "/ when>7d": "In the last seven days; when:7d is that one day",
        "/ field:role": "Changes of Role",
    }

    IN_SHORT: ClassVar = {
        "history.day_before": "Earlier",
        "history.day_after": "Later",
        "history.day": "Day",
        "history.billed": "Billed",
    }
    """Words of the key line, where there is no room for the bindings' own."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services, self._pages = services, services.history_pages
        self._filter = Filter()
        self._applied: list[str] = []
        self._bar = HistoryBar()
        self._bar.clear_part = self._clear_condition
        self._matching: int | None = None
        self._counting = False
        self._revision = 0
        self._view = HistoryView(self._read, services.context.clock, id="history")
        self._view.nothing = _NOTHING[0]

    def compose_body(self) -> ComposeResult:
        yield self._bar
        yield self._view

    def on_mount(self) -> None:
        self._show_filter()
        self.set_interval(FOLLOWS, self._follow)

    @work(exclusive=True, group="look")
    async def _follow(self) -> None:
        """Show what others do, when the database has changed."""
        if not self.is_current:
            return
        try:
            revision, *_ = await run_in_thread(self._services.people.revision)
        except Refusal:
            return  # the next action of the user says it
        if revision != self._revision and self.is_current:
            came = await self._view.follow()
            self._revision = self._revision if came is None else revision
            if came and self._matching is not None:
                self._matching += came
                self._show_place()

    def words_of(self, binding: Binding) -> str:
        return str(self.IN_SHORT.get(binding.id or "") or super().words_of(binding))

    def _read(self, query: PageQuery) -> LogPage[HistoryRow]:
        return self._pages.page(self._filter, query)

    def returned(self) -> None:
        """Show what has happened since at the top; elsewhere stay: nothing of the history ever changes."""
        if self._view.aim[0] == 0:
            self.action_reload()

    def permissions_changed(self) -> None:
        super().permissions_changed()
        self.action_reload()

    def action_reload(self) -> None:
        self._matching = None
        self._view.reload()

    # The filter

    @work(exclusive=True, group=ASKING)
    async def action_filter_line(self) -> None:
        line = FilterLine(HISTORY_FIELDS, self._filter, Vocabulary({}), self._applied)
        answer = await self.app.push_screen_wait(line)
        if answer is not None:
            self.show(answer)

    def action_clear(self) -> None:
        self.show(Filter())

    def show(self, filter: Filter) -> None:
        """Show the rows that match a filter."""
        self._filter = filter
        found = any(isinstance(each, Find) for each in filter.conditions)
        self._view.nothing = _NO_WORDS if found else _NOTHING[bool(filter.conditions)]
        self._show_filter()
        self.action_reload()

    def _clear_condition(self, words: str) -> None:
        place = self._words.index(words)
        self.show(self._filter.without(self._filter.conditions[place].field))

    @property
    def _words(self) -> list[str]:
        return [describe(HISTORY_FIELDS, each, {}) for each in self._filter.conditions]

    def _show_filter(self) -> None:
        self._bar.show_filter(self._words)

    # The place

    @on(Grid.Moved)
    def _moved(self) -> None:
        self.rest()
        self._show_place()

    def _show_place(self) -> None:
        window = self._view.window
        if window.newer is None and window.older is None:
            self._matching = len(window.rows)
        known = window.start is not None and self._matching is not None
        if not (known or self._counting) and window.rows:
            self._count(window.rows[0])
        place = window.start + self._view.cursor if window.start is not None and window.rows else None
        self._bar.show_place(place, self._matching)

    @work(group="count")
    async def _count(self, row: HistoryRow) -> None:
        """Count behind the picture; in a long history that takes longer than a page."""
        self._counting, filter = True, self._filter
        try:
            place = await run_in_thread(self._pages.place, filter, row)
        except Refusal:
            return  # the table says why
        finally:
            self._counting = False
        if filter is self._filter:
            self._matching = place.matching
            self._view.window = self._view.window.placed(row.id, place.newer)
        self._show_place()

    # Days

    @work(exclusive=True, group=DOING)
    async def action_day(self, by: int) -> None:
        row = self._view.current
        if row is None:
            return
        day = local_day(row.at)
        if by < 0:
            await self._go_to(day - timedelta(days=1), f"Nothing before {day}.")
            return
        found = await self.run_or_say(self._after, day)
        if found is not None:
            await self._go_to(local_day(found.at), "")
        else:
            self.say(f"Nothing after {day}.")

    def _after(self, day: date) -> HistoryRow | None:
        """The oldest row after a day."""
        return first_row(self._read, Way.NEWER, self._pages.after_day(day) - 1)

    async def _go_to(self, day: date, nothing: str) -> bool:
        """Go to the newest row of a day, or of the last before it that has any; say so when there is none."""
        at = await self.run_or_say(self._pages.after_day, day)
        if at is None:
            return False
        if await self.run_or_say(first_row, self._read, Way.OLDER, at) is None:
            self.say(nothing)
            return False
        await self._view.show_beside(Way.OLDER, at)
        return True

    @work(exclusive=True, group=ASKING)
    async def action_go_to_day(self) -> None:
        await self.app.push_screen_wait(
            Prompt("Go to a day", "", self._try_day, hint=day_hint(filtered=bool(self._filter.conditions)))
        )

    async def _try_day(self, typed: str) -> str:
        day = typed_day(typed)
        return "" if await self._go_to(day, "") else f"Nothing on {day} or before it."

    # What a row stands for

    @on(HistoryView.Opened)
    def _opened(self, event: HistoryView.Opened) -> None:
        if event.row.event is not None:
            self.app.push_screen(Changes(event.row.event))
        else:
            self._open_operation(event.row)

    @work(exclusive=True, group=ASKING)
    async def _open_operation(self, row: HistoryRow) -> None:
        part = await self.run_or_say(OperationPart.read, self._pages, row, self._filter)
        if part is not None:
            await self.app.push_screen_wait(OperationEntries(self._pages, part))

    @work(exclusive=True, group=LEAVING)
    async def action_edit(self) -> None:
        row = self._view.current
        if row is None or row.profile is None:
            several = row is not None and row.event is None
            self.say("Enter shows the people of this." if several else "There is no profile to this.")
            drop_until_seen(self.app)
            return
        from fleet_tui.ui.people.profile.person_form import PersonForm

        await self.app.push_screen_wait(PersonForm(self._services, *row.profile))
        self.returned()

    @work(exclusive=True, group=ASKING)
    async def action_billed(self) -> None:
        from fleet_tui.ui.screens.billed import ask_billed

        with DialogSequence(self.app) as dialogs:
            await ask_billed(dialogs, self._services)
