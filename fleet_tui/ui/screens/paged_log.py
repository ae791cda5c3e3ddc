"""A table with the newest row first, which reads older rows as the cursor comes to the end."""

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
"""Rows read at a time."""


class Numbered(Protocol):
    """A row with an id; newer rows have greater ones."""

    @property
    def id(self) -> int:
        """The id."""
        ...


N = TypeVar("N", bound=Numbered)

Before = Callable[[int | None, int], tuple[N, ...]]
"""Reads so many of the newest rows before an id; None for the newest of all. It runs off the UI thread."""


class PagedLog(ListGrid[N]):
    """Reads its rows a page at a time."""

    nothing: ClassVar[str] = ""
    """The sentence in place of rows when there are none."""

    def __init__(
        self, columns: Sequence[GridColumn], words: Callable[[N, str], str], before: Before[N], *, id: str
    ) -> None:
        super().__init__(columns, words, empty=self.nothing, id=id)
        self._before = before
        self._all_here = False
        self._loading = False

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read the newest rows again."""
        self._all_here, self._loading = False, True
        self._load(again=True)

    def go(self, cursor: int, top: int) -> None:
        """Move, and read older rows near the end."""
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
                self.fill(())  # what may not be seen is not left in sight
            self.post_message(Notice(str(refusal), problem=True))
        else:
            self._all_here = len(more) < PAGE
            self.fill((*known, *more), 0 if again else None)
        self._loading = False
