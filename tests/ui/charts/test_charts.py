"""Charts of characters: what is drawn stands for the numbers, at every size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fleet_tui.ui.charts.bars import ASCII, BLOCK, bar, bar_width, digits
from fleet_tui.ui.charts.cover import CELL, few, initials

NUMBERS = st.one_of(st.sampled_from([0, 1, 2, 10**6]), st.integers(0, 10**9))
WIDTHS = st.integers(0, 60)
EITHER = st.sampled_from([ASCII, BLOCK])


@given(NUMBERS, NUMBERS, WIDTHS, EITHER)
def test_a_bar_keeps_within_its_width_and_only_nothing_has_none(number: int, more: int, width: int, mark: str) -> None:
    most = number + more
    drawn = bar(number, most, width, mark)
    assert cell_len(drawn) <= width
    assert bool(drawn) is bool(number and width)
    assert set(drawn) <= {mark}


@given(NUMBERS, NUMBERS, NUMBERS, WIDTHS, EITHER)
def test_a_greater_number_has_no_shorter_bar(less: int, by: int, more: int, width: int, mark: str) -> None:
    most = less + by + more
    assert len(bar(less, most, width, mark)) <= len(bar(less + by, most, width, mark))


@given(st.integers(1, 10**9), WIDTHS, EITHER)
def test_the_most_fills_the_width(most: int, width: int, mark: str) -> None:
    assert bar(most, most, width, mark) == mark * width


@given(NUMBERS, NUMBERS, WIDTHS)
def test_a_lean_line_gets_ascii(number: int, more: int, width: int) -> None:
    assert bar(number, number + more, width, ASCII).isascii()


@given(NUMBERS, WIDTHS)
def test_a_bar_leaves_room_for_its_digits(most: int, width: int) -> None:
    assert bar_width(most, width) == 0 or bar_width(most, width) + 1 + len(digits(most)) == width


def test_few_are_seen_and_many_are_enough() -> None:
    assert [few(number, 10) for number in (0, 1, 2, 9, 10, 99)] == ["0!", "1!", "2", "9", "9+", "9+"]


@given(st.lists(st.text(min_size=1, max_size=9), max_size=40))
def test_the_titles_of_columns_are_as_wide_as_their_signs(names: list[str]) -> None:
    titles = initials((*names, "北京 depot", "Y"))
    assert [cell_len(title) for title in titles] == [CELL - 1] * (len(names) + 2)
