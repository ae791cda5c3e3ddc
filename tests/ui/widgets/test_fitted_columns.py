"""Widths of columns from what they need and the room that there is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.ui.widgets.fitted_columns import AIR, NARROWEST, Need, fit, need_of, whole_need
from fleet_tui.ui.widgets.grid_columns import GUTTER, ColumnWindow, GridColumn

CELLS = st.lists(st.integers(0, 60), max_size=40)


@st.composite
def needs(draw: st.DrawFn) -> Need:
    least = draw(st.integers(1, 20))
    make = draw(st.sampled_from((need_of, whole_need)))
    return make(draw(CELLS), draw(st.integers(1, 14)), least, least + draw(st.integers(0, 30)))


NEEDS = st.lists(needs(), min_size=1, max_size=14).map(tuple)
ROOM = st.integers(1, 320)


def whole(need: Need, width: int) -> int:
    """How many words are whole."""
    return sum(rows for word, rows in need.words if word <= width)


@given(NEEDS, ROOM)
def test_columns_fill_no_more_than_the_room_and_none_is_below_its_least(needs: tuple[Need, ...], room: int) -> None:
    cells, gap = fit(needs, room)
    assert cells
    assert sum(cells) + gap * (len(cells) - 1) <= room
    if len(cells) > 2:
        assert all(width >= need.start for width, need in zip(cells, needs, strict=False))
    if len(cells) == 2 and cells[0] < needs[0].start:
        assert cells[0] >= min(NARROWEST, room)


@given(NEEDS, ROOM)
def test_a_column_is_left_out_only_for_want_of_room(needs: tuple[Need, ...], room: int) -> None:
    cells, _ = fit(needs, room)
    if 1 < len(cells) < len(needs):
        for fewest in ("least", "enough"):
            assert sum(getattr(need, fewest) + 1 for need in needs[: len(cells) + 1]) - 1 > room


@given(NEEDS, ROOM)
def test_cells_are_spare_only_when_every_word_in_sight_is_whole(needs: tuple[Need, ...], room: int) -> None:
    cells, gap = fit(needs, room)
    if len(cells) < 2:
        return
    spare = room - sum(cells) - gap * (len(cells) - 1)
    if spare or any(width > need.all for width, need in zip(cells, needs, strict=False)):
        shown = needs[: len(cells)]
        assert all(whole(need, width) == whole(need, 1_000) for need, width in zip(shown, cells, strict=True))
        assert all(width <= need.all + AIR for need, width in zip(shown, cells, strict=True))


@given(NEEDS)
def test_more_room_shows_no_fewer_columns(needs: tuple[Need, ...]) -> None:
    numbers = [len(fit(needs, room).cells) for room in range(2, 200, 11)]
    assert all(before <= after for before, after in pairwise(numbers))


@given(NEEDS, st.integers(8, 320), st.data())
def test_each_column_can_be_brought_into_sight_with_the_first_kept(
    needs: tuple[Need, ...], cells: int, data: st.DataObject
) -> None:
    columns = [GridColumn(str(place), "Title", 10, need=need) for place, need in enumerate(needs)]
    wanted = data.draw(st.integers(0, len(columns) - 1))
    window = ColumnWindow(columns, 1, cells)
    seen = ColumnWindow(columns, window.left_for(wanted), cells).seen()
    assert seen[0].place == 0
    assert wanted in [column.place for column in seen] or len(seen) == 1
    assert seen[0].start == GUTTER
    assert all(before.start + before.width < after.start for before, after in pairwise(seen))
    assert seen[-1].start + seen[-1].width <= max(cells, GUTTER + 1)


def test_room_goes_where_it_makes_the_most_words_whole() -> None:
    """A column more comes only when nearly all words stay whole."""
    names, teams = need_of([12] * 18 + [20] * 2, 4, 10, 30), need_of([5] * 10 + [11] * 10, 4, 5, 16)
    assert fit((names, teams), 12 + 1 + 11).cells == (12, 11)
    assert fit((names, teams), 20 + 2 + 11) == ((20, 11), 2)
    number = whole_need([14, 17], 6, 14, 18)
    assert fit((names, number), 10 + 1 + 17).cells == (10, 17)
    assert fit((names, number), 30).cells == (12, 17)
    assert fit((names, number), 27).cells == (12, 14)  # the number is cut only where two do not fit
