"""What the overview looks like: pieces of text in lines, and the places that the cursor can be at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

from fleet_tui.domain.overview.values import Target

TITLE, DIM, BAR, NOBODY, ONE, PLAIN = "title", "dim", "bar", "nobody", "one", ""
WAITING, ENDED, OUT = "waiting", "ended", "out"
"""What a piece of text is; the last three are bars with a meaning."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text from a column on, without its end of line."""

    x: int
    text: str
    look: str = PLAIN


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the cursor: its gutter is at `x`, and so many cells belong to it.

    `key` stays while the numbers change. `words` say more than fits beside the number. From one `in_row` keys to the
    sides lead along its line only.
    """

    key: Hashable
    x: int
    y: int
    width: int
    target: Target
    words: str = ""
    in_row: bool = False


@dataclass
class Picture:
    """Lines of pieces, from left to right, and the spots, line by line."""

    lines: defaultdict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    spots: list[Spot] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return max(self.lines, default=-1) + 1

    def put(self, x: int, y: int, text: str, look: str = PLAIN) -> None:
        """Add a piece."""
        self.lines[y].append(Piece(x, text, look))


def beside(spots: list[Spot], here: int, across: int, down: int) -> int:
    """The index of the nearest spot in a direction, or `here` when there is none.

    Up and down stay in the column as long as it has spots; to the sides the nearest line counts first.
    """
    spot = spots[here]

    def distance(other: Spot) -> tuple[int, ...]:
        lines = abs(other.y - spot.y)
        if across:
            return lines, abs(other.x - spot.x)
        apart = max(0, other.x - (spot.x + spot.width - 1), spot.x - (other.x + other.width - 1))
        return int(apart > 0), lines, apart, abs(other.x - spot.x)

    ahead = [
        index
        for index, other in enumerate(spots)
        if ((other.x - spot.x) * across > 0 if across else (other.y - spot.y) * down > 0)
        and not (across and spot.in_row and other.y != spot.y)
    ]
    return min(ahead, key=lambda index: distance(spots[index]), default=here)


def nearest(spots: list[Spot], x: int, y: int) -> int:
    """The index of the spot whose line is nearest, and in it the place; 0 without spots."""
    return min(range(len(spots)), key=lambda index: (abs(spots[index].y - y), abs(spots[index].x - x)), default=0)
