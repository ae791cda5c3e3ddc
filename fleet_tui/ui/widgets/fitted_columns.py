"""How wide the columns of a table are: contents, bounds and the room decide, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

WIDE_GAP, NARROW_GAP = 2, 1
"""Cells between columns, and where the words would be cut for them."""
NEARLY_ALL = 0.95
"""The share of each column's words that has to be whole beside wide gaps."""
NARROWEST = 12
"""Cells that the first column keeps where there is hardly room for two."""
FIRST_COUNTS = 3
"""Other words that a whole word of the first column is worth, which says whom a row is about."""
TITLE_COUNTS = 10
"""A whole title is worth one whole word in so many."""
AIR = 4
"""Cells that a column gets at most beyond what it shows."""


@dataclass(frozen=True, slots=True)
class Need:
    """The cells that a column needs."""

    least: int
    """Cells that are enough to be shown, however many words that cuts."""
    most: int
    """Cells beyond which it grows only when every other column has what it needs."""
    words: tuple[tuple[int, int], ...]
    """The widths of its words, ascending, each with how many rows have it; the title counts as some rows."""

    @property
    def all(self) -> int:
        """The cells for all its words."""
        return self.words[-1][0]

    @property
    def start(self) -> int:
        """The cells that it gets before the others are looked at: short words leave some of `least` to them."""
        return min(self.least, self.all)

    def grown(self, word: int) -> Need:
        """With room for a word of so many cells, as far as its bounds allow."""
        return replace(self, least=min(self.most, word), words=tuple(sorted({**dict(self.words), word: 1}.items())))

    @property
    def enough(self) -> int:
        """The cells for nearly all its words, within its bounds."""
        rows = NEARLY_ALL * sum(rows for _, rows in self.words)
        reached = accumulate(rows for _, rows in self.words)
        word = next(word for (word, _), so_far in zip(self.words, reached, strict=True) if so_far >= rows)
        return max(self.start, min(word, self.most))


class Widths(NamedTuple):
    """The cells of the columns that fit, from the first on, and those between them."""

    cells: tuple[int, ...]
    gap: int


def need_of(cells: Sequence[int], title: int, least: int, most: int) -> Need:
    """The need of a column whose words take so many cells."""
    return Need(least, most, _counted(cells, title))


def whole_need(cells: Sequence[int], title: int, least: int, most: int) -> Need:
    """The need of a column whose words are worth nothing when they are cut, as telephone numbers are."""
    least = min(most, max(least, *cells, 0))
    return Need(least, most, _counted((*cells, least), title))


def _counted(cells: Sequence[int], title: int) -> tuple[tuple[int, int], ...]:
    counted = Counter(filter(None, cells))
    counted[max(1, title)] += 1 + len(cells) // TITLE_COUNTS
    return tuple(sorted(counted.items()))


@lru_cache(maxsize=64)
def fit(needs: tuple[Need, ...], room: int) -> Widths:
    """The widths of as many of the first columns as there is room for, the first one always among them.

    Columns fit whose `least` fits, and more as long as nearly all words of all of them are whole. What is left goes
    cell by cell where it makes the most words whole: of each column first nearly all words, then those within its
    bounds, then those beyond them; then to all columns alike.
    Where two do not fit, the first gives way to the second, down to `NARROWEST`.
    """
    number = max(_how_many((need.least for need in needs), room), _how_many((need.enough for need in needs), room))
    if number < min(2, len(needs)):
        first = min(max(1, room), max(NARROWEST, room - NARROW_GAP - needs[1].least)) if len(needs) > 1 else room
        second = room - NARROW_GAP - first
        return Widths((first, second) if second > 0 else (max(1, room),), NARROW_GAP)
    wide = _shared(needs[:number], room - WIDE_GAP * (number - 1))
    if wide is not None and min(map(_whole, needs, wide)) >= NEARLY_ALL:
        return Widths(wide, WIDE_GAP)
    return Widths(_shared(needs[:number], room - NARROW_GAP * (number - 1)) or (), NARROW_GAP)


def _how_many(widths: Iterable[int], room: int) -> int:
    """The number of first columns that fit with those widths."""
    return sum(end + NARROW_GAP * place <= room for place, end in enumerate(accumulate(widths)))


def _whole(need: Need, width: int) -> float:
    """The share of a column's words that are not cut."""
    return sum(rows for word, rows in need.words if word <= width) / sum(rows for _, rows in need.words)


def _shared(needs: Sequence[Need], room: int) -> tuple[int, ...] | None:
    """The widths that share out so many cells; None when they do not fit."""
    cells = [need.start for need in needs]
    room -= sum(cells)
    if room < 0:
        return None
    bounded = [max(need.start, min(need.most, need.all)) for need in needs]
    if sum(bounded) <= sum(cells) + room:
        room -= sum(bounded) - sum(cells)
        cells = list(bounded)
    for bounds in ([need.enough for need in needs], bounded, [need.all for need in needs]):
        room = _make_whole(needs, cells, bounds, room)
    room = _spread(cells, [need.all for need in needs], room)
    _spread(cells, [width + AIR for width in cells], room)
    return tuple(cells)


def _spread(cells: list[int], ends: Sequence[int], room: int) -> int:
    """Widen all columns alike up to the ends; what is left."""
    while room and (narrow := [place for place, end in enumerate(ends) if cells[place] < end]):
        for place in narrow[:room]:
            cells[place] += 1
        room -= min(room, len(narrow))
    return room


def _make_whole(needs: Sequence[Need], cells: list[int], bounds: Sequence[int], room: int) -> int:
    """Widen columns up to the bounds, each time the one where a cell makes the most words whole; what is left."""
    while True:
        steps = [_step(need, cells[place], bounds[place], room) for place, need in enumerate(needs)]
        worth = [step[0] * (1 if place else FIRST_COUNTS) for place, step in enumerate(steps)]
        if not any(worth):
            return room
        place = worth.index(max(worth))
        room -= steps[place][1]
        cells[place] += steps[place][1]


def _step(need: Need, width: int, bound: int, room: int) -> tuple[float, int]:
    """The words that a cell makes whole on the best way on, and the cells of that way; zeros where there is none."""
    best, rows = (0.0, 0), 0
    for word, number in need.words:
        if width < word <= min(bound, width + room):
            rows += number
            best = max(best, (rows / (word - width), word - width), key=itemgetter(0))
    return best
