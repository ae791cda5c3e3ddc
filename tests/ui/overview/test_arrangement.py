"""The overview is arranged for every width: nothing overlaps, nothing is cut off, every number is reached by keys."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fleet_tui.domain.overview.values import MOST_COVER, Count, Cover, Messages, Overview, Section
from fleet_tui.ui.charts.bars import ASCII, BLOCK
from fleet_tui.ui.overview.arrangement import arranged
from fleet_tui.ui.overview.picture import Picture, beside, nearest
from tests.conftest import NOW

NAMES = st.text(st.sampled_from("ab Zé北京-"), min_size=1, max_size=60)
NUMBERS = st.one_of(st.sampled_from([0, 1, 10**6, 10**7]), st.integers(0, 5_000))
WAYS = ((0, -1), (0, 1), (-1, 0), (1, 0))


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    made = []
    for place in range(draw(st.integers(0, 6))):
        rows = draw(st.lists(st.tuples(NAMES, NUMBERS), min_size=1, max_size=12))
        counts = (Count(str(row), label, number, Messages()) for row, (label, number) in enumerate(rows))
        made.append(Section(str(place), draw(NAMES), tuple(counts)))
    return tuple(made)


@st.composite
def covers(draw: st.DrawFn) -> Cover | None:
    skills, zones = (draw(st.lists(NAMES, max_size=most)) for most in (4, 30))
    if not (skills and zones):
        return None
    numbers = tuple(tuple(draw(st.integers(0, MOST_COVER)) for _ in zones) for _ in skills)
    return Cover(tuple(enumerate(skills)), tuple(enumerate(zones)), numbers)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Picture, int]:
    width = draw(st.one_of(st.sampled_from([14, 18, 37, 63, 77, 104, 284]), st.integers(14, 300)))
    overview = Overview(NOW, draw(sections()), draw(covers()))
    return arranged(overview, width, draw(st.sampled_from([ASCII, BLOCK]))), width


@given(pictures())
def test_nothing_overlaps_and_nothing_is_beyond_the_width(made: tuple[Picture, int]) -> None:
    picture, width = made
    for y, pieces in picture.lines.items():
        edge = 0
        for piece in pieces:
            assert piece.x >= edge, (y, pieces)
            edge = piece.x + cell_len(piece.text)
        assert edge <= width, (y, pieces)
    for y in range(picture.height):
        edge = 0
        for spot in (spot for spot in picture.spots if spot.y == y):
            assert spot.x >= edge
            edge = spot.x + spot.width
            # The gutter is blank for the cursor.
            assert not any(piece.x <= spot.x < piece.x + cell_len(piece.text) for piece in picture.lines[y])
        assert edge <= width


@given(pictures())
def test_every_number_is_reached_by_keys_from_the_first(made: tuple[Picture, int]) -> None:
    spots = made[0].spots
    seen, ahead = set[int](), [0] if spots else []
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += [beside(spots, here, *way) for way in WAYS]
    assert len(seen) == len(spots)
    assert len({spot.key for spot in spots}) == len(spots)


@given(pictures(), st.data())
def test_a_key_leads_its_way_or_nowhere(made: tuple[Picture, int], data: st.DataObject) -> None:
    spots = made[0].spots
    if not spots:
        return
    here = data.draw(st.integers(0, len(spots) - 1))
    for across, down in WAYS:
        found = spots[beside(spots, here, across, down)]
        way = (found.x - spots[here].x) * across + (found.y - spots[here].y) * down
        assert way > 0 or found is spots[here]
    assert nearest(spots, spots[here].x, spots[here].y) == here


def _looks(mark: str) -> str:
    counts = (Count("a", "A", 7, Messages()), Count("b", "B", 3, Messages()))
    cover = Cover(((1, "Gas"),), ((2, "West"), (3, "East")), ((0, 10),))
    picture = arranged(Overview(NOW, (Section("s", "S", counts),), cover), 63, mark)
    return "".join(piece.text for pieces in picture.lines.values() for piece in pieces)


def test_a_lean_line_gets_ascii_alone() -> None:
    assert _looks(ASCII).isascii()
    assert not _looks(BLOCK).isascii()
