"""The palette: one line that finds anybody, and any action, view and screen by name (product.md, "Find")."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, WorkerCancelled

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.found import Found
from fleet_tui.domain.text import search_key
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import DOING, when_painted
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FREE
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.palette.choices import Choice, Offer, Person
from fleet_tui.ui.palette.results import near_misses, of_offers, results
from fleet_tui.ui.palette.rows import ResultRows
from fleet_tui.ui.widgets.line_input import LineInput

PAUSE = 0.2
"""Seconds without a key after which what is typed is looked for: a letter alone costs a slow line one cell."""
WIDTH = 84
"""The most cells of the box."""
_LENGTH = 200
_BESIDE_ROWS = 4
"""ResultRows of the screen that are not the results': the line, the borders and one above."""

FindPeople = Callable[[str], Sequence[Found]]
"""The people whom a text means; raises Refusal."""


class _Line(LineInput):
    """The line; up and down move in what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move(1)", "Row below", id="palette.down", show=False),
        Binding("up", "screen.move(-1)", "Row above", id="palette.up", show=False),
        Binding("pagedown", "screen.move(8)", "Page down", id="palette.page_down", show=False),
        Binding("pageup", "screen.move(-8)", "Page up", id="palette.page_up", show=False),
        Binding("tab", "screen.take(True)", "Show in the list", id="palette.show"),
        Binding("enter", "screen.take", "Take", id="palette.take"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | Enter | Open the profile at the cursor, or do what it names. |
    | Tab | Show the person at the cursor in the list. |
    | Down | The row below; with nothing typed, all that can be done here. |
    | Up | The row above. |
    | PgDn, PgUp | A page down and up. |
    """


class Palette(DialogScreen[Choice]):
    """Answers what is to be done. What is typed is looked for after a pause, and before a key that needs the results.

    Typing draws nothing but the line. Keys behind one that waits for the results wait too.
    """

    AUTO_FOCUS = "Input"

    def __init__(
        self,
        offers: Sequence[Offer],
        find: FindPeople | None = None,
        more: Callable[[], Awaitable[Sequence[Offer]]] | None = None,
    ) -> None:
        """`offers` are what can be done here; `more` gives those of other screens, asked for behind the first picture.

        Without `find`, as before sign-in, nobody is looked for.
        """
        super().__init__("")
        self._here, self._offers = offers, list(offers)
        self._find, self._more = find, more
        self._complete = asyncio.Event()
        self._shown = ""
        """The text whose results are shown."""
        self._search: Worker[None] | None = None
        self._timer: Timer | None = None
        self._moved = False
        hint = "Name, number, truck, address, or what to do" if find else "What to do"
        self._line = _Line(placeholder=f"{hint}; Down lists all", max_length=_LENGTH)
        self._rows = ResultRows()

    def compose(self) -> ComposeResult:
        with Vertical(id="around") as around, Vertical(id="box") as box:
            self._beside_sidebar(around)
            box.border_title = "Find"
            box.border_subtitle = "Enter opens  Tab in the list  Esc" if self._find else "Enter does it  Esc"
            yield self._line
            yield self._rows

    def on_mount(self) -> None:
        self._learn()

    def _make_room(self, size: Size) -> None:
        self._beside_sidebar(self.query_one("#around"))

    def _beside_sidebar(self, around: Widget) -> None:
        """Leave the sidebar as it is: a slow line pays for what is painted again."""
        behind = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else self
        taken = max((bar.outer_size.width for bar in behind.query(Sidebar) if bar.display), default=0)
        room = self.app.size.width - taken
        around.styles.margin = (1, 0, 0, taken)
        around.styles.padding = (0, FREE if room > WIDTH else 0, 0, 0)
        around.styles.width = min(WIDTH + FREE, room)

    @work(group="learn")
    async def _learn(self) -> None:
        try:
            if self._more is not None:
                await when_painted(self.app, lambda: None)
                self._offers += await self._more()
        finally:
            self._complete.set()

    @property
    def cursor_widget(self) -> Widget | None:
        """The rows, once a key has moved the cursor there and until something is typed."""
        return self._rows if self._moved else None

    # Looking for what is typed

    @on(Input.Changed)
    def _typed(self) -> None:
        self._moved = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._begin)

    def _begin(self) -> Worker[None] | None:
        """Look for what is typed, unless that is shown or it is being done."""
        if self._line.value == self._shown:
            return None
        if self._search is None or self._search.is_finished:
            looking: Worker[None] = self._look()
            self._search = looking
        return self._search

    @work(group="search")
    async def _look(self) -> None:
        """Look for what is typed until that is shown, one text at a time: answers to earlier texts are dropped."""
        while (text := self._line.value) != self._shown:
            people, note = await self._people(text)
            await self._complete.wait()
            if text == self._line.value:
                self._show(text, people, note)

    def _show(self, text: str, people: Sequence[Found], note: str) -> None:
        self._shown = text
        found = results(text, people, self._offers) or near_misses(text, self._offers) if _enough(text) else []
        nothing = "Nothing is called that, and nobody is found by it." if _enough(text) else ""
        self._rows.show(found, note or nothing, self.size.height - _BESIDE_ROWS)

    async def _people(self, text: str) -> tuple[Sequence[Found], str]:
        """The people whom it means, and why they cannot be looked for."""
        if self._find is None or not _enough(text):
            return (), ""
        try:
            return await run_in_thread(self._find, text), ""
        except Refusal as refusal:
            return (), str(refusal)

    async def _settled(self) -> None:
        """Wait until what is typed is what is shown."""
        while (worker := self._begin()) is not None:
            with suppress(WorkerCancelled):
                await worker.wait()

    # Keys

    @work(group=DOING)
    async def action_move(self, by: int) -> None:
        """Move the cursor; on an empty line, list all that can be done here."""
        await self._settled()
        if not self._line.value and self._rows.current is None:
            self._rows.show(of_offers(self._here), "", self.size.height - _BESIDE_ROWS)
        else:
            self._rows.move(by)
        self._moved = self._rows.current is not None

    @work(group=DOING)
    async def action_take(self, listed: bool = False) -> None:
        """Take what is at the cursor; with `listed`, a person in the list."""
        await self._settled()
        self._take(listed=listed)

    @on(ResultRows.Taken)
    def _take(self, *, listed: bool = False) -> None:
        current = self._rows.current
        if current is None:
            return
        choice = current.choice
        if isinstance(choice, Person):
            choice = replace(choice, listed=listed)
        elif listed:
            return
        self.dismiss(choice)


def _enough(text: str) -> bool:
    """Whether it can mean something: one letter begins far too much, but may be a whole word of another script."""
    key = search_key(text)
    return len(key) > 1 or (bool(key) and not key.isascii())
