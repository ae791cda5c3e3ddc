"""Dialogs in sequence: the painting between them, and the progress of a long call."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from fleet_tui.domain.errors import Stopped
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog
from fleet_tui.ui.dialogs.sequence import DialogSequence
from tests.support.screens.plans import Bare, press, until, until_shown


class Watched(Bare):
    """Knows which screens were painted, one after the other."""

    def __init__(self, flow: Callable[[DialogSequence], Awaitable[None]]) -> None:
        super().__init__()
        self.painted: list[str] = []
        self._flow = flow

    def on_mount(self) -> None:
        self.run_worker(self._run())

    async def _run(self) -> None:
        with DialogSequence(self) as turn:
            await self._flow(turn)

    def _display(self, screen: object, renderable: object) -> None:
        if not self._batch_count:
            self.painted.append(type(screen).__name__)
        super()._display(screen, renderable)  # type: ignore[arg-type]


class First(Options):
    """A dialog."""


class Second(Options):
    """The one that comes next."""


async def test_the_screen_behind_two_dialogs_is_not_painted_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 20.0)
    go_on = threading.Event()

    async def flow(turn: DialogSequence) -> None:
        await turn.ask(First("First", [("a", "a")]))
        await turn.wait(lambda: go_on.wait(20), "It takes a while", Progress())
        await turn.ask(Second("Second", [("b", "b")]))

    app = Watched(flow)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "First")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, First))
        go_on.set()
        await until(pilot, lambda: "Second" in app.painted)  # laid out is not painted yet
        await press(pilot, "enter")
        await until(pilot, lambda: not app._batch_count)
        await pilot.pause()
        order = [name for name, before in zip(app.painted, [None, *app.painted], strict=False) if name != before]
        assert order[-3:] == ["First", "Second", "Screen"]


async def _stopped(pilot: Pilot[None], key: str) -> None:
    await until_shown(pilot, "12,000 of 40,000 … Esc stops, and nothing is changed.")
    assert isinstance(pilot.app.screen, ProgressDialog)
    await press(pilot, key)


async def test_esc_stops_a_call_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    looked, ends = threading.Event(), list[object]()
    progress = Progress()

    def call() -> str:
        progress(12_000, 40_000)
        assert looked.wait(20)
        progress(13_000, 40_000)
        return "done"

    async def flow(turn: DialogSequence) -> None:
        try:
            ends.append(await turn.wait(call, "Deactivate 40,000 technicians", progress))
        except Stopped as stopped:
            ends.append(str(stopped))

    app = Watched(flow)
    async with app.run_test(size=(80, 24)) as pilot:
        await _stopped(pilot, "escape")
        await until_shown(pilot, "Stopping…")
        assert isinstance(app.screen, ProgressDialog)
        looked.set()
        await until(pilot, lambda: ends)
        await pilot.pause()
        assert ends == ["Stopped: nothing was changed."]
        assert len(app.screen_stack) == 1
        assert app._batch_count == 0


async def test_a_call_that_is_left_to_itself_ends_and_its_dialog_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    looked, ends = threading.Event(), list[object]()
    progress = Progress()

    def call() -> str:
        progress(12_000, 40_000)
        assert looked.wait(20)
        return "done"

    async def flow(turn: DialogSequence) -> None:
        ends.append(await turn.wait(call, "Deactivate 40,000 technicians", progress))

    app = Watched(flow)
    async with app.run_test(size=(80, 24)) as pilot:
        await _stopped(pilot, "enter")
        app.push_screen(Second("Help lies over it", [("a", "a")]))
        await until_shown(pilot, "Help lies over it")
        looked.set()
        await until(pilot, lambda: ends)
        assert ends == ["done"]
        assert len(app.screen_stack) == 1


async def test_a_call_is_stopped_when_its_caller_is_cancelled() -> None:
    began, stopped = threading.Event(), threading.Event()
    progress = Progress()

    def call() -> None:
        began.set()
        try:
            while True:
                progress(1, 2)
        except Stopped:
            stopped.set()
            raise

    async def flow(turn: DialogSequence) -> None:
        await turn.wait(call, "Deactivate 2 technicians", progress)

    app = Watched(flow)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, began.is_set)
    assert stopped.wait(20)
