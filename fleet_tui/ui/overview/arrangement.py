"""Arranges the sections in columns and the cover below them, for a width of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, OneOf
from fleet_tui.domain.overview.values import MOST_COVER, Cover, Overview, PeopleOf, Section
from fleet_tui.ui.charts.bars import bar, digits
from fleet_tui.ui.charts.cover import CELL, few, initials
from fleet_tui.ui.overview.picture import BAR, DIM, ENDED, NOBODY, ONE, OUT, PLAIN, TITLE, WAITING, Picture, Spot
from fleet_tui.ui.widgets.grid_columns import fit

GUTTER = 2
_GAP = 2
"""Cells between two columns."""
_COLUMN, _COLUMNS = 29, 4
"""The least width of a column, and the most columns."""
_LEAST_BAR, _LONGEST_BAR = 3, 30
"""Cells that labels leave to bars, and the most that these take."""
_MEANINGS = {"pending": WAITING, "ends_soon": WAITING, "ends_later": WAITING, "not_sent_yet": WAITING} | {
    **dict.fromkeys(("invitation_ended", "taken_back", "ended_7_days", "ended_30_days", "ended_before"), ENDED),
    **dict.fromkeys(("in_trouble", "failed"), ENDED),
    **dict.fromkeys(("inactive", "deactivated"), OUT),
}
"""The looks of bars by the ids of their numbers: the colours that the lists have for these states."""
_SKILL, _CELLS = 18, 3
"""The most cells for the name of a skill, and how many numbers it leaves room for."""


def arranged(overview: Overview, width: int, mark: str) -> Picture:
    """The picture of the overview in that width."""
    picture = Picture()
    number = max(1, min(_COLUMNS, (width + _GAP) // (_COLUMN + _GAP)))
    column = (width - _GAP * (number - 1)) // number
    ends = [0] * number
    for section in overview.sections:
        place = ends.index(min(ends))
        ends[place] = _section(picture, section, (place * (column + _GAP), ends[place], column), mark)
    if overview.cover is not None:
        _cover(picture, overview.cover, max(ends), width)
    picture.spots.sort(key=lambda spot: (spot.y, spot.x))
    for line in picture.lines.values():
        line.sort(key=lambda piece: piece.x)
    return picture


def _section(picture: Picture, section: Section, place: tuple[int, int, int], mark: str) -> int:
    """Put a section in a place (x, y and width); the first line behind it and its blank one."""
    x, y, width = place
    most = max(count.number for count in section.counts)
    digits_width = len(digits(most))
    room = width - GUTTER - digits_width - 2
    labels = min(max(cell_len(count.label) for count in section.counts), max(1, room - _LEAST_BAR))
    bars = min(_LONGEST_BAR, room - labels - 1)
    picture.put(x, y, fit(section.title, width).rstrip(), TITLE)
    for count in section.counts:
        y += 1
        numbers = x + GUTTER + labels + 1
        picture.put(x + GUTTER, y, fit(count.label, labels).rstrip())
        picture.put(numbers, y, f"{digits(count.number):>{digits_width}}")
        if drawn := bar(count.number, most, bars, mark):
            picture.put(numbers + digits_width + 1, y, drawn, _MEANINGS.get(count.id, BAR))
        picture.spots.append(Spot((section.id, count.id), x, y, width, count.target, count.note))
    return y + 2


def _cover(picture: Picture, cover: Cover, y: int, width: int) -> None:
    """Put a number for each skill in each zone, in bands as wide as the screen."""
    names = min(_SKILL, max(cell_len(name) for _, name in cover.skills), max(1, width - GUTTER - _CELLS * CELL))
    begin = GUTTER + names
    fits = max(1, (width - begin) // CELL)
    picture.put(0, y, fit(cover.heading, width).rstrip(), TITLE)
    y += 1
    for first in range(0, len(cover.zones), fits):
        zones = cover.zones[first : first + fits]
        for place, title in enumerate(initials(tuple(name for _, name in zones))):
            picture.put(begin + place * CELL + 1, y, title.rstrip(), DIM)
        for skill, numbers in zip(cover.skills, cover.numbers, strict=True):
            y += 1
            picture.put(GUTTER, y, fit(skill[1], names).rstrip())
            _cells(picture, (begin, y), skill, list(zip(zones, numbers[first : first + fits], strict=True)))
        y += 2


def _cells(
    picture: Picture,
    place: tuple[int, int],
    skill: tuple[int, str],
    zones: Sequence[tuple[tuple[int, str], int]],
) -> None:
    x, y = place
    for zone, number in zones:
        look = {0: NOBODY, 1: ONE}.get(number, PLAIN)
        picture.put(x + 1, y, few(number, MOST_COVER), look)
        both = ONLY_ACTIVE.with_(OneOf("skills", frozenset({skill[0]}))).with_(OneOf("zones", frozenset({zone[0]})))
        words = f"{skill[1]} in {zone[1]}: {_WORDS.get(number) or _several(number)}"
        target = PeopleOf(PersonKind.TECHNICIAN, both)
        picture.spots.append(Spot(("cover", skill[0], zone[0]), x, y, CELL, target, words, in_row=True))
        x += CELL


_WORDS = {0: "nobody", 1: "1 technician, the last"}


def _several(number: int) -> str:
    return f"{MOST_COVER - 1:,} or more technicians" if number >= MOST_COVER else f"{number:,} technicians"
