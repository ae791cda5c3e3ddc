"""The list of technicians or of employees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Field, PersonKind
from fleet_tui.domain.filters import Filter, describe
from fleet_tui.domain.profile_types import PROFILE_TYPES
from fleet_tui.domain.queries import ListQuery, Page, Sort
from fleet_tui.services.lists import Lists
from fleet_tui.services.people import People
from fleet_tui.ui.dialogs.filter_answer import CLEAR, Answer, Offered
from fleet_tui.ui.screens.base import FleetScreen
from fleet_tui.ui.widgets.filter_bar import FilterBar
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.people_table import PeopleTable
from fleet_tui.ui.work import off_ui

OpenForm = Callable[[PersonKind, int | None], Screen[int | None]]
"""Makes the form for a person, or with None for a new one; it is dismissed with the id of who was saved."""

ALL = ""
"""The answer that clears all conditions; a field's name clears its own."""


def opening_query(kind: PersonKind) -> ListQuery:
    """What a list shows when it is opened: the active people by name."""
    return ListQuery(kind, PROFILE_TYPES[kind].columns)


# Dialogs are imported where they are opened: the first list is on screen sooner without them.


class PeopleListScreen(FleetScreen[None]):
    """Finds people: a window on a query, with a filter on every column, sorting, and the way to the forms."""

    AUTO_FOCUS = "#people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="list.add"),
        Binding("e,enter", "edit", "Edit", id="list.edit"),
        Binding("f", "filter", "Filter", id="list.filter"),
        Binding("F", "clear", "Clear filters", id="list.clear"),
        Binding("s", "sort", "Sort", id="list.sort"),
        Binding("c", "columns", "Columns", id="list.columns"),
        Binding("r", "reload", "Reload", id="list.reload", show=False),
        Binding("y", "copy", "Copy the row", id="list.copy", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Add a person. |
    | enter, e | Edit the person at the cursor. |
    | f | Filter by the current column. |
    | F | Clear the filters, or one of several. |
    | s | Sort by the current column; once more for the other direction. |
    | c | Choose the columns and their order. |
    | r | Ask the database again. |
    | y | Copy the row to the clipboard. |
    """

    def __init__(
        self, people: People, lists: Lists, kind: PersonKind, open_form: OpenForm, first: Page | None = None
    ) -> None:
        """`first` is the first page of `opening_query`, where it was asked for before there was a screen."""
        super().__init__()
        self.entry = kind.value
        self._people, self._lists, self._open_form = people, lists, open_form
        self._type = PROFILE_TYPES[kind]
        self._table = PeopleTable(self._type, opening_query(kind), people.page)
        self._first = first
        self._bar = FilterBar(self._type.plural)

    def compose_body(self) -> ComposeResult:
        """What is shown, in words, and the people."""
        yield self._bar
        yield self._table

    def on_mount(self) -> None:
        """Ask for the first rows."""
        first, self._first = self._first, None
        if first is None:
            self._table.reload()
        else:
            self._table.begin(first)
            self._loaded()

    def returned(self) -> None:
        """Show what has changed meanwhile."""
        self._table.reload()

    # What is shown

    @on(PeopleTable.Loaded)
    def _loaded(self) -> None:
        window, query = self._table.window, self._table.query_wanted
        words = [describe(self._type, condition, window.names) for condition in query.filter.conditions]
        self._bar.show_filter(words)
        self._show_position()
        plural = self._type.plural.lower()
        nobody = f"There are no {plural} yet: a adds one."
        self._table.empty = f"No {plural} match the filter: F clears it." if window.total else nobody
        if not window.matching:
            self._table.refresh()

    @on(Grid.Moved)
    def _moved(self) -> None:
        self._show_position()
        self.say("")

    def _show_position(self) -> None:
        window = self._table.window
        self._bar.show_counts(self._table.cursor + 1, window.matching, window.total)

    # What is asked

    def _ask(self, **changes: object) -> None:
        self.say("")
        self._table.reload(replace(self._table.query_wanted, **changes))  # type: ignore[arg-type]

    @property
    def _field(self) -> Field:
        return self._type.fields[self._table.query_wanted.fields[self._table.column]]

    def action_reload(self) -> None:
        """Ask the database again."""
        self._table.reload()

    def action_sort(self) -> None:
        """Sort by the current column; by the same one again, the other way round."""
        name, sort = self._field.name, self._table.query_wanted.sort
        self._ask(sort=Sort(name, descending=sort.field == name and not sort.descending))

    @work(exclusive=True, group="dialog")
    async def action_filter(self) -> None:
        """Ask what the current column is to be."""
        field, asked = self._field, self._table.query_wanted.filter
        try:
            offered = await off_ui(self._offered, field)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return
        from fleet_tui.ui.dialogs.filters import ask_filter

        answer = await ask_filter(self.app, field, asked.on(field.name), offered)
        if answer is not None:
            self._set_filter(field, answer)

    def _set_filter(self, field: Field, answer: Answer) -> None:
        asked = self._table.query_wanted.filter
        self._ask(filter=asked.without(field.name) if answer is CLEAR else asked.with_(answer))

    def _offered(self, field: Field) -> Offered:
        """The values that a filter of the field can pick; those of a list with the ones that are retired."""
        if field.source is None:
            from fleet_tui.ui.dialogs.filters import offered_without_asking

            return offered_without_asking(field)
        return [(entry.id, entry.name) for entry in self._lists.entries(field.source, retired=True)] + [(None, "none")]

    @work(exclusive=True, group="dialog")
    async def action_clear(self) -> None:
        """Clear the filter; of several conditions, the one that is picked, or all."""
        asked, names = self._table.query_wanted.filter, self._table.window.names
        picked: str | None = ALL
        if len(asked.conditions) > 1:
            each = [(condition.field, describe(self._type, condition, names)) for condition in asked.conditions]
            from fleet_tui.ui.dialogs.options import Options

            picked = await self.app.push_screen_wait(Options("Clear", [(ALL, "All filters"), *each]))
        if picked is not None and asked.conditions:
            self._ask(filter=asked.without(picked) if picked else Filter())

    @work(exclusive=True, group="dialog")
    async def action_columns(self) -> None:
        """Choose the columns and their order."""
        query = self._table.query_wanted
        from fleet_tui.ui.dialogs.columns import Columns

        fields = await self.app.push_screen_wait(Columns(self._type, query.fields))
        if fields and fields != query.fields:
            self._ask(fields=fields)

    # What is done

    def action_copy(self) -> None:
        """Put the row on the clipboard, tabs between its cells."""
        self.app.copy_to_clipboard("\t".join(self._table.words_of_row()))
        self.say("Copied the row.")

    def action_add(self) -> None:
        """Open the form for a new person."""
        self._form(adding=True)

    def action_edit(self) -> None:
        """Open the form of the person at the cursor."""
        self._form(adding=False)

    @work(exclusive=True, group="dialog")
    async def _form(self, *, adding: bool) -> None:
        person = None if adding else await self._table.person()
        if not adding and person is None:
            self.say("There is nobody here to edit.")
        else:
            form = self._open_form(self._type.kind, person.id if person else None)
            saved = await self.app.push_screen_wait(form)
            self._table.reload(person=saved)
