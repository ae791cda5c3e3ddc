"""The list of technicians or of employees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import ASKING, DOING, LEAVING, drop_until_seen, when_painted
from fleet_tui.ui.base.painting import paint_once
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.importing_list import ImportingList
from fleet_tui.ui.people.list_filter import ListFilter
from fleet_tui.ui.people.list_keys import CHANGES_PEOPLE, KEYS, NEEDS, SHORT, SIGNS
from fleet_tui.ui.people.list_marks import ListMarks
from fleet_tui.ui.people.list_memory import ListMemory
from fleet_tui.ui.people.live.follow import FOLLOWS, PANE_FROM, LiveList
from fleet_tui.ui.people.marks import checking_marks
from fleet_tui.ui.people.opening import Opening, opening_query
from fleet_tui.ui.people.people_table import PeopleTable
from fleet_tui.ui.widgets.grid import Grid

if TYPE_CHECKING:
    from fleet_tui.ui.people.list_actions import ListActions
    from fleet_tui.ui.people.list_drafts import ListDrafts

OpenForm = Callable[[PersonKind, int | None], FleetScreen[int | None]]
"""Makes the form for a person, or with None for a new one; it is dismissed with the id of the person saved."""


class PeopleListScreen(ImportingList):
    """Gives the keys of the list to its filter, its marks, its actions and the form."""

    MANUAL: ClassVar[str] = "lists"

    AUTO_FOCUS = "#people"
    HORIZONTAL_BREAKPOINTS = [*FleetScreen.HORIZONTAL_BREAKPOINTS, (PANE_FROM, "-broad")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = KEYS
    NEEDS: ClassVar = NEEDS
    SIGNS: ClassVar = SIGNS

    def __init__(self, services: Services, kind: PersonKind, open_form: OpenForm, first: Opening | None = None) -> None:
        """`first` is what `open_list` gives, where it was read before there was a screen."""
        super().__init__()
        self.entry = kind.value
        self.services = services
        self.grants = services.grants
        self.profile_type = PROFILE_TYPES[kind]
        self.bar = FilterBar(self.profile_type.plural)
        self.table = PeopleTable(
            self.profile_type, opening_query(kind), services.people.page, checking_marks(services.people)
        )
        self.filter = ListFilter(self)
        self.marks = ListMarks(self, self.filter)
        self.live = LiveList(self, self.table, services, kind)
        self.memory = ListMemory(self, self._shown)
        self._open_form = open_form
        self._first = first

    def compose_body(self) -> ComposeResult:
        yield from self.live.compose()
        yield self.bar
        yield self.table

    def on_mount(self) -> None:
        """Ask for the first rows and the kept marks, and follow what others change and what time ends."""
        self.set_interval(FOLLOWS, self._follow)
        first, self._first = self._first, None
        if first is None:
            self.memory.open()
        else:
            self.memory.begin(first)
        self._bring_back_marks()
        self._tell_drafts()

    def _shown(self) -> None:
        self.filter.show_query()
        self.live.follow()

    async def on_unmount(self) -> None:
        await self.marks.keep_now()

    @work(group="marks")
    async def _bring_back_marks(self) -> None:
        await self.marks.bring_back()

    @work(exclusive=True, group="drafts")
    async def _tell_drafts(self) -> None:
        await when_painted(self.app, lambda: None)
        await self._drafts().tell()

    def _drafts(self) -> ListDrafts:
        from fleet_tui.ui.people.list_drafts import ListDrafts  # not needed for the first picture

        return ListDrafts(self, self.services, self.profile_type.kind)

    @on(PeopleTable.Loaded)
    def _loaded(self) -> None:
        self.marks.changed()
        self.filter.show_query()
        self.live.follow()
        self.memory.keep()

    @on(PeopleTable.MarksChanged)
    def _marks_changed(self) -> None:
        self.marks.changed()

    @on(Grid.Moved)
    def _moved(self) -> None:
        self.filter.cursor_moved()
        self.live.follow()
        self.memory.keep()
        self.rest()

    @work(exclusive=True, group="follow")
    async def _follow(self) -> None:
        await self.live.look()

    def words_of(self, binding: Binding) -> str:
        """Say "Open" for "Edit" without a permission to change people, and short words for both filters."""
        reads = binding.id == "list.edit" and not any(map(self.grants.may, CHANGES_PEOPLE))
        return "Open" if reads else SHORT.get(binding.id or "") or super().words_of(binding)

    def rest(self) -> None:
        """Show the keys, or the range as long as one is begun."""
        self.say(self.marks.range_words)

    async def leave(self) -> bool:
        """Refuse while something is under way: its dialog and its result would come up on another screen."""
        own = [worker for worker in self.workers if worker.node is self and worker.group in (ASKING, DOING)]
        busy = not all(worker.is_finished for worker in own)
        if busy:
            self.say("Wait until this is done.")
        return not busy

    def returned(self) -> None:
        self.live.returned()
        self.memory.reload()
        self._tell_drafts()

    def permissions_changed(self) -> None:
        """Show what the changed permissions allow to see."""
        super().permissions_changed()
        self.rest()
        self.memory.reload()
        self.live.follow()

    def action_reload(self) -> None:
        self.table.fit_again()
        self.memory.reload()

    def action_pane(self) -> None:
        self.live.toggle_pane()

    # What is shown

    @work(exclusive=True, group=ASKING)
    async def action_filter_line(self) -> None:
        await self.table.followed()
        before = self.table.query_wanted.filter
        if (asked := await self.filter.ask_line()) is not None:
            from fleet_tui.ui.people.inactive import tell_missed  # not needed for the first picture

            tell = tell_missed(self, asked, self.filter.words_of_dropped(before, asked))
            self.run_worker(tell, group="missed", exclusive=True)

    @work(exclusive=True, group=ASKING)
    async def action_filter(self) -> None:
        await self.table.followed()
        await self.filter.ask_column()

    def action_clear(self) -> None:
        self.memory.once_opened(self.filter.toggle_active)

    def action_inactive_too(self) -> None:
        self.memory.once_opened(self.filter.toggle_inactive)

    def action_sort(self) -> None:
        self.memory.once_opened(self.filter.sort)

    @work(exclusive=True, group=ASKING)
    async def action_columns(self) -> None:
        await self.table.followed()
        await self.filter.ask_columns()

    @work(exclusive=True, group=ASKING)
    async def action_views(self) -> None:
        await self.table.followed()
        await self.filter.ask_view()

    # Marks

    def action_mark(self) -> None:
        self.rest()
        self.table.then(self.table.toggle_mark)

    @work(exclusive=True, group=DOING)
    async def action_mark_range(self) -> None:
        await self.marks.mark_range()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the end of a range only while there is one."""
        begun = action != "leave_range" or self.marks.in_range
        return super().check_action(action, parameters) if begun else False

    def action_leave_range(self) -> None:
        self.marks.leave_range()

    @work(exclusive=True, group=DOING)
    async def action_mark_all(self) -> None:
        await self.marks.mark_all()

    def action_clear_marks(self) -> None:
        self.table.then(self.marks.clear)

    def action_only_marked(self) -> None:
        self.table.then(self.marks.toggle_only)

    # What is done with people

    def _actions(self) -> ListActions:
        from fleet_tui.ui.people.list_actions import ListActions  # not needed for the first picture

        return ListActions(self)

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        return {"act": self._actions().offered()}

    @work(exclusive=True, group=ASKING)
    async def action_act(self, picked: str = "") -> None:
        await self.table.followed()
        await self._actions().act(picked)

    @work(exclusive=True, group=ASKING)
    async def action_undo(self, redo: bool = False) -> None:
        await self._actions().undo(redo=redo)

    @work(exclusive=True, group=ASKING)
    async def action_again(self) -> None:
        await self.table.followed()
        await self._actions().again()

    @work(exclusive=True, group=DOING)
    async def action_copy(self) -> None:
        await self.table.followed()
        await self._actions().copy()

    def action_add(self) -> None:
        self._form(adding=True)

    def action_edit(self) -> None:
        self._form(adding=False)

    @work(exclusive=True, group=LEAVING)
    async def open_person(self, kind: PersonKind, id: int) -> None:
        """Open the form of a person of either kind; the cursor stays where it is unless they are saved."""
        await self._show_form(kind, id)

    @work(exclusive=True, group=DOING)
    async def show_person(self, id: int) -> None:
        """Put the cursor on a person, whatever the filter says."""
        await self.filter.reveal(id)

    @work(exclusive=True, group=LEAVING)
    async def _form(self, *, adding: bool) -> None:
        """Open the form of the person at the cursor, or of a new one."""
        person = None if adding else await self.table.person()
        if person is None and not adding:
            self.say("There is nobody here to edit.")
            drop_until_seen(self.app)
        else:
            await self._show_form(self.profile_type.kind, person.id if person else None)

    async def _show_form(self, kind: PersonKind, id: int | None) -> None:
        form = self._open_form(kind, id)
        saved = await self.app.push_screen_wait(form)
        saved = saved if kind is self.profile_type.kind else None
        self.filter.forget_saved()
        with paint_once(self.app):
            self.rest()
            self.table.reload(person=saved)
            await self.table.followed()
        if saved is not None:
            await self.filter.find_saved(saved)
        if form.parting:
            self.say(form.parting)

    @work(exclusive=True, group=LEAVING)
    async def action_drafts(self) -> None:
        await self._drafts().open(self._show_form)
