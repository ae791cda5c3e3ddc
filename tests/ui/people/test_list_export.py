"""Exporting from a list: the marked people or all that it shows, in the file that was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.progress import ProgressDialog
from fleet_tui.ui.dialogs.prompt import Prompt
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import listed


async def test_the_marked_people_leave_with_the_columns_shown(fleet: Services, tmp_path: Path) -> None:
    async with listed(fleet) as list:
        await list.press("space", "down", "space")
        list.burst("x", "e")
        await list.shows("Export 2 marked technicians", "a  All fields", "s  The columns shown")
        list.burst("s")
        await list.shows("c  CSV", "e  CSV for Excel", "x  XLSX", "s  JSON")
        list.burst("c")
        await list.until(lambda: isinstance(list.app.screen, Prompt))
        await list.pilot.press("enter")
        await list.until(lambda: list.said.startswith("Written to "))
        header, first, second = (tmp_path / "home" / "technicians.csv").read_text().splitlines()
        assert header.startswith("id,name,team,mobile,")
        assert "active" not in header.split(",")
        assert [line.split(",")[1] for line in (first, second)] == ["Person 000", "Person 002"]
        assert len(list.table.marks.ids) == 2
        assert fleet.history.events(limit=1)[0].subject.startswith("2 technicians, ")


async def test_without_marks_all_that_the_list_shows_leave_with_all_fields(fleet: Services, tmp_path: Path) -> None:
    async with listed(fleet) as list:
        list.burst("x", "e")
        await list.shows(f"Export {list.table.window.matching} technicians: all that the list shows")
        list.burst("a", "s")
        await list.until(lambda: isinstance(list.app.screen, Prompt))
        list.burst("enter")
        await list.until(lambda: list.said.startswith("Written to "))
        people = json.loads((tmp_path / "home" / "technicians.json").read_text())
        assert len(people) == list.table.window.matching
        assert {"memo", "active", "may_see_people"} <= people[0].keys()
        list.burst("x", "e", "a", "s")
        await list.until(lambda: isinstance(list.app.screen, Prompt))
        list.burst("enter")
        await list.until(lambda: isinstance(list.app.screen, Confirm))
        await list.shows("technicians.json is there already. Replace it?")
        list.burst("y")
        await list.until(lambda: list.said.startswith("Written to "))


async def test_an_export_that_is_stopped_leaves_no_file(
    fleet: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 0.0)
    async with listed(fleet) as list:
        pieces = held(monkeypatch, fleet.exports, "pieces")
        list.burst("x", "e", "a", "c")
        await list.until(lambda: isinstance(list.app.screen, Prompt))
        list.burst("enter")
        await list.until(lambda: pieces.asked.is_set() and isinstance(list.app.screen, ProgressDialog))
        await list.pilot.press("escape")
        await list.shows("Stopping…")
        pieces.open.set()
        await list.shows("Stopped: nothing was written.")
        assert not (tmp_path / "home" / "technicians.csv").exists()
