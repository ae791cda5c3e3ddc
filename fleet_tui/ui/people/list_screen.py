"""The list of technicians or of employees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from fleet_tui.domain.access.permissions import (
    ACTIVATE_PEOPLE,
    EXPORT_PEOPLE,
    MANAGE_COMPANY,
    MANAGE_PAYROLL,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    SEND_INVITES,
    SEND_RESETS,
)
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Page
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING, DOING, LEAVING, drop_until_seen, processed
from fleet_tui.ui.people.list_marks import ListMarks

FOLLOWS = 3.0
"""Seconds between two looks at what has changed (product.md, "Lists")."""

OpenForm = Callable[[PersonKind, int | None], Screen[int | None]]
"""Makes the form for a person, or with None for a new one; it is dismissed with the id of who was saved."""


_CHANGE = (MANAGE_PEOPLE, MANAGE_PAYROLL, MANAGE_ROLES)
"""The permissions to change something on a profile."""


class PeopleListScreen(ListMarks):
    """Finds people and marks them, and is the way to the forms and to what can be done with many at once."""

    AUTO_FOCUS = "#people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "act", "Actions", id="list.actions"),
        Binding("space", "mark", "Mark", id="list.mark", key_display="Space"),
        Binding("slash", "filter_line", "Filter", id="list.filter_line", key_display="/"),
        Binding("a", "add", "Add", id="list.add"),
        Binding("e,enter", "edit", "Edit", id="list.edit"),
        Binding("u", "undo", "Undo", id="list.undo"),
        Binding("w", "views", "Views", id="list.views"),
        Binding("f", "filter", "Filter this column", id="list.filter", show=False),
        Binding("F", "clear", "Active people, or everybody", id="list.clear", show=False),
        Binding("s", "sort", "Sort", id="list.sort", show=False),
        Binding("c", "columns", "Columns", id="list.columns", show=False),
        Binding("v", "mark_range", "Mark a range", id="list.range", show=False),
        Binding("escape", "leave_range", "Leave the range", id="list.leave_range", show=False),
        Binding("asterisk", "mark_all", "Mark all that match", id="list.mark_all", key_display="*", show=False),
        Binding("minus", "clear_marks", "Clear the marks", id="list.clear_marks", key_display="-", show=False),
        Binding("m", "only_marked", "Show only the marked", id="list.only_marked", show=False),
        Binding("U", "undo(True)", "Redo", id="list.redo", show=False),
        Binding("y", "copy", "Copy", id="list.copy", show=False),
        Binding("r", "reload", "Reload", id="list.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | x | What can be done with the marked people, or with the one at the cursor. |
    | Space | Mark the person at the cursor, or take the mark away, and go down. |
    | / | Filter by a line. |
    | a | Add a person. |
    | enter, e | Edit the person at the cursor. |
    | u | Undo your last change. |
    | w | Saved views. |
    | f | Filter by the current column. |
    | F | Go back to the active people; when they are shown, to everybody. |
    | s | Sort by the current column; once more for the other direction. |
    | c | Choose the columns and their order. |
    | v | Begin a range at the cursor; once more, mark all up to the cursor. |
    | Esc | Leave the range without marking it. |
    | * | Mark all that match. |
    | - | Clear the marks. |
    | m | Show only the marked people; once more, those who match the filter. |
    | U | Redo what was undone. |
    | y | Copy the row, or the marked people. |
    | r | Ask the database again. |
    """

    NEEDS: ClassVar = {
        "add": (MANAGE_PEOPLE,),
        "copy": (EXPORT_PEOPLE,),
        "undo": (
            MANAGE_PEOPLE,
            ACTIVATE_PEOPLE,
            SEND_INVITES,
            SEND_RESETS,
            MANAGE_PAYROLL,
            MANAGE_ROLES,
            MANAGE_COMPANY,
        ),
    }

    def __init__(self, services: Services, kind: PersonKind, open_form: OpenForm, first: Page | None = None) -> None:
        """`first` is the first page of `opening_query`, where it was asked for before there was a screen."""
        super().__init__(services, kind)
        self._open_form = open_form
        self._first = first

    def compose_body(self) -> ComposeResult:
        """What is shown, in words, and the people."""
        yield self.bar
        yield self.table

    def on_mount(self) -> None:
        """Ask for the first rows, and follow what others change and what time ends."""
        self.set_interval(FOLLOWS, self._follow)
        first, self._first = self._first, None
        if first is None:
            self.table.reload()
        else:
            self.table.begin(first)
            self.show_query()

    @work(exclusive=True, group="follow")
    async def _follow(self) -> None:
        """Show the rows again when the database has changed since they were read; the cursor stays on its person."""
        if not (self.is_current and self.table.settled):
            return
        try:
            now = await run_in_thread(self.services.people.revision)
        except Refusal:
            return  # said where somebody acts
        shown = self.table.window.revision
        if shown not in (None, now) and self.is_current and self.table.settled:
            self.table.reload()

    def words_of(self, binding: Binding) -> str:
        """Who may change nothing about people opens their profiles to read them."""
        reads = binding.id == "list.edit" and not any(map(self.grants.may, _CHANGE))
        return "Open" if reads else super().words_of(binding)

    async def leave(self) -> bool:
        """Not while something is under way: its dialog would come up, and its end be told, somewhere else."""
        own = [worker for worker in self.workers if worker.node is self and worker.group in (ASKING, DOING)]
        busy = not all(worker.is_finished for worker in own)
        if busy:
            self.say("Wait until this is done.")
        return not busy

    def returned(self) -> None:
        """Show what has changed meanwhile."""
        self.table.reload()

    def granted_anew(self) -> None:
        """Show people to whom they may be shown now."""
        super().granted_anew()
        self.rest()
        self.table.reload()

    def action_reload(self) -> None:
        """Ask the database again."""
        self.table.reload()

    # What is done with people; dialogs are imported where they are opened, and so are the ways to them

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        """What can be done with people."""
        from fleet_tui.ui.people import list_actions

        return {"act": list_actions.offered(self)}

    @work(exclusive=True, group=ASKING)
    async def action_act(self, picked: str = "") -> None:
        """Ask what is to be done with the marked people, or with the one at the cursor, unless it is picked; do it."""
        await self.table.followed()
        from fleet_tui.ui.people import list_actions

        await list_actions.act(self, picked)

    @work(exclusive=True, group=ASKING)
    async def action_undo(self, redo: bool = False) -> None:
        """Undo this user's last change, or redo it."""
        from fleet_tui.ui.people import list_actions

        await list_actions.undo(self, redo=redo)

    @work(exclusive=True, group=ASKING)
    async def action_views(self) -> None:
        """Choose a saved view, or save this one."""
        from fleet_tui.ui.people import list_views

        await list_views.choose(self)

    @work(exclusive=True, group=DOING)
    async def action_copy(self) -> None:
        """Copy the row, or what is picked of the marked people."""
        await self.table.followed()
        from fleet_tui.ui.people import list_actions

        await list_actions.copy(self)

    def action_add(self) -> None:
        """Open the form for a new person."""
        self._form(adding=True)

    def action_edit(self) -> None:
        """Open the form of the person at the cursor."""
        self._form(adding=False)

    @work(exclusive=True, group=LEAVING)
    async def _form(self, *, adding: bool) -> None:
        person = None if adding else await self.table.person()
        if not adding and person is None:
            self.say("There is nobody here to edit.")
            drop_until_seen(self.app)
        else:
            form = self._open_form(self.profile_type.kind, person.id if person else None)
            saved = await self.app.push_screen_wait(form)
            self.table.reload(person=saved)
            if saved is not None:
                await self._find(saved)

    async def _find(self, saved: int) -> None:
        """Say how to see the saved person, when the filter hides them."""
        shown = await self.table.person()
        if shown is not None and shown.id == saved:
            return
        try:
            profile = await run_in_thread(self.services.people.profile, self.profile_type.kind, saved)
        except Refusal:
            return
        await processed(self.table)  # the cursor's way there is no reason to take the sentence away
        self.hides(profile)
