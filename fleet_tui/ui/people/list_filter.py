"""What a list of people shows: its filter, order, columns and saved views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.fields import Field
from fleet_tui.domain.filters.conditions import FIND, ONLY_ACTIVE, Filter, describe
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import processed
from fleet_tui.ui.frame.guarded_screen import why_not

if TYPE_CHECKING:
    from fleet_tui.domain.filters.saved_views import View
    from fleet_tui.ui.people.filters.column_filter import Offered
    from fleet_tui.ui.people.people_list import PeopleList

MARKED_ONLY = "Marked only"
"""Stands in the place of the filter while the list shows only the marked people."""


WAY_BACK = "The filter before it is back with / Up Up."
"""Said once, of the first line that took the place of other conditions: the first Up brings back the present line."""
INACTIVE_TOO = "(I: inactive too)"
"""How inactive people are seen: said beside the filter that a list opens with (technicians.txt, "By default")."""


# Dialogs are imported where they are opened: the first list is on screen sooner without them.


class ListFilter:
    """Asks for people and says what was asked. Setting any filter ends "marked only".

    The methods that open dialogs run in workers of the group ASKING: keys pressed ahead are for the dialog.
    """

    def __init__(self, screen: PeopleList) -> None:
        self._screen = screen
        self._table = screen.table
        self._type = screen.profile_type
        self._applied: list[str] = []
        self._told_way_back = False
        self._hidden: int | None = None
        """The person last saved, as long as the filter hides them and the cursor has not moved."""
        screen.bar.clear_part = self.clear_condition

    # What is shown

    def show_query(self) -> None:
        """Say above the list what it shows."""
        window = self._table.window
        self._screen.bar.show_filter(self._words)
        self._show_position()
        self._screen.name_window(f"{self._type.plural} · {window.matching:,}")
        plural = self._type.plural.lower()
        ways = {"add": "a adds one", "import_file": "i imports many"}
        open_ways = ", ".join(words for action, words in ways.items() if not self._screen.why_not(action))
        nobody = f"There are no {plural} yet{': ' if open_ways else ''}{open_ways}."
        self._table.empty = f"No {plural} match the filter: {self._way_out}" if window.total else nobody
        if not window.matching:
            self._table.refresh()

    @property
    def _words(self) -> list[str]:
        """The conditions in words, in their order; while only the marked people are shown, that."""
        names, query = self._table.window.names, self._table.query_wanted
        if query.only is not None:
            return [MARKED_ONLY]
        words = [describe(self._type, condition, names) for condition in query.filter.conditions]
        return [f"{words[0]} {INACTIVE_TOO}"] if self._as_opened else words

    @property
    def _way_out(self) -> str:
        query = self._table.query_wanted
        if self._as_opened:
            return "F shows everybody."
        active_only = query.only is None and query.filter.on("active") == ONLY_ACTIVE.on("active")
        return "F clears it." if active_only else "F shows the active ones."

    def forget_saved(self) -> None:
        """Look no more for the person last saved."""
        self._hidden = None

    def cursor_moved(self) -> None:
        """Follow the cursor with the position."""
        self.forget_saved()
        self._show_position()

    def _show_position(self) -> None:
        window = self._table.window
        self._screen.bar.show_counts(self._table.cursor + 1, window.matching, window.total)

    # What is asked

    def ask(self, **changes: object) -> None:
        """Show the query with these changes; the cursor stays on its person."""
        self._screen.rest()
        self._table.reload(replace(self._table.query_wanted, **changes), self._hidden)  # type: ignore[arg-type]

    def set(self, filter: Filter) -> None:
        """Show the people that match a filter, with the cursor on the first."""
        self._screen.rest()
        self._table.show_first(replace(self._table.query_wanted, filter=filter, only=None))

    def toggle_active(self) -> None:
        """Go back to the active people at once; from them, to all people."""
        self.ask(filter=Filter() if self._as_opened else ONLY_ACTIVE, only=None)

    def clear_condition(self, words: str) -> None:
        """Ask without the condition that is said in these words; without "marked only", if that is."""
        query = self._table.query_wanted
        if query.only is not None:
            self.ask(only=None)
        elif words in self._words:
            condition = query.filter.conditions[self._words.index(words)]
            self.ask(filter=query.filter.without(condition.field))

    def toggle_inactive(self) -> None:
        """Show inactive people too, with the rest of the filter as it is; from there, only the active ones."""
        from fleet_tui.ui.people.inactive import toggled

        self.ask(filter=toggled(self._table.query_wanted.filter), only=None)

    @property
    def _as_opened(self) -> bool:
        query = self._table.query_wanted
        return query.only is None and query.filter == ONLY_ACTIVE

    @property
    def _field(self) -> Field:
        return self._type.fields[self._table.shown[self._table.column].key]

    def sort(self) -> None:
        """Sort by the current column; by the same one again, the other way round."""
        name, sort = self._field.name, self._table.query_wanted.sort
        self.ask(sort=Sort(name, descending=sort.field == name and not sort.descending))

    async def ask_column(self) -> None:
        """Ask for the condition on the current column."""
        field, asked = self._field, self._table.query_wanted.filter
        offered = await self._screen.run_or_say(self._offered, field)
        if offered is None:
            return
        from fleet_tui.ui.people.filters.column_filter import CLEAR, column_filter

        dialog = column_filter(field, asked.on(field.name), offered)
        dialog.beside = lambda: self._table.column_screen_offset
        answer = await self._screen.app.push_screen_wait(dialog)
        if answer is not None:
            asked = self._table.query_wanted.filter
            self.set(asked.without(field.name) if answer is CLEAR else asked.with_(answer))

    def _offered(self, field: Field) -> Offered:
        if field.source is None:
            from fleet_tui.ui.people.filters.column_filter import offered_without_asking

            return offered_without_asking(field)
        entries = self._screen.services.lists.entries(field.source, retired=True)
        return [(entry.id, entry.name) for entry in entries] + [(None, "none")]

    async def ask_line(self) -> Filter | None:
        """Ask for the filter as a line and show it; None when nothing is asked."""
        asked = self._table.query_wanted.filter
        vocabulary = await self._screen.run_or_say(self._screen.services.lists.vocabulary, self._type.kind)
        if vocabulary is None:
            return None
        from fleet_tui.ui.people.filters.filter_line import FilterLine

        line = FilterLine(self._type, asked, vocabulary, self._applied)
        answer = await self._screen.app.push_screen_wait(line)
        if answer is not None:
            self.set(answer)
        return answer

    def words_of_dropped(self, before: Filter, asked: Filter) -> str:
        """The way back to a filter of which a line dropped more than Active and a search; empty where it was told."""
        kept = before.without("active").without(FIND).conditions
        if self._told_way_back or all(asked.on(each.field) for each in kept):
            return ""
        self._told_way_back = True
        return WAY_BACK

    async def ask_columns(self) -> None:
        query = self._table.query_wanted
        from fleet_tui.ui.people.filters.columns import Columns

        dialog = Columns(self._type, query.fields, self._may_see)
        dialog.beside = lambda: self._table.column_screen_offset
        fields = await self._screen.app.push_screen_wait(dialog)
        if fields and fields != query.fields:
            self.ask(fields=fields)

    def _may_see(self, field: Field) -> bool:
        return self._screen.services.grants.may(permission_of_field(field).see)

    async def ask_view(self) -> None:
        """Ask for a saved view, and show it."""
        from fleet_tui.ui.dialogs.progress import Progress
        from fleet_tui.ui.dialogs.sequence import DialogSequence
        from fleet_tui.ui.people.filters.saved_views import SavedViews

        screen, services, query = self._screen, self._screen.services, self._table.query_wanted
        progress = Progress("Nobody was counted: the list stays as it is.", "Esc stops, and the list stays as it is.")
        try:
            with DialogSequence(screen.app) as dialogs:
                counted = await dialogs.wait(
                    lambda: progress.unless_stopped(services.views.of(query.kind)), "Counting who matches", progress
                )
                not_shared = why_not(services.grants, MANAGE_PEOPLE)
                dialog = SavedViews(services.views, counted, query, not_shared)
                dialog.beside = lambda: self._table.content_region.offset
                view = await dialogs.ask(dialog)
        except Refusal as refusal:
            screen.say(str(refusal), problem=not isinstance(refusal, Stopped))
            return
        if view is not None:
            self.show_view(view)

    def show(self, filter: Filter, sort: Sort | None = None) -> None:
        """Show who match a filter, once the list has opened; without a sort in the present order."""
        self._table.then(lambda: self._show(filter, sort))

    def _show(self, filter: Filter, sort: Sort | None) -> None:
        query = self._table.query_wanted
        self._table.show_first(replace(query, filter=filter, sort=sort or query.sort, only=None))

    def show_view(self, view: View) -> None:
        """Show a saved view, once the list has opened, and say what of it is unknown."""
        self._table.then(lambda: self._show_view(view))

    def _show_view(self, view: View) -> None:
        self._table.show_first(view.query())
        self._screen.say(" ".join((f"View: {displayable(view.name)}.", *view.notes)), problem=bool(view.notes))

    # Behind the palette

    async def reveal(self, id: int) -> None:
        """Put the cursor on a person; a filter that hides them is taken off, which is said."""
        await self._table.followed()  # a list that is just opening would put it where the user left it
        self._table.reload(person=id)
        if await self._shows(id):
            return
        for filter in (ONLY_ACTIVE, Filter()):
            self._table.reload(replace(self._table.query_wanted, filter=filter, only=None), id)
            if await self._shows(id):
                self._screen.say("The filter hid them: it is off.")
                return

    async def _shows(self, id: int) -> bool:
        shown = await self._table.person()
        return shown is not None and shown.id == id

    # Behind a form

    async def find_saved(self, id: int) -> None:
        """When the filter hides the person just saved, say so and which key puts the cursor on them."""
        if await self._shows(id):
            return
        try:
            profile = await run_in_thread(self._screen.services.people.profile, self._type.kind, id)
        except Refusal:
            return
        await processed(self._table)  # else the cursor's way there takes the sentence away
        self._hidden = id
        keys = "F shows everybody active"
        if not profile.active:
            keys = f"F {'' if self._as_opened else 'twice '}shows everybody"
        self._screen.say(f"{displayable(profile.name)} is saved and hidden by the filter: {keys}.")
