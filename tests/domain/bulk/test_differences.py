"""What a person has and what they will have, in words."""

from __future__ import annotations

from fleet_tui.domain.bulk.differences import Differences
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each

NAMES = {id: f"Zone {id}" for id in range(1, 30)}
WORDS = Differences(TECHNICIAN, NAMES, "US")


@for_each(
    "before, after, words",
    [
        ({"team": None}, {"team": 1}, "Team: none → Zone 1"),
        ({"team": 99}, {"team": None}, "Team: #99 → none"),
        ({"zones": (1,)}, {"zones": (1, 2)}, "All Zones: Zone 1 → Zone 1, Zone 2"),
        (
            {"zones": tuple(range(1, 10))},
            {"zones": tuple(range(3, 11))},
            "All Zones: 9 → 8 (+Zone 10, -Zone 1, -Zone 2)",
        ),
        ({"photo": None}, {"photo": "abc"}, "Photo: none → a photo"),
        ({"memo": "one\ntwo"}, {"memo": "x" * 40}, f"Memo: one two → {'x' * 29}…"),
        ({"mobile": "+12015550123"}, {"mobile": None}, "Mobile: (201) 555-0123 → none"),
        ({"team": 1, "active": True}, {"team": 2, "active": False}, "Team: Zone 1 → Zone 2 · Active → Inactive"),
        ({"name": "\x1b[31m"}, {"name": "A"}, "Name: \ufffd[31m → A"),
        ({}, {}, ""),
    ],
)
def test_each_field_is_told_before_and_after(before: dict[str, object], after: dict[str, object], words: str) -> None:
    assert WORDS.words(before, after) == words


def test_who_is_billed_is_told_with_active() -> None:
    for active, billed, words in ((True, 1, "Inactive → Active, billed"), (False, -1, "Active, billed → Inactive")):
        assert WORDS.words({"active": not active}, {"active": active}, billed) == words
