"""A typed text names what begins like it, in any order of its words and by other names too."""

from __future__ import annotations

from fleet_tui.ui.palette.matching import WHOLE, score
from tests.support.tables import for_each

RESET = ("Send Password Reset", ("forgot password", "new password"), "Technicians")


@for_each(
    "better, worse",
    [
        ("Send Password Reset", "send pass"),
        ("forgot password", "send password"),
        ("send", "forg"),
        ("forgot pass", "password reset"),
        ("reset pass", "reset tech"),
        ("reset tech", "sword"),
    ],
)
def test_the_nearer_name_is_better(better: str, worse: str) -> None:
    points = [score(text, *RESET) for text in (better, worse)]
    assert None not in points
    assert points[0] < points[1]  # type: ignore[operator]


def test_whole_names_are_told_from_others() -> None:
    for text in ("Send Password Reset", "SEND PASSWORD RESET", "new password", "new-password", " new  password "):
        assert score(text, *RESET) == WHOLE, text
    assert score("set field", "Set field…") == WHOLE
    assert score("trucks", "Change trucks, zones", ("trucks",)) == WHOLE


@for_each("text", ["", " ", "xyz", "reset xyz", "technicians", "tech", "et", "'", "%"])
def test_what_names_something_else_is_not_found(text: str) -> None:
    assert score(text, *RESET) is None
