"""A table of what has happened: newest first, older rows as the cursor comes to the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol, TypeVar

from textual import work

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

PAGE = 50
"""How many are asked for at a time."""


class Numbered(Protocol):
    """What has an id; a later one is greater."""

    @property
    def id(self) -> int:
        """The id."""
        ...


N = TypeVar("N", bound=Numbered)

Before = Callable[[int | None, int], tuple[N, ...]]
"""The newest before the one with that id, as many as asked for; it runs off the UI thread."""


class PagedLog(ListGrid[N]):
    """Asks for a page at a time."""

    nothing: ClassVar[str] = ""
    """What stands in the place of rows when there are none."""

    def __init__(
        self, columns: Sequence[GridColumn], words: Callable[[N, str], str], before: Before[N], *, id: str
    ) -> None:
        super().__init__(columns, words, empty=self.nothing, id=id)
        self._before = before
        self._all_here = False
        self._loading = False

    def on_mount(self) -> None:
        """Ask for the newest."""
        self.reload()

    def reload(self) -> None:
        """Show the newest as they are now."""
        self._all_here, self._loading = False, True
        self._load(again=True)

    def go(self, cursor: int, top: int) -> None:
        """Move, and ask for older ones when the end comes near."""
        super().go(cursor, top)
        if self.cursor + self.height >= len(self.values) and not (self._all_here or self._loading):
            self._loading = True
            self._load(again=False)

    @work(exclusive=True, group="older")
    async def _load(self, *, again: bool) -> None:
        known = () if again else tuple(self.values)
        try:
            more = await run_in_thread(self._before, known[-1].id if known else None, PAGE)
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):
                self._all_here = True
                self.fill(())  # what may not be seen any more does not stay
            self.post_message(Notice(str(refusal), problem=True))
        else:
            self._all_here = len(more) < PAGE
            self.fill((*known, *more), 0 if again else None)
        self._loading = False
