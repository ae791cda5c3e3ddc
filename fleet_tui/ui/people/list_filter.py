"""What a list of people shows: its filter in words, asked for column by column or as a line, its order and columns."""

from __future__ import annotations

from dataclasses import replace

from textual import on, work

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Field, PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter, describe
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.filters.filter_answer import CLEAR, Answer, Offered
from fleet_tui.ui.people.marks import looking_after
from fleet_tui.ui.people.people_table import PeopleTable
from fleet_tui.ui.widgets.grid import Grid

MARKED_ONLY = "Marked only"
"""What stands in the place of the filter while it is suspended."""


def opening_query(kind: PersonKind) -> ListQuery:
    """What a list shows when it is opened: the active people by name."""
    return ListQuery(kind, PROFILE_TYPES[kind].columns)


# Dialogs are imported where they are opened: the first list is on screen sooner without them.


class ListFiltering(GuardedScreen[None]):
    """The part of a list that asks for people, and says what was asked. Any filter that is set ends "marked only"."""

    def __init__(self, services: Services, kind: PersonKind) -> None:
        super().__init__()
        self.entry = kind.value
        self.services = services
        self.grants = services.grants
        self.profile_type = PROFILE_TYPES[kind]
        self._applied: list[str] = []
        self._hidden: int | None = None
        self.bar = FilterBar(self.profile_type.plural)
        self.table = PeopleTable(
            self.profile_type, opening_query(kind), services.people.page, looking_after(services.people)
        )

    # What is shown

    @on(PeopleTable.Loaded)
    def show_query(self) -> None:
        """Say above the list what it shows."""
        window, query = self.table.window, self.table.query_wanted
        words = [describe(self.profile_type, condition, window.names) for condition in query.filter.conditions]
        self.bar.show_filter(words if query.only is None else [MARKED_ONLY])
        self._show_position()
        plural = self.profile_type.plural.lower()
        nobody = f"There are no {plural} yet{'' if self.why_not('add') else ': a adds one'}."
        self.table.empty = f"No {plural} match the filter: {self._way_out}" if window.total else nobody
        if not window.matching:
            self.table.refresh()

    @on(Grid.Moved)
    def _moved(self) -> None:
        self._hidden = None
        self._show_position()
        self.rest()

    def _show_position(self) -> None:
        window = self.table.window
        self.bar.show_counts(self.table.cursor + 1, window.matching, window.total)

    # What is asked

    def ask(self, **changes: object) -> None:
        """Show the query with these changes."""
        self.rest()
        self.table.reload(replace(self.table.query_wanted, **changes), self._hidden)  # type: ignore[arg-type]

    def set_filter(self, filter: Filter) -> None:
        """Show the people who match a filter."""
        self.ask(filter=filter, only=None)

    @property
    def _field(self) -> Field:
        return self.profile_type.fields[self.table.query_wanted.fields[self.table.column]]

    def action_sort(self) -> None:
        """Sort by the current column; by the same one again, the other way round."""
        name, sort = self._field.name, self.table.query_wanted.sort
        self.ask(sort=Sort(name, descending=sort.field == name and not sort.descending))

    @work(exclusive=True, group=ASKING)
    async def action_filter(self) -> None:
        """Ask what the current column is to be."""
        field, asked = self._field, self.table.query_wanted.filter
        try:
            offered = await run_in_thread(self._offered, field)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return
        from fleet_tui.ui.people.filters.column_filter import ask_filter

        answer = await ask_filter(self.app, field, asked.on(field.name), offered)
        if answer is not None:
            self._answered(field, answer)

    @work(exclusive=True, group=ASKING)
    async def action_filter_line(self) -> None:
        """Ask for the whole filter as a line."""
        profile_type, asked = self.profile_type, self.table.query_wanted.filter
        try:
            vocabulary = await run_in_thread(self.services.lists.vocabulary, profile_type.kind)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return
        from fleet_tui.domain.filters.line import to_text
        from fleet_tui.ui.people.filters.filter_line import FilterLine

        text = to_text(profile_type, asked, vocabulary.names)
        answer = await self.app.push_screen_wait(FilterLine(profile_type, text, vocabulary, self._applied))
        if answer is not None:
            self.set_filter(answer)

    def _answered(self, field: Field, answer: Answer) -> None:
        asked = self.table.query_wanted.filter
        self.set_filter(asked.without(field.name) if answer is CLEAR else asked.with_(answer))

    def _offered(self, field: Field) -> Offered:
        """The values that a filter of the field can pick; those of a list with the ones that are retired."""
        if field.source is None:
            from fleet_tui.ui.people.filters.column_filter import offered_without_asking

            return offered_without_asking(field)
        entries = self.services.lists.entries(field.source, retired=True)
        return [(entry.id, entry.name) for entry in entries] + [(None, "none")]

    def action_clear(self) -> None:
        """Go back to the active people at once; from them, to everybody."""
        self.set_filter(Filter() if self._as_opened else ONLY_ACTIVE)

    @property
    def _as_opened(self) -> bool:
        """Whether the active people are shown, as when the list is opened."""
        query = self.table.query_wanted
        return query.only is None and query.filter == ONLY_ACTIVE

    @property
    def _way_out(self) -> str:
        return "F shows everybody." if self._as_opened else "F shows the active ones."

    def hides(self, profile: Profile) -> None:
        """Say that the filter hides the person just saved, and which key shows them; there the cursor goes."""
        self._hidden = profile.id
        keys = "F shows" if profile.active or self._as_opened else "F twice shows"
        self.say(f"{displayable(profile.name)} is saved and hidden by the filter: {keys} them.")

    def _may_see(self, field: Field) -> bool:
        return self.grants.may(permission_of_field(field).see)

    @work(exclusive=True, group=ASKING)
    async def action_columns(self) -> None:
        """Choose the columns and their order."""
        query = self.table.query_wanted
        from fleet_tui.ui.people.filters.columns import Columns

        fields = await self.app.push_screen_wait(Columns(self.profile_type, query.fields, self._may_see))
        if fields and fields != query.fields:
            self.ask(fields=fields)
