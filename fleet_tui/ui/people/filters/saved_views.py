"""The saved views of a list: show one, save what is shown now, rename, share, remove."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.filters.saved_views import Counted, NameTaken, View
from fleet_tui.domain.lists import ENTRY_LENGTH
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.saved_views import Views
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING, DOING
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.key_hints import KeyHints
from fleet_tui.ui.dialogs.prompt import Prompt, up_to
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

NUMBER = 7
"""Cells of a count: 100,000 has its place."""
OWNER = 14
"""Cells of the owner of a view; half of them on a narrow screen."""
NARROW = 50
"""The cells of the widest screen that counts as narrow."""
NO_VIEWS = "No views yet: a saves what the list shows now."

NO_MARKS = "A view keeps a filter, not who is marked: leave this, press m, then save."


class _Rows(ListGrid[Counted]):
    """The views with their counts and owners."""

    @property
    def wanted_width(self) -> int:
        """The cells that show the longest name."""
        names = (cell_len(displayable(counted.view.name)) for counted in self.values)
        return GUTTER + max(names, default=0) + GAP + NUMBER + GAP + OWNER


class SavedViews(DialogScreen[View]):
    """Answers the view to show; everything else is done in the dialog, which stays open."""

    AUTO_FOCUS = "#views"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "show", "Show this view", id="views.show"),
        Binding("a", "save", "Save what the list shows", id="views.save"),
        Binding("e", "rename", "Rename", id="views.rename"),
        Binding("p", "share", "Private or shared", id="views.share"),
        Binding("d", "remove", "Remove", id="views.remove"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | Show the view at the cursor. |
    | a | Save what the list shows now under a name. |
    | e | Rename the view at the cursor. |
    | p | Share the view at the cursor with everybody, or keep it to oneself. |
    | d | Remove the view at the cursor. |
    """

    def __init__(self, views: Views, counted: Sequence[Counted], query: ListQuery, why_not_share: str = "") -> None:
        """`query` is what the list shows now, `why_not_share` why the user may not share views."""
        super().__init__(f"Views of {PROFILE_TYPES[query.kind].plural}")
        self._views, self._query, self._why_not_share = views, query, why_not_share
        self._rows = _Rows((), self._words, id="views")
        self._rows.add_class("fills")
        self._rows.fill(counted)
        self._message = Static("", markup=False)

    def compose_box(self) -> ComposeResult:
        yield self._rows
        yield self._message
        shares = "" if self._why_not_share else "  p shares"
        yield KeyHints(f"Enter shows  a saves  e renames{shares}  d removes")

    def on_mount(self) -> None:
        self._say("")

    def _words(self, counted: Counted, key: str) -> str:
        view = counted.view
        match key:
            case "name":
                return view.name
            case "matching":
                return _number(counted.matching)
            case _:
                if not self._views.is_mine(view):
                    return f"by {view.owner.name}"
                return "shared" if view.shared else "private"

    def _make_room(self, size: Size) -> None:
        """Give the name the cells that count and owner leave."""
        cells = self._box.inner_width(size)
        owner = OWNER if size.width > NARROW else OWNER // 2
        name = cells - GUTTER - NUMBER - owner - 2 * GAP
        columns = (("name", "Name", name), ("matching", f"{'Match':>{NUMBER}}", NUMBER), ("owner", "Whose", owner))
        self._rows.show_columns([GridColumn(*column) for column in columns])
        self._rows.styles.height = len(self._rows.values) + 1
        super()._make_room(size)

    def _say(self, sentence: str) -> None:
        sentence = sentence or ("" if self._rows.values else NO_VIEWS)
        self._message.update(displayable(sentence))
        self._message.display = bool(sentence)
        self._make_room(self.app.size)

    async def _load(self, at: int | None = None, sentence: str = "") -> None:
        """Show the views as they are now, with the cursor on the view `at`, and a message."""
        try:
            found = await run_in_thread(self._views.of, self._query.kind)
        except Refusal as refusal:
            sentence = str(refusal)
        else:
            places = [place for place, counted in enumerate(found) if counted.view.id == at]
            self._rows.fill(found, places[0] if places else None)
        self._say(sentence)

    @property
    def _current(self) -> View | None:
        return self._rows.current.view if self._rows.current else None

    def action_show(self) -> None:
        view = self._current
        if view is not None and view.fault:
            self._say(f"{view.name} cannot be shown. {view.fault} Save it again, or remove it.")
        elif view is not None:
            self.dismiss(view)

    @work(exclusive=True, group=ASKING)
    async def action_save(self) -> None:
        """Save what the list shows now under a typed name; ask before replacing a view of that name."""
        query = self._query
        if query.only is not None:  # the list shows the marked people, not the filter
            self._say(NO_MARKS)
            return

        async def save(name: str, replace: View | None = None) -> View:
            try:
                return await run_in_thread(self._views.save, name, query, replace=replace)
            except NameTaken as taken:
                old = taken.view
                text = "It then shows what the list shows now."
                sure = await self.app.push_screen_wait(Confirm(f"Replace {old.name}?", text, "Replace"))
                if not sure:
                    raise
                return await save(name, old)

        await self._prompt("Save this view as", "", save)

    @work(exclusive=True, group=ASKING)
    async def action_rename(self) -> None:
        view = self._current
        if view is not None:

            async def rename(name: str) -> View:
                return await run_in_thread(self._views.rename, view, name)

            await self._prompt(f"Rename {view.name}", view.name, rename)

    async def _prompt(self, title: str, value: str, call: Callable[[str], Awaitable[View]]) -> None:
        saved: list[View] = []

        async def attempt(name: str) -> str:
            saved.append(await call(name))
            return ""

        await self.app.push_screen_wait(Prompt(title, value, attempt, hint=up_to(ENTRY_LENGTH)))
        if saved:
            await self._load(saved[0].id, f"Saved {saved[0].name}.")
        else:
            await self._load()

    @work(exclusive=True, group=DOING)
    async def action_share(self) -> None:
        view = self._current
        if view is not None and self._why_not_share and not view.shared:
            self._say(self._why_not_share)
        elif view is not None:
            await self._do(view, lambda: self._views.share(view, not view.shared))

    @work(exclusive=True, group=DOING)
    async def action_remove(self) -> None:
        view = self._current
        if view is None:
            return
        text = "Nobody sees it any more." if view.shared else ""
        if self._views.is_mine(view) and not await self.app.push_screen_wait(
            Confirm(f"Remove {view.name}?", text, "Remove")
        ):
            return
        await self._do(view, lambda: self._views.remove(view))

    async def _do(self, view: View, call: Callable[[], object]) -> None:
        sentence = ""
        try:
            await run_in_thread(call)
        except Refusal as refusal:
            sentence = str(refusal)
        await self._load(view.id, sentence)


def _number(count: int | None) -> str:
    """A count at the right of its column; one too wide loses its commas."""
    words = "?" if count is None else f"{count:,}"
    return f"{words if len(words) <= NUMBER else count:>{NUMBER}}"
