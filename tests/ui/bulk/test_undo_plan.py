"""The plan of an undo, with people dropped from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.outcome import OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from tests.support.screens.list_driving import listed
from tests.support.screens.plans import CHANGES, Bare, a_plan, press, shown


@pytest.mark.parametrize(("redo", "word"), [(False, "undo"), (True, "redo")])
async def test_dropped_people_are_left_for_good_and_dropping_all_sets_nothing_aside(redo: bool, word: str) -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[int] | None] = []
        plan = replace(a_plan(CHANGES, CHANGES), action=Revert(1, redo))
        await app.push_screen(PlanDialog(plan), answers.append)
        await pilot.pause()
        assert any("/ finds · Esc back" in line for line in shown(app))
        await press(pilot, "space")
        assert f"Enter runs · no later {word} for the dropped" in shown(app)
        await press(pilot, "space")
        assert any(line.startswith("Enter runs · Space takes back") for line in shown(app))
        await press(pilot, "enter")
        assert answers == [frozenset(plan.ids)]


async def test_an_undo_with_all_people_dropped_changes_nothing_and_can_be_done_later(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.burst("u")
        await list.until(lambda: isinstance(list.screen, PlanDialog) and list.screen.is_mounted)
        list.burst("space", "enter")
        await list.until(lambda: isinstance(list.screen, OutcomeDialog) and list.screen.is_mounted)
        list.burst("enter")
        await list.until(lambda: len(list.app.screen_stack) == 1 and list.said)
        again = fleet.undo.plan()
        assert again.counts()[Verdict.CHANGES] == 1
