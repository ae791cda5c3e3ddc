"""Opens a list where the user left it, and remembers what it shows for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE
from fleet_tui.services.local.remembered import ListState
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.people.opening import Opening, open_list, opening_query

if TYPE_CHECKING:
    from fleet_tui.ui.people.people_list import PeopleList


class ListMemory:
    """The filter, the order, the columns and the cursor, as they were left and as they are (product.md, "Lists")."""

    def __init__(self, screen: PeopleList, shown: Callable[[], None]) -> None:
        """`shown` is called when the list shows what it opens with."""
        self._screen = screen
        self._table = screen.table
        self._shown = shown

    @property
    def opened(self) -> bool:
        """Whether the list shows what the database answered."""
        return self._table.window.revision is not None

    def open(self) -> None:
        """Read what the list opens with, and show it."""
        self._table.run_worker(self._open(), group="open", exclusive=True)

    async def _open(self) -> None:
        try:
            opening = await run_in_thread(open_list, self._screen.services, self._screen.profile_type.kind)
        except Refusal as refusal:
            self._table.refuse(refusal)
        else:
            self.begin(opening)

    def begin(self, opening: Opening) -> None:
        """Show what the list opens with, and say what of the last time does not hold any more."""
        self._table.begin(opening)
        self._shown()
        if opening.notes:
            self._screen.say(" ".join(opening.notes))

    def reload(self) -> None:
        """Read the rows again; a list that could not be opened is opened."""
        if self.opened:
            self._table.reload()
        else:
            self.open()

    def once_opened(self, act: Callable[[], None]) -> None:
        """Change what the list shows, once that is known."""
        if self.opened:
            act()
        else:
            self._table.then(act)

    def keep(self) -> None:
        """Remember what the list shows now; it touches no disk."""
        table, kind = self._table, self._screen.profile_type.kind
        query, opening = table.query_wanted, opening_query(kind)
        columns = table.shown
        state = ListState(
            filter=None if query.filter == ONLY_ACTIVE else query.filter,
            sort=None if query.sort == opening.sort else query.sort,
            columns=None if query.fields == opening.fields else query.fields,
            column=columns[table.column].key if table.column < len(columns) else "name",
            person=table.person_at(table.cursor),
            above=table.cursor - table.top,
            only_marked=query.only is not None,
        )
        self._screen.services.remembered.keep_list(kind, state)
