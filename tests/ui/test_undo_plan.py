"""The plan of an undo: what dropping somebody from it means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.actions import Revert
from fleet_tui.ui.dialogs.plan import PlanDialog
from tests.ui.planned import CHANGES, Bare, a_plan, press, shown


@pytest.mark.parametrize(("redo", "done"), [(False, "undone"), (True, "redone")])
async def test_who_is_dropped_is_left_for_good_and_nothing_is_set_aside_when_all_are(redo: bool, done: str) -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[int] | None] = []
        plan = replace(a_plan(CHANGES, CHANGES), action=Revert(1, redo))
        await app.push_screen(PlanDialog(plan), answers.append)
        await pilot.pause()
        assert any("Esc leaves all as it is" in line for line in shown(app))
        await press(pilot, "space")
        assert f"Enter runs this · those dropped cannot be {done} later" in shown(app)
        await press(pilot, "space")
        assert "Enter closes this · Space takes back" in shown(app)
        await press(pilot, "enter")
        assert answers == [None]
