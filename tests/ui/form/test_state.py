"""What is typed against what is stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fleet_tui.domain.fields import Kind
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.ui.form.state import _RAW, FormState, raw_of


def test_every_kind_has_its_editor_s_form() -> None:
    assert set(_RAW) == set(Kind)


def test_stored_values_become_what_editors_hold() -> None:
    values = {
        "name": "Ann",
        "mobile": "+12015550123",
        "daily_goal": Decimal("1250.50"),
        "commission": Decimal("7.50"),
        "start_date": date(2026, 1, 31),
        "zones": (3, 1),
        "mobile_access": None,
        "team": 4,
    }
    raw = raw_of(TECHNICIAN.fields, values, "US")
    assert raw["name"] == "Ann"
    assert raw["mobile"] == "(201) 555-0123"
    assert raw["daily_goal"] == "1250.50"
    assert raw["commission"] == "7.50"
    assert raw["start_date"] == "2026-01-31"
    assert raw["zones"] == (1, 3)
    assert raw["mobile_access"] is False
    assert raw["team"] == 4
    assert raw["email"] == ""


def test_only_what_differs_from_the_record_is_a_change() -> None:
    state = FormState({"name": "Ann", "memo": ""})
    assert state.put("memo", "early")
    assert not state.put("memo", "early")
    assert state.changed == {"memo": "early"}
    state.put("memo", "")
    assert state.changed == {}


def test_mine_goes_on_top_of_stored_values_and_fields_changed_by_both_are_returned() -> None:
    state = FormState({"name": "Ann", "memo": "", "unit": "", "city": "Rye"})
    state.put("memo", "mine")
    state.put("unit", "2")
    seen, mine = dict(state.stored), state.changed
    theirs = {"name": "Anne", "memo": "theirs", "unit": "", "city": "Rye"}
    assert state.rebase(theirs, mine, seen=seen) == {"memo": "theirs"}
    assert state.typed == {"name": "Anne", "memo": "mine", "unit": "2", "city": "Rye"}
    assert state.changed == {"memo": "mine", "unit": "2"}


def test_without_the_values_seen_every_difference_is_returned() -> None:
    state = FormState({})
    assert state.rebase({"memo": "theirs", "city": "Rye"}, {"memo": "mine", "city": "Rye", "gone": 1}) == {
        "memo": "theirs"
    }
    assert "gone" not in state.typed
