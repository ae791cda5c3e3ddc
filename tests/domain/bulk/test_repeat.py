"""What an operation changed, as an action that can be done again."""

from __future__ import annotations

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, How, Send, SetActive, SetField, SetFields
from fleet_tui.domain.bulk.repeat import Kept, repeated
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each

NORTH, WEST, GAS, HVAC = [1, "North"], [2, "West"], [3, "Gas"], [4, "HVAC"]


@for_each(
    "kept, action, left_out",
    [
        ([{"active": [True, False]}], SetActive(False), ()),
        ([{"account": [None, "invited"]}], Send(Purpose.INVITE), ()),
        ([{"message": [None, "reset"]}], Send(Purpose.RESET), ()),
        ([{}], Send(Purpose.RESET), ()),
        ([{"team": [NORTH, WEST]}], SetField("team", 2), ()),
        ([{"team": [NORTH, None]}, {"team": [WEST, None]}], SetField("team", None), ()),
        (
            [{"skills": [[], [GAS]]}, {"skills": [[HVAC], [GAS, HVAC]]}, {"skills": [[GAS], [GAS, HVAC]]}],
            SetField("skills", (3, 4), How.ADD),
            (),
        ),
        ([{"skills": [[GAS, HVAC], [HVAC]]}], SetField("skills", (3,), How.REMOVE), ()),
        (
            [{"skills": [[GAS], [HVAC]]}],
            SetFields((SetField("skills", (4,), How.ADD), SetField("skills", (3,), How.REMOVE))),
            (),
        ),
        ([{"zone": [NORTH, WEST], "zones": [[NORTH], [NORTH, WEST]]}], SetField("zone", 2), ()),
        (
            [{"name": ["A", "B"], "team": [None, WEST], "mobile": [None, "+1"], "mobile_access": [True, False]}],
            SetFields((SetField("team", 2), SetField("mobile_access", False))),
            ("Technician Name", "Mobile Phone"),
        ),
        ([{"memo": [None, "x"]}], None, ("Memo",)),
    ],
)
def test_the_history_says_what_was_done(kept: list[Kept], action: Action | None, left_out: tuple[str, ...]) -> None:
    assert repeated(TECHNICIAN, kept) == (action, left_out)
