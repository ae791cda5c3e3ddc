"""A plan left while it is made, and one with a long name far down."""

from __future__ import annotations

import pytest

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.arrangement import MEASURED, arrange
from fleet_tui.ui.bulk.plan_grid import PlanGrid
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.progress import ProgressDialog
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import listed
from tests.support.screens.plans import CHANGES, a_plan


async def test_esc_while_a_plan_is_made_leaves_it(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    async with listed(fleet) as list:
        plan = held(monkeypatch, fleet.bulk, "plan")
        list.burst("x", "d")
        await list.until(lambda: plan.asked.is_set() and isinstance(list.app.screen, ProgressDialog))
        await list.pilot.press("escape")
        await list.shows("Stopping…")
        plan.open.set()
        await list.until(lambda: list.said.startswith("Stopped"))
        assert len(list.app.screen_stack) == 1


def test_a_name_behind_the_measured_ones_has_room_too() -> None:
    names = ("Bo",) * MEASURED
    short, long = (
        PlanGrid(arrange(a_plan(*[CHANGES] * (MEASURED + 1), names=(*names, last))), dict.fromkeys(Verdict, "will"), "")
        for last in ("Bo", "Bartholomew Longstocking")
    )
    assert long.wanted_width > short.wanted_width
