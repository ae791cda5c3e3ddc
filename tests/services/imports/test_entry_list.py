"""Several entries of a list in one cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.services.imports.entry_list import split_entries
from tests.support.tables import for_each

KNOWN = {"Parts, small", "Gas", "HVAC", "A|B", "Gas; bottled"}


@for_each(
    "text, names",
    [
        ("Gas", ["Gas"]),
        ("Gas, HVAC", ["Gas", "HVAC"]),
        ("Gas;HVAC|Gas", ["Gas", "HVAC"]),
        ("Gas\nHVAC", ["Gas", "HVAC"]),
        ("Parts, small", ["Parts, small"]),
        ("Gas, Parts, small, HVAC", ["Gas", "Parts, small", "HVAC"]),
        ('"Parts, small", Gas', ["Parts, small", "Gas"]),
        ('"New, thing", Gas', ["New, thing", "Gas"]),
        ('"say ""hi""", Gas', ['say "hi"', "Gas"]),
        ("A|B", ["A|B"]),
        ("Gas; bottled, Gas", ["Gas; bottled", "Gas"]),
        (" , Gas,, ", ["Gas"]),
        ("", []),
        ("Unknown, Other", ["Unknown", "Other"]),
    ],
)
def test_names_are_told_apart(text: str, names: list[str]) -> None:
    assert split_entries(text, KNOWN.__contains__) == names


@given(st.lists(st.text(st.sampled_from('abc,;|"'), min_size=1, max_size=6).filter(str.strip), unique=True))
def test_quoted_names_come_back_whatever_is_in_them(names: list[str]) -> None:
    cell = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    assert split_entries(cell, lambda text: False) == names
