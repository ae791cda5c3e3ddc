"""Company › Lists: the entries that profiles can pick."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from fleet_tui.domain.access.permissions import MANAGE_LISTS
from fleet_tui.domain.lists import ENTRY_LENGTH, Entry, ListName
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.company.lists import Lists
from fleet_tui.ui.base.background import run_patiently
from fleet_tui.ui.base.key_queue import ASKING, DOING
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.prompt import Prompt, up_to
from fleet_tui.ui.frame.guarded_screen import GuardedScreen
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

ENTRY_COLUMNS = (GridColumn("name", "Name", 22), GridColumn("used", "Used", 5), GridColumn("state", "", 7))


def _entry_words(entry: Entry, key: str) -> str:
    match key:
        case "name":
            return entry.name
        case "used":
            return f"{entry.used_by:>5}"
        case _:
            return "retired" if entry.retired else ""


class ListsScreen(GuardedScreen[None]):
    """The lists at the left, or above where there is no room, and the entries of the one at the cursor."""

    MANUAL: ClassVar[str] = "profiles"

    entry = "lists"
    AUTO_FOCUS = "#names"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="lists.add"),
        Binding("e", "rename", "Rename", id="lists.rename"),
        Binding("d", "retire", "Retire or bring back", id="lists.retire"),
        Binding("enter,tab", "app.focus_next", "List or entries", id="lists.other", show=False),
        Binding("r", "reload", "Reload", id="lists.reload", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Add an entry to the list. |
    | e | Rename the entry at the cursor. |
    | d | Retire the entry at the cursor, or bring it back. |
    | enter, tab | From the lists to the entries and back. |
    | r | Ask the database again. |
    """

    NEEDS: ClassVar = dict.fromkeys(("add", "rename", "retire"), (MANAGE_LISTS,))

    def __init__(self, lists: Lists, grants: PermissionCache) -> None:
        super().__init__()
        self.grants = grants
        self._lists = lists
        self._names: ListGrid[ListName] = ListGrid(
            (GridColumn("list", "Lists", 20),), lambda name, _: name.label, id="names"
        )
        self._entries: ListGrid[Entry] = ListGrid(
            ENTRY_COLUMNS, _entry_words, empty="Nothing yet: a adds.", id="entries"
        )
        self._names.fill(tuple(ListName))

    def compose_body(self) -> ComposeResult:
        with Container(id="lists"):
            yield self._names
            yield self._entries

    def on_mount(self) -> None:
        self.action_reload()

    def returned(self) -> None:
        self.action_reload()

    @property
    def _list(self) -> ListName:
        return self._names.current or ListName.TECHNICIAN_POSITIONS

    @on(Grid.Moved, "#names")
    def action_reload(self) -> None:
        """Read the entries of the list at the cursor."""
        self._show(self._list, None)

    @work(group=DOING)
    async def _show(self, name: ListName, at: int | None) -> None:
        """Show the entries; keys wait for them, because they act on the entry at the cursor."""
        await self._fill(name, at)

    async def _fill(self, name: ListName, at: int | None) -> None:
        here = self._entries.current
        wanted = at if at is not None else here.id if here and here.list is name else None
        entries = await self.run_or_say(self._lists.entries, name, retired=True)
        if entries is None or name is not self._list:  # the cursor has moved on
            return
        places = [place for place, entry in enumerate(entries) if entry.id == wanted]
        self._entries.fill(entries, places[0] if places else 0)

    @work(exclusive=True, group=ASKING)
    async def action_add(self, of: str = "") -> None:
        """Add an entry to the list at the cursor, or to the one that is named."""
        if of:
            self._names.fill(tuple(ListName), list(ListName).index(ListName(of)))
        name = self._list
        await self._prompt(f"Add to {name.label}", "", lambda text: self._lists.add(name, text))

    @work(exclusive=True, group=ASKING)
    async def action_rename(self) -> None:
        entry = self._entries.current
        if entry is not None:
            title = f"Rename {entry.name}"
            await self._prompt(title, entry.name, lambda text: self._lists.rename(entry, text))

    async def _prompt(self, title: str, value: str, call: Callable[[str], Entry]) -> None:
        done: list[Entry] = []

        async def attempt(text: str) -> str:
            done.append(await run_patiently(self.app, call, text))
            return ""

        await self.app.push_screen_wait(Prompt(title, value, attempt, hint=up_to(ENTRY_LENGTH)))
        if done:
            self.say(f"Saved {done[0].name}.")
        await self._fill(self._list, done[0].id if done else None)

    @work(exclusive=True, group=DOING)
    async def action_retire(self) -> None:
        entry = self._entries.current
        if entry is None or not await self._sure(entry):
            return
        changed = await self.run_or_say(self._lists.retire, entry, not entry.retired)
        if changed is not None:
            self.say(f"{changed.name} is {'retired' if changed.retired else 'on offer again'}.")
        await self._fill(entry.list, entry.id)

    async def _sure(self, entry: Entry) -> bool:
        if entry.retired or not entry.used_by:
            return True
        people = "one person has it and keeps" if entry.used_by == 1 else f"{entry.used_by} people have it and keep"
        text = f"It is not offered any more; {people} it."
        answer = await self.app.push_screen_wait(Confirm(f"Retire {entry.name}?", text, "Retire"))
        return answer is True
