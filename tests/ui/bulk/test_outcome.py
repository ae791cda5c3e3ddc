"""The outcome of a bulk action: the shape of its plan, and what becomes of the marks."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs.prompt import Prompt
from tests.support.people import files_in
from tests.support.screens.plans import (
    ALREADY,
    CHANGES,
    NO_FILES,
    SILENT,
    YOURSELF,
    Bare,
    a_plan,
    an_outcome,
    press,
    shown,
    until_shown,
)

MARKS = (MarksAfterRun.KEPT, MarksAfterRun.FAILED)
MIXED = (CHANGES, CHANGES, ALREADY, YOURSELF, SILENT)


async def test_an_outcome_stands_where_its_plan_stood_and_says_what_happened() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(a_plan(*MIXED)))
        await pilot.pause()
        before, box = shown(app), app.screen.query_one("#box").region
        await press(pilot, "escape")
        await app.push_screen(OutcomeDialog(an_outcome(*MIXED), NO_FILES, MARKS))
        await pilot.pause()
        after = shown(app)
        assert app.screen.query_one("#box").region == box
        strips = app.screen._compositor.render_strips()
        title = next(segment for strip in strips for segment in strip if "Done" in segment.text)
        assert title.style is not None
        assert title.style.bold, "the outcome does not look like its plan"
        assert not any("Done" in line for line in before)
        changed = {line for line, was in zip(after, before, strict=True) if line != was}
        assert {" ".join(line.strip("┌─┐ ").split()) for line in changed} == {
            "Done: Deactivate 2 of 5 technicians",
            "2 changed · 1 already so · 2 not changed",
            ">!Person 3 not changed: yourself",
            "!Person 4 not changed: no e-mail address and no mobile phone",
            "Enter clears, K keeps the marks · m marks failed · c copies",
        }


async def test_marks_are_cleared_or_kept_or_only_those_that_failed() -> None:
    app = Bare()
    ends = {
        "enter": MarksAfterRun.CLEARED,
        "escape": MarksAfterRun.CLEARED,
        "K": MarksAfterRun.KEPT,
        "m": MarksAfterRun.FAILED,
    }
    async with app.run_test(size=(80, 24)) as pilot:
        for key, answer in ends.items():
            answers: list[MarksAfterRun | None] = []
            await app.push_screen(OutcomeDialog(an_outcome(*MIXED), NO_FILES, MARKS), answers.append)
            await press(pilot, "j", "k", key)  # the keys that scroll are no answer
            assert answers == [answer], key


async def test_only_marks_that_can_be_made_are_offered() -> None:
    app = Bare()
    kept, failed = MARKS
    ways = ((CHANGES, CHANGES), MARKS), (MIXED, (failed,)), (MIXED, ()), (MIXED, (kept,))
    async with app.run_test(size=(80, 24)) as pilot:
        for each, offered in ways:
            answers: list[MarksAfterRun | None] = []
            dialog = OutcomeDialog(an_outcome(*each), NO_FILES, offered)
            await app.push_screen(dialog, answers.append)
            text = "\n".join(shown(app))
            markable = failed in offered and each is MIXED
            assert ("m marks failed" in text) == markable
            assert ("K keeps the marks" in text) == (kept in offered)
            await press(pilot, "m")
            assert answers == ([failed] if markable else [])
            if not markable:
                await press(pilot, "escape")


async def test_an_outcome_is_copied_with_a_line_of_titles() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        outcome = an_outcome(*MIXED, names=("=A1", "B\tb", "C", "D", "E"))
        await app.push_screen(OutcomeDialog(outcome, NO_FILES, MARKS))
        await press(pilot, "c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any(line.endswith("m marks failed · copied") for line in shown(app))
        assert app.clipboard.split("\n") == [
            "Technician\tOutcome\tReason\tChange",
            "'=A1\tchanged\t\tActive, billed → Inactive",
            "B b\tchanged\t\tActive, billed → Inactive",
            "C\talready so\talready inactive\t",
            "D\tnot changed\tyourself\t",
            "E\tnot changed\tno e-mail address and no mobile phone\t",
        ]


async def test_copying_an_outcome_takes_the_permission_to_export_people() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(OutcomeDialog(an_outcome(*MIXED), NO_FILES, MARKS, may_not_copy="You may not."))
        assert not any("copies" in line for line in shown(app))
        await press(pilot, "c")
        assert any("You may not." in line for line in shown(app))
        assert app.clipboard == ""


async def test_an_outcome_too_long_for_the_line_is_written_to_a_file(home: Path) -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        app._driver.longest_copy = 20  # type: ignore[union-attr]  # as the terminal's own driver has it
        await app.push_screen(OutcomeDialog(an_outcome(*MIXED), files_in(home), MARKS))
        await press(pilot, "c")
        await until_shown(pilot, "Too long for this line: write it to a file")
        assert isinstance(app.screen, Prompt)
        assert app.screen.query_one(Input).value == "~/outcome.tsv"
        await press(pilot, "enter")
        path = home / "outcome.tsv"
        await until_shown(pilot, f"Written to {path}.")
        assert len(path.read_text().splitlines()) == 1 + len(MIXED)
        assert app.clipboard == ""
