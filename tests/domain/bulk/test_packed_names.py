"""Packed names are a sequence of the same names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.bulk.packed_names import PackedNames


@given(st.lists(st.text()))
def test_names_come_out_as_they_went_in(names: list[str]) -> None:
    packed = PackedNames(names)
    assert list(packed) == names
    assert len(packed) == len(names)
    assert [packed[place] for place in range(-len(names), len(names))] == names * 2
    assert packed[1:] == tuple(names[1:])
    packed.append("Zoë")
    assert packed[-1] == "Zoë"


def test_a_place_that_is_none_is_refused() -> None:
    for place in (1, -2):
        with pytest.raises(IndexError):
            PackedNames(["Ann"])[place]
