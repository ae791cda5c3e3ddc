"""A screen that closes while it is composed or filled, as at the end of the program, is left without a fault."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerFailed

from fleet_tui.services.services import Services
from fleet_tui.ui.app.crash_safe import CrashSafeApp
from fleet_tui.ui.base.textual_compat import MountedWhole
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import listed


async def test_no_screen_is_mounted_without_its_widgets(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for kind, make in SCREENS.items():
            screen, composed = make(fleet), []
            assert isinstance(screen, MountedWhole), kind

            def closing(screen: Screen[object] = screen, composed: list[object] = composed) -> ComposeResult:
                yield from type(screen).compose(screen)
                composed.append(screen)
                screen._closing = True  # as `_close_messages` does
                screen._message_queue.put_nowait(None)

            screen.compose = closing  # type: ignore[method-assign]
            driven.app.install_screen(screen, kind.__name__)
            driven.app._register(driven.app, screen)
            await driven.until(lambda: composed and not screen.is_running)  # noqa: B023
            assert driven.app.crash is None, kind


class _Filled(Screen[None]):
    """Looks for a widget that is gone, while the screen closes or before."""

    def __init__(self, *, closing: bool) -> None:
        super().__init__()
        self.answered = asyncio.Event()
        self._closing_first = closing
        self.filling: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        yield _Last(self)

    def on_mount(self) -> None:
        self.filling = self.run_worker(self._fill())
        if not self._closing_first:
            self.answered.set()

    async def _fill(self) -> None:
        await self.answered.wait()
        self.query_one("#gone")


class _Last(Static):
    """Lets the answer come while the screen loses its widgets, and its workers are not cancelled yet."""

    def __init__(self, screen: _Filled) -> None:
        super().__init__()
        self._filled = screen

    async def on_unmount(self) -> None:
        self._filled.answered.set()
        assert self._filled.filling is not None
        with contextlib.suppress(WorkerFailed):
            await self._filled.filling.wait()


async def test_an_answer_that_comes_while_a_screen_closes_is_no_fault() -> None:
    app = CrashSafeApp()
    async with app.run_test() as pilot:
        await app.push_screen(_Filled(closing=True))
        await pilot.pause()
        await app.pop_screen()
        await app.push_screen(_Filled(closing=True))  # and one that is there at the end
    assert app.crash is None


async def test_a_worker_that_fails_on_a_screen_that_stays_is_one() -> None:
    app = CrashSafeApp()

    async def shown() -> None:
        async with app.run_test() as pilot:
            await app.push_screen(_Filled(closing=False))
            await pilot.pause()

    with pytest.raises(WorkerFailed):
        await shown()
    assert isinstance(app.crash, NoMatches)
