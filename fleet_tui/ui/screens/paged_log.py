"""A table of a log, the newest row first, that reads the rows around the cursor and keeps only those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from textual import work

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.paging import LogPage, PageQuery, Way
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.screens.log_window import LogWindow
from fleet_tui.ui.widgets.grid import Move
from fleet_tui.ui.widgets.grid_columns import GridColumn
from fleet_tui.ui.widgets.list_grid import ListGrid

PAGE = 50
"""Rows read at a time."""
KEPT = 6
"""Screens of rows that are kept at either side of the one shown."""


class Numbered(Protocol):
    """A row with an id; newer rows have greater ones."""

    @property
    def id(self) -> int:
        """The id."""
        ...


N = TypeVar("N", bound=Numbered)

Read = Callable[[PageQuery], LogPage[N]]
"""Reads a page of the log. It runs off the UI thread."""


class PagedLog(ListGrid[N]):
    """A window on the log. Keys that lead to rows which are not there yet are followed once those are read."""

    nothing: str = ""
    """The sentence in place of rows when there are none."""

    def __init__(
        self, columns: Sequence[GridColumn], words: Callable[[N, str], str], read: Read[N], *, id: str
    ) -> None:
        super().__init__(columns, words, id=id)
        self._read = read
        self.window: LogWindow[N] = LogWindow()
        """The rows that are loaded, and where they lie in the log."""
        self._aim = (0, 0)
        self._jumping = True
        self._filling = False
        self._moves: list[Move] = []
        self._turn = object()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read the newest rows again, and go to the first of them."""
        self.jump(Way.OLDER, None)

    def jump(self, way: Way, at: int | None) -> None:
        """Show the rows beside an id, or those at an end of the log."""
        self._jumping = True  # at once: the keys behind this one wait
        self._jump(way, at)

    @work(exclusive=True, group="jump")
    async def _jump(self, way: Way, at: int | None) -> None:
        await self.show_beside(way, at)

    async def show_beside(self, way: Way, at: int | None) -> None:
        """Show the rows beside an id, or those at an end of the log; the keys that follow wait for them."""
        self._jumping, self._filling, self._moves = True, False, []
        self.workers.cancel_group(self, "fill")
        self._turn = turn = object()
        page = await self._read_page(way, at)
        while page is not None and not page.rows and page.more is not None and self._turn is turn:
            page = await self._read_page(way, page.more)
        if self._turn is not turn:
            return  # another place was asked for meanwhile
        self._jumping = False
        if page is None:
            return
        self.window = LogWindow.of(page, way, at)
        last = len(page.rows) - 1
        self.empty = self.nothing
        self._show((last, last) if way is Way.NEWER else (0, 0), drawn=False)
        for move in self._moves:
            self.step(move)

    async def _read_page(self, way: Way, at: int | None) -> LogPage[N] | None:
        try:
            return await run_in_thread(self._read, PageQuery(way, at, PAGE))
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):  # what may not be seen is not left in sight
                self.window, self.empty = LogWindow(), ""
                self._show((0, 0), drawn=False)
            self.post_message(Notice(str(refusal), problem=True))
            return None

    def _show(self, aim: tuple[int, int], *, drawn: bool) -> None:
        """Show the rows that are loaded; `drawn`: those on screen are still the same."""
        self._values = self.window.rows
        if not drawn:
            self.cursor, self.top = self.nearest(*aim)
            self.draw()
            self.refresh()
        self.go(*aim)
        self.tell_screen(self.Moved(self))

    @property
    def aim(self) -> tuple[int, int]:
        """The places, in the window, that the keys so far lead to, read or not."""
        return self._aim

    def step(self, move: Move) -> None:
        """Follow a key that moves, once the rows of a jump are there."""
        if self._jumping:
            self._moves.append(move)
        else:
            super().step(move)

    def go(self, cursor: int, top: int) -> None:
        """Move, and read on where rows are missing."""
        self._aim = self.window.bounded(cursor, top, self.height)
        if self.window.missing(self._aim[1], self.height, screens=0) is None:
            self._aim = self.nearest(*self._aim)
            self.show_at(*self._aim)
        if not self._filling and self.window.missing(self._aim[1], self.height, screens=1) is not None:
            self._filling = True
            self._fill()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        while way := self.window.missing(self._aim[1], self.height, screens=1):
            window = self.window
            page = await self._read_page(way, window.edge(way))
            if page is None:
                self._aim = (self.cursor, self.top)
                break
            joined = window.joined(page, way)
            full = self.top + self.height <= len(window.rows)
            shift = len(page.rows) if way is Way.NEWER else 0
            self.cursor, self.top = self.cursor + shift, self.top + shift
            cursor, top = self._aim[0] + shift, self._aim[1] + shift
            cut = max(0, min(top, self.top) - KEPT * self.height)
            self.window = joined.trimmed(cut, max(top, self.top) + (KEPT + 1) * self.height)
            self.cursor, self.top = self.cursor - cut, self.top - cut
            self._show((cursor - cut, top - cut), drawn=full)
        self._filling = False

    async def follow(self) -> int | None:
        """Read what is newer than the first row while that is on screen; how many rows came, None elsewhere.

        The cursor stays on its row.
        """
        window = self.window
        if self._jumping or self._filling or self.top or window.newer is not None:
            return None
        newest = window.rows[0].id if window.rows else 0
        try:
            page = await run_in_thread(self._read, PageQuery(Way.NEWER, newest, PAGE))
        except Refusal:  # the next key says why
            return 0
        if self.window is not window or self.top:
            return None
        if not page.rows:
            return 0
        self.window = window.joined(page, Way.NEWER)
        self._show((self.cursor + len(page.rows) if window.rows else 0, 0), drawn=False)
        return len(page.rows)

    def action_first(self) -> None:
        """Go to the newest row."""
        if self._jumping or self.window.newer is not None:
            self.jump(Way.OLDER, None)
        else:
            super().action_first()

    def action_last(self) -> None:
        """Go to the oldest row."""
        if self._jumping or self.window.older is not None:
            self.jump(Way.NEWER, None)
        else:
            super().action_last()
