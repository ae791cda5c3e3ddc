"""The rate of a long call: when it is said, how, and that the dialog shows it."""

from __future__ import annotations

from fleet_tui.ui.dialogs.pace import Pace
from fleet_tui.ui.dialogs.progress import Progress, ProgressDialog
from tests.support.screens.plans import Bare, shown
from tests.support.tables import for_each


@for_each(
    "done, all, now, words",
    [
        (4_100, 100_000, 1.0, ""),
        (8_200, 100_000, 2.0, "[#-------------------] 4,100 a second, 22 s left"),
        (50_000, 100_000, 2.0, "[##########----------] 25,000 a second, 2 s left"),
        (100_000, 100_000, 10.0, "[####################] 10,000 a second, 0 s left"),
        (1_000, 1_000_000, 10.0, "[--------------------] 100 a second, 166 min left"),
        (5, 10, 10.0, "[##########----------] 30 a minute, 10 s left"),
        (0, 10, 10.0, ""),
    ],
)
def test_a_rate_is_said_once_it_was_measured(done: int, all: int, now: float, words: str) -> None:
    pace = Pace()
    assert pace.words(0, all, 0.0) == ""
    assert pace.words(done, all, now) == words


def test_a_count_that_begins_again_is_measured_anew() -> None:
    pace = Pace()
    pace.words(0, 100, 0.0)
    assert pace.words(50, 100, 5.0) == "[##########----------] 10 a second, 5 s left"
    assert pace.words(0, 100, 6.0) == ""
    assert pace.words(10, 100, 7.0) == ""
    assert pace.words(40, 100, 10.0) == "[########------------] 10 a second, 6 s left"
    assert pace.words(0, 0, 11.0) == ""


def test_a_number_that_is_estimated_anew_goes_on() -> None:
    pace = Pace()
    pace.words(0, 900, 0.0)
    assert pace.words(500, 1_010, 5.0) == "[#########-----------] 100 a second, 5 s left"
    assert pace.words(1_100, 1_050, 11.0) == "[####################] 100 a second, 0 s left"


async def test_the_dialog_of_a_long_call_shows_the_bar_and_keeps_its_sentence() -> None:
    progress, times = Progress(), [0.0]
    dialog = ProgressDialog("Import people.csv", progress, lambda: times[0])
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        progress(0, 100_000)
        await app.push_screen(dialog)
        dialog.look()
        times[0] = 3.0
        progress(12_300, 100_000)
        dialog.look()
        await pilot.pause()
        text = " ".join(shown(app))
        assert "12,300 of 100,000 … Esc stops" in text
        assert "[##------------------] 4,100 a second, 21 s left" in text
