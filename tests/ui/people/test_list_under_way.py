"""A list with something under way: it is not left, not stopped in the middle, and takes the keys pressed ahead."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.bulk.plan import Verdicts
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.base import key_queue
from fleet_tui.ui.bulk import outcome
from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.window import RowWords, Window
from tests.support.people import files_in
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import listed
from tests.support.screens.pilot_waiting import takes_keys
from tests.support.screens.plans import CHANGES, NO_FILES, an_outcome
from tests.ui.conftest import technician


async def test_a_run_is_not_left_and_not_stopped_by_the_shell_and_its_title_leaves_out_dropped_people(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(fleet) as list_:
        run = held(monkeypatch, fleet.bulk, "run")
        list_.burst("space", "space", "x", "d")
        await list_.shows("Deactivate 2 technicians")
        list_.burst("space", "enter")
        await list_.until(run.asked.is_set)
        list_.app.action_go("employees")  # as a click on the sidebar does
        await list_.until(lambda: list_.said == "Wait until this is done.")
        await list_.shows("Deactivate 1 technician ", "Esc stops")
        await list_.pilot.press("ctrl+z")
        await list_.shows("No shell until this is done")
        run.open.set()
        await list_.shows("1 changed", "K keeps")
        await list_.pilot.press("enter")
        await list_.until(lambda: list_.said == "1 technician deactivated. u takes it back.")
        assert list_.app.current_mode == "technicians"
        list_.app.action_go("employees")
        await list_.until(lambda: list_.app.current_mode == "employees")


async def test_keys_behind_one_that_came_too_late_are_dropped_with_it(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[None] = []
    async with listed(fleet) as list_:
        monkeypatch.setattr(key_queue, "_PATIENCE", 0.02)
        ids = held(monkeypatch, fleet.people, "ids")
        monkeypatch.setattr(list_.app, "bell", lambda: (rung.append(None), ids.open.set()))
        list_.burst("asterisk", "x", "a", "enter")
        await list_.until(lambda: rung)
        await list_.app.workers.wait_for_complete()
        await list_.settled()
        assert len(list_.app.screen_stack) == 1
        assert len(rung) == 1


async def test_a_row_is_copied_with_the_cells_that_are_not_written_yet(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet.people.add(PersonKind.TECHNICIAN, technician(fleet, "Aaron", mobile="(212) 555-0123"))
    written, write = threading.Event(), RowWords.write

    def late(words: RowWords, window: Window) -> Window:
        assert written.wait(20)
        return write(words, window)

    monkeypatch.setattr(RowWords, "write", late)
    async with listed(fleet) as list_:
        for keys in (("y",), ("space", "home", "y", "r")):
            list_.app.screen.say("")  # type: ignore[attr-defined]
            list_.burst(*keys)
            await list_.until(lambda: list_.said == "Copied the row.")
            cells = list_.app.clipboard.split("\t")
            assert cells[0] == "Aaron"
            assert "(212) 555-0123" in cells
            assert len(cells) == len(list_.table.shown)
        written.set()


async def test_counting_views_that_is_stopped_is_no_problem(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    async with listed(fleet) as list_:
        counting = held(monkeypatch, fleet.views, "of")
        list_.burst("w")
        await list_.shows("Counting who matches", "Esc stops")
        await list_.pilot.press("escape")
        counting.open.set()
        await list_.until(lambda: list_.said == "Nobody was counted: the list stays as it is.")
        screen = list_.app.screen
        assert isinstance(screen, PeopleListScreen)
        assert not screen.query_one(StatusLine)._problem


@pytest.mark.parametrize("named", [True, False], ids=["files", "no files"])
async def test_copying_an_outcome_is_stopped_and_keys_ahead_are_for_its_dialog(
    fleet: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, named: bool
) -> None:
    read, looked = outcome.of_outcome, threading.Event()

    def slow(of: Verdicts) -> Iterator[str]:
        for place, line in enumerate(read(of)):
            assert place < 1_100 or looked.wait(20)
            yield line

    monkeypatch.setattr(outcome, "of_outcome", slow)
    async with listed(fleet) as list_:
        dialog = OutcomeDialog(
            an_outcome(*[CHANGES] * 2_500), files_in(tmp_path) if named else NO_FILES, (MarksAfterRun.KEPT,)
        )
        await list_.app.push_screen(dialog)
        with monkeypatch.context() as patch:
            patch.setattr(sequence, "PATIENCE", 0.0)
            list_.burst("c")
            await list_.shows("1,000 of 2,500", "Esc stops")
            await list_.pilot.press("escape")
            looked.set()
            await list_.shows("Stopped: nothing was copied.", "Enter clears, K keeps the marks")
            assert list_.app.clipboard == ""

        list_.app._driver.longest_copy = 20  # type: ignore[union-attr]  # as the terminal's own driver has it
        list_.burst("c", "escape")
        if not named:  # no question for a path comes that keys pressed ahead could be for
            await list_.shows("Files are turned off")
            await list_.until(lambda: takes_keys(list_.app))
            assert list_.app.screen is dialog
            return
        await list_.until(lambda: list_.app.workers)
        await list_.until(lambda: all(worker.is_finished for worker in list_.app.workers))
        assert list_.app.screen is dialog
