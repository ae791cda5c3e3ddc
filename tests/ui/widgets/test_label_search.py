"""Labels found by a part: what is typed whole comes before what only contains it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.ui.widgets.label_search import LabelSearch
from tests.support.tables import for_each

TRUCKS = ("Truck 112", "Truck 12", "Truck 120", "Van 7")
ROLES = ("Service technician", "Technician", "Sales technician", "Müller-Lüdenscheid")


@for_each(
    "labels, typed, meant",
    (
        (TRUCKS, "12", "Truck 12"),
        (TRUCKS, "120", "Truck 120"),
        (TRUCKS, "1", None),
        (TRUCKS, "7", "Van 7"),
        (TRUCKS, "nothing", None),
        (TRUCKS, "", None),
        (ROLES, "tech", "Technician"),
        (ROLES, "servicetech", "Service technician"),
        (ROLES, "s t", None),
        (ROLES, "sa t", "Sales technician"),
        (ROLES, "MULLER", "Müller-Lüdenscheid"),
        (("North", "Northwest"), "north", "North"),
        (("Same", "Same"), "same", None),
    ),
)
def test_what_is_meant(labels: tuple[str, ...], typed: str, meant: str | None) -> None:
    place = LabelSearch(labels).meant(typed)
    assert (None if place is None else labels[place]) == meant


LABELS = st.lists(st.text("abc é", min_size=1, max_size=6), max_size=8)


@given(LABELS, st.text("abc é", max_size=3))
def test_a_search_finds_each_label_with_the_text_once_and_means_the_first(labels: list[str], typed: str) -> None:
    search = LabelSearch(labels)
    found = search.find(typed)
    words = typed.replace("é", "e").split()
    joined = "".join(words)
    begun = re.compile(r".*".join(rf"\b{word}" for word in words))
    plain = [label.replace("é", "e") for label in labels]
    having = [
        place
        for place, label in enumerate(plain)
        if joined in label.replace(" ", "") or (words[1:] and begun.search(label))
    ]
    assert sorted(found) == having
    meant = search.meant(typed)
    assert meant is None or found[0] == meant
    if joined and len(found) == 1:
        assert meant == found[0]


@given(LABELS)
def test_each_label_typed_whole_is_meant_unless_another_is_the_same(labels: list[str]) -> None:
    search = LabelSearch(labels)
    plain = ["".join(label.replace("é", "e").split()) for label in labels]
    for place, label in enumerate(labels):
        if plain[place] and plain.count(plain[place]) == 1:
            assert search.meant(label) == place
