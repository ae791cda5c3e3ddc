"""Driving the lists in tests: the real app, keys one by one or all at once, the screen as text."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.theme import Theme

from fleet_tui.domain.filters.query import Anchor, ListQuery, Page
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.people import list_screen
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.opening import Opening
from fleet_tui.ui.people.people_table import PeopleTable
from tests.support.screens.pilot_waiting import drawn, takes_keys, texts

TRIES = 500


@dataclass
class Pages:
    """Stands before `People.page`: remembers what was asked, and holds answers back while it is closed."""

    page: Callable[..., Page]
    asked: list[tuple[ListQuery, Anchor, int]] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    refusal: Exception | None = None

    def __call__(
        self,
        query: ListQuery,
        anchor: Anchor = Anchor(),  # noqa: B008  # frozen
        limit: int = 100,
        above: int = 0,
        /,
        *,
        export: bool = False,
    ) -> Page:
        self.asked.append((query, anchor, limit))
        assert self.open.wait(20)
        if self.refusal is not None:
            raise self.refusal
        return self.page(query, anchor, limit, above, export=export)


@dataclass
class Driven:
    """An app that shows a list."""

    app: FleetApp
    pilot: Pilot[None]
    pages: Pages
    before: list[tuple[ListQuery, Anchor, int]] = field(default_factory=list)
    """The pages that the first list asked for by itself."""

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""
        return self.app.screen

    @property
    def table(self) -> PeopleTable:
        """The table of the list."""
        return self.app.screen_stack[0].query_one(PeopleTable)

    @property
    def bar(self) -> FilterBar:
        """What stands above the list."""
        return self.app.screen_stack[0].query_one(FilterBar)

    @property
    def name(self) -> str:
        """The name at the cursor."""
        return self.table.cell(self.table.cursor, "name")

    @property
    def said(self) -> str:
        """What the status line says."""
        screen = next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, FleetScreen))
        return screen.said

    @property
    def lines(self) -> list[str]:
        """The screen as text, row by row."""
        return drawn(self.app)

    @property
    def picture(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    async def until(self, done: Callable[[], object]) -> None:
        """Wait for something to be so."""
        for _ in range(TRIES):
            if done() and takes_keys(self.app):
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"waited in vain:\n{self.picture}")

    @property
    def texts(self) -> list[str]:
        """The text of each widget that is on the screen, however its lines are broken."""
        return texts(self.app, self.lines)

    async def shows(self, *words: str) -> None:
        """Wait for words to be on the screen."""
        await self.until(lambda: self._says(words))

    def _says(self, words: tuple[str, ...]) -> bool:
        lines = self.lines
        picture = "\n".join(lines)
        missing = [word for word in words if word not in picture]
        return not missing or all(any(word in text for text in texts(self.app, lines)) for word in missing)

    async def settled(self) -> None:
        """Wait for all keys to be followed and all rows to be there."""
        await self.pilot.pause()
        await self.until(lambda: self.table.settled)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, then wait for the list."""
        await self.pilot.press(*keys)
        await self.settled()

    async def write(self, text: str) -> None:
        """Type text into what has the focus."""
        await self.pilot.press(*("space" if character == " " else character for character in text))

    async def taken(self) -> None:
        """Wait for all keys to have come to the table, which may keep them until its rows are there."""
        keys = self.app.key_queue
        await self.until(lambda: self.app._message_queue is not None and self.app._message_queue.empty())
        await self.until(lambda: not (keys._running or keys._waiting))

    def burst(self, *keys: str) -> None:
        """Press keys all at once, as a slow line delivers them."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))


@asynccontextmanager
async def listed(
    services: Services,
    size: tuple[int, int] = (80, 24),
    keymap: dict[str, str] | None = None,
    first: Opening | None = None,
    follows: float = 3_600,
    theme: Theme | None = None,
) -> AsyncIterator[Driven]:
    """The app on its first list, loaded; it looks every so many seconds for what others changed."""
    pages = Pages(services.people.page)
    pages.open.set()
    services.people.page = pages  # type: ignore[method-assign]
    app = FleetApp(services, keymap=keymap, first=first, theme=theme)
    with patch.object(list_screen, "FOLLOWS", follows):
        async with app.run_test(size=size) as pilot:
            yield await _loaded(app, pilot, pages)
            pages.open.set()


async def _loaded(app: FleetApp, pilot: Pilot[None], pages: Pages) -> Driven:
    driven = Driven(app, pilot, pages)
    await driven.until(lambda: isinstance(app.screen, FleetScreen) and app.screen.query(PeopleTable))
    await driven.until(lambda: driven.table.window.country)
    await driven.settled()
    driven.before = list(pages.asked)
    pages.asked.clear()
    return driven
