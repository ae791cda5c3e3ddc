"""The plan and the outcome of an import: rows by their lines, kinds that are kept, refused rows that are saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.ui.bulk.arrangement import MEASURED, arrange
from fleet_tui.ui.bulk.outcome import MarksAfterRun, OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.bulk.refused_rows import RefusedRows
from tests.support.people import files_in
from tests.support.screens.plans import (
    CHANGES,
    MOVED,
    NEW,
    NO_FILES,
    SAME,
    WRONG,
    Bare,
    _Words,
    a_plan,
    an_import,
    imported,
    press,
    shown,
    until_shown,
)

MIXED = (SAME, NEW, MOVED, WRONG, SAME, NEW, NEW)


def _lines(verdicts: Verdicts) -> Iterator[str]:
    yield "Name;Email;Reason"
    for place in range(len(verdicts)):
        if verdicts.of(place).verdict is Verdict.BLOCKED:
            yield f"{verdicts.names[place]};x;{verdicts.of(place).reason}"


def _rows(app: Bare) -> list[str]:
    return [" ".join(line.split()) for line in shown(app) if "Person" in line]


async def test_refused_rows_come_first_and_every_row_has_its_line() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(an_import(*MIXED)))
        await pilot.pause()
        text = "\n".join(shown(app))
        assert "Plan: Import people.csv: 4 of 7 rows" in text
        assert "3 new · 1 to change · 2 same · 1 refused" in text
        assert _rows(app) == [
            ">! 5 Person 3 refused: “n3” is no e-mail address: it has no @",
            "→ 4 Person 2 Team: North → West",
            "+ 3 Person 1 new",
            "+ 7 Person 5 new",
            "+ 8 Person 6 new",
            "= 2 Person 0 same",
            "= 6 Person 4 same",
        ]
        await press(pilot, "down", "space")
        assert "→" not in _rows(app)[1]
        assert _rows(app)[1].endswith("4 Person 2 dropped")


async def test_only_new_people_or_only_changes_are_kept_and_what_was_dropped_one_by_one_stays_dropped() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[int] | None] = []
        await app.push_screen(PlanDialog(an_import(*MIXED)), answers.append)
        await press(pilot, "down", "down", "space")  # line 3
        for counts, said in (
            ("2 new · 2 same · 1 refused · 2 dropped", "Only new people: the others are dropped."),
            ("1 to change · 2 same · 1 refused · 3 dropped", "Only changes: the others are dropped."),
            ("2 new · 1 to change · 2 same · 1 refused · 1 dropped", "o only new"),
            ("2 new · 2 same · 1 refused · 2 dropped", "o only changes"),
        ):
            await press(pilot, "o")
            text = "\n".join(shown(app))
            assert counts in text
            assert said in text
        await press(pilot, "enter")
        assert answers == [frozenset({-2, 102})]


async def test_a_plan_that_only_adds_has_no_key_to_keep_some_and_one_of_no_file_neither() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for plan in (an_import(NEW, NEW, SAME), an_import(MOVED), a_plan(CHANGES, CHANGES)):
            await app.push_screen(PlanDialog(plan))
            await press(pilot, "o", "s")
            assert isinstance(app.screen, PlanDialog)
            assert not {"o only", "s saves", "dropped"} & {word for line in shown(app) for word in line.split(" · ")}
            await press(pilot, "escape")


@pytest.mark.parametrize("made", [PlanDialog, OutcomeDialog])
async def test_refused_rows_are_saved_to_a_file(made: type, home: Path) -> None:
    app, files = Bare(), files_in(home)
    async with app.run_test(size=(80, 24)) as pilot:
        plan = an_import(*MIXED)
        dialog = PlanDialog(plan) if made is PlanDialog else OutcomeDialog(imported(plan), files, ())
        dialog.refused = RefusedRows("people-refused.csv", _lines, files)
        await app.push_screen(dialog)
        await until_shown(pilot, "s saves refused")
        await press(pilot, "s")
        await until_shown(pilot, "Save 1 refused row")
        assert app.screen.query_one(Input).value == "~/people-refused.csv"
        await press(pilot, "enter")
        await until_shown(pilot, f"Written to {home / 'people-refused.csv'}.")
        assert app.screen is dialog
        assert (home / "people-refused.csv").read_text().splitlines() == [
            "Name;Email;Reason",
            "Person 3;x;“n3” is no e-mail address: it has no @",
        ]


async def test_the_people_that_were_added_are_marked_or_invited() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        outcome = imported(an_import(*MIXED), to_invite=(1, 2, 3))
        for key, answer in (
            ("m", MarksAfterRun.WRITTEN),
            ("i", MarksAfterRun.INVITE),
            ("enter", MarksAfterRun.CLEARED),
        ):
            answers: list[MarksAfterRun | None] = []
            await app.push_screen(OutcomeDialog(outcome, NO_FILES, (MarksAfterRun.WRITTEN,)), answers.append)
            await pilot.pause()
            text = "\n".join(shown(app))
            assert "3 added · 1 changed · 2 same · 1 refused" in text
            assert "3 were added and have no account: i invites them." in text
            assert "m marks imported" in text
            await press(pilot, key)
            assert answers == [answer]


async def test_few_words_of_a_large_file_are_read() -> None:
    plan = an_import(*[NEW] * 100_000, WRONG)
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(plan, arrange(plan)))
        await press(pilot, "end", "home")
        assert _rows(app)[0].startswith(">! 100002 Person 1000… refused: ")
        words = plan.details
        assert isinstance(words, _Words)
        assert len(words.asked) < MEASURED + 60


async def test_a_plan_of_an_import_fits_a_small_screen() -> None:
    app = Bare()
    async with app.run_test(size=(40, 12)) as pilot:
        await app.push_screen(PlanDialog(an_import(*MIXED)))
        await pilot.pause()
        text = "\n".join(shown(app))
        assert "5  Person 3" in text
        assert "Enter runs" in text


async def test_a_change_of_many_fields_leaves_room_for_the_rows() -> None:
    plan = a_plan(*[CHANGES] * 9)
    words = replace(CHANGES, change=" · ".join(f"Field {number}: before → after" for number in range(90)))
    for size in ((80, 24), (40, 12)):
        app = Bare()
        async with app.run_test(size=size) as pilot:
            await app.push_screen(PlanDialog(replace(plan, decisions=(words, *plan.decisions[1:]))))
            await pilot.pause()
            assert len(_rows(app)) >= 2, size
            assert any("Enter runs" in line for line in shown(app)), size
