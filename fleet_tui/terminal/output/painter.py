"""Composes the fewest bytes that turn what a terminal shows into what it should show.

Cells that did not change are left alone, unless writing them is shorter than going round them; ends of rows are
erased; repeated characters are counted; rows that moved are scrolled. Of the ways to the wanted picture (the
differences, a scroll and then the differences, a clear screen and then everything) the shortest is taken, so that no
painting is ever longer than painting everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import ne

from fleet_tui.terminal.output.grid import BLANK, PLAIN, Row, Style
from fleet_tui.terminal.output.moves import Place
from fleet_tui.terminal.output.pen import NOWHERE, Pen, Pens
from fleet_tui.terminal.output.scrolling import Scroll, moved
from fleet_tui.terminal.terminfo.capabilities import Capabilities

_LITTLE = 8
"""Cells of a line that are sent before the other lines of a picture that does not fit."""
_FEW = 8
"""Lines that are tried in several orders; of more, going from one to the next is a small part."""
LONGEST = 4096
"""Bytes after which a painting is cut, so that nothing else has to wait for it longer than some milliseconds."""


@dataclass(slots=True)
class Shown:
    """What a terminal shows as far as is known: nothing yet where `rows` is None."""

    rows: list[Row] | None = None
    place: Place = NOWHERE
    style: Style | None = None
    next_line: int = 0
    """Where a painting that did not fit goes on, so that no row waits for ever behind the ones before it; else 0."""


@dataclass(frozen=True, slots=True)
class Painting:
    """Bytes, and what the terminal shows when it has taken them."""

    data: bytes
    shown: Shown = field(compare=False)
    whole: bool
    """Whether the terminal then shows all that is wanted."""
    moves_a_part: bool = False
    """Whether a part of the screen moves beside another that stays, which some terminals can copy."""


class Painter:
    """Paints for one kind of terminal. Cells have been folded to what it can show (see `folding`)."""

    def __init__(
        self,
        capabilities: Capabilities,
        charset: str = "utf-8",
        *,
        repeats_beyond_ascii: bool = True,
        copies: bool = False,
    ) -> None:
        """`repeats_beyond_ascii`: the terminal's `rep` takes every character, and not only those of ASCII.

        `copies`: it copies parts of the screen (`scrolling.copies_parts`).
        """
        self._can = capabilities
        self._copies = copies
        self._pens = Pens(capabilities, charset, repeats_beyond_ascii)
        self._ignores_corner = capabilities.am and not capabilities.xenl and not capabilities.rmam

    def paint(
        self,
        shown: Shown,
        wanted: Sequence[Row],
        room: int | None = None,
        cursor: tuple[int, int] | None = None,
    ) -> Painting:
        """The bytes from one picture to the other; with `room`, about so many of them, and at least one row's worth.

        Of the largest pictures never more than `LONGEST`, because painting them takes its time. A whole painting ends
        with the terminal's cursor at the place `cursor`.
        """
        rows = self._reachable(shown, wanted)
        longest = None if room is None else LONGEST
        # The last cell may show anything where it is never written: it must not come to another row.
        scrolls = moved(rows, wanted) if rows and not self._ignores_corner else []
        starts = self._starts(shown, rows, wanted, cursor, scrolls)
        best = self._way(next(starts), wanted, longest, cursor)
        for start in starts:
            limit = len(best.pen.out) - len(start.pen.out)
            if _least(start.rows, wanted, limit) < limit:
                best = _better(best, self._way(start, wanted, longest, cursor))
        return replace(best.painting(wanted, room), moves_a_part=any(scroll.is_part for scroll in scrolls))

    def _reachable(self, shown: Shown, wanted: Sequence[Row]) -> list[Row]:
        """What is taken for shown: the last character as wanted, where writing it would scroll the whole screen."""
        rows = shown.rows if shown.rows is not None else []
        return self._but_corner(rows, wanted) if self._ignores_corner and rows else rows

    @staticmethod
    def _but_corner(rows: list[Row], wanted: Sequence[Row]) -> list[Row]:
        corner = _corner(wanted)
        return [*rows[:-1], [*rows[-1][:corner], *wanted[-1][corner:]]]

    def _starts(
        self,
        shown: Shown,
        rows: list[Row],
        wanted: Sequence[Row],
        cursor: tuple[int, int] | None,
        scrolls: Sequence[Scroll],
    ) -> Iterator[_Start]:
        """How each way to the picture begins."""
        if rows:
            for scroll in scrolls:
                if self._copies and scroll.is_part:
                    pen = self._pens.pen(shown.place, shown.style)
                    pen.command(scroll.copied, shown.place)
                    yield _Start(pen, scroll.after_copy(rows))
                if composed := scroll.composed(self._can, len(rows)):
                    pen = self._pens.pen(shown.place, shown.style)
                    pen.restyle(PLAIN)
                    pen.command(composed, NOWHERE)
                    yield _Start(pen, scroll.applied(rows))
            yield _Start(self._pens.pen(shown.place, shown.style), rows, shown.next_line)
            if cursor and not shown.next_line:
                for order in _orders(rows, wanted, (shown.place[0], cursor[0])):
                    yield _Start(self._pens.pen(shown.place, shown.style), rows, 0, order)
        pen, empty = self._cleared(len(wanted[0]), len(wanted))
        yield _Start(pen, self._but_corner(empty, wanted) if self._ignores_corner else empty)

    def clear(self, columns: int, lines: int) -> Painting:
        """The bytes to an empty screen, whatever is shown."""
        pen, empty = self._cleared(columns, lines)
        return Painting(bytes(pen.out), Shown(empty, pen.place, pen.style), whole=True)

    def _cleared(self, columns: int, lines: int) -> tuple[Pen, list[Row]]:
        pen = self._pens.pen(NOWHERE, None)
        pen.restyle(PLAIN)
        pen.command(self._can.clear, (0, 0))
        return pen, [[BLANK] * columns] * lines

    def _way(self, start: _Start, wanted: Sequence[Row], longest: int | None, cursor: tuple[int, int] | None) -> _Way:
        lines, first, pen = len(wanted), start.first, start.pen
        differing = {line for line, row in enumerate(wanted) if row != start.rows[line]}
        little = _little(start.rows, wanted, sorted(differing)) if first else []
        way = _Way(pen, start.rows)
        way.mark(-1, 0, first)
        others = (line for line in (*range(first, lines), *range(first)) if line not in little)
        for line in start.order or (*little, *others):
            if line in differing:
                if longest is not None and len(pen.out) >= longest:
                    way.whole = False
                    break
                end = _corner(wanted) if self._ignores_corner and line == lines - 1 else None
                for column in way.pen.row(line, way.rows[line][:end], wanted[line][:end]):
                    way.mark(line, column, first if line in little else max(1, line))
        if way.whole and cursor:
            pen.move(*cursor)
            way.ends_here()
        return way


def _orders(rows: Sequence[Row], wanted: Sequence[Row], near: tuple[int | None, int]) -> Iterator[Sequence[int]]:
    """Other orders of a few lines that differ: from the line that the cursor is in, and to the one that it ends in."""
    lines = [line for line, row in enumerate(wanted) if row != rows[line]]
    if not 1 < len(lines) <= _FEW:
        return
    start, end = near
    if start is not None and lines[0] < start <= lines[-1]:
        yield [*(line for line in lines if line >= start), *(line for line in lines if line < start)]
    if end in lines[:-1]:
        yield [*(line for line in lines if line != end), end]


def _better(best: _Way, way: _Way) -> _Way:
    """The shorter one; the first one while neither leads to its end, so that no piece begins all over again."""
    if way.whole and (not best.whole or len(way.pen.out) < len(best.pen.out)):
        return way
    return best


def _little(rows: Sequence[Row], wanted: Sequence[Row], lines: Iterable[int]) -> list[int]:
    """Those of the lines that differ in a few cells."""
    return [
        line for line in lines if sum(islice(filter(None, map(ne, rows[line], wanted[line])), _LITTLE + 1)) <= _LITTLE
    ]


def _least(rows: Sequence[Row], wanted: Sequence[Row], limit: int) -> int:
    """Bytes that the differences take at least: one for each that is no blank and not the same as what it is behind.

    Not counted much beyond the limit: of a large picture that would take longer than painting it.
    """
    count = 0
    for before, row in zip(rows, wanted, strict=True):
        if count >= limit:
            break
        if before != row:
            behind = BLANK
            for was, cell in zip(before, row, strict=True):
                if cell != was and cell != behind and cell != BLANK and cell[0]:
                    count += 1
                behind = cell
    return count


def _corner(wanted: Sequence[Row]) -> int:
    """The column of the screen's last character."""
    return len(wanted[-1]) - (1 if wanted[-1][-1][0] else 2)


@dataclass(frozen=True, slots=True)
class _Start:
    """How a way to the picture begins: what was sent, what is shown then, and in which order it goes on."""

    pen: Pen
    rows: list[Row]
    first: int = 0
    """The line to go on at."""
    order: Sequence[int] = ()
    """All lines that differ, where they have another order."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place where a painting may stop: what was done up to there and how the pen is left."""

    bytes: int
    line: int
    column: int
    place: Place
    style: Style | None
    next_line: int


class _Way:
    """One way of painting, with the places at which it may be cut."""

    def __init__(self, pen: Pen, rows: list[Row]) -> None:
        self.pen = pen
        self.rows = rows
        self.whole = True
        """Whether it leads to all that is wanted; false when it was too long to be gone to its end at once."""
        self._marks: list[_Mark] = []

    def mark(self, line: int, column: int, next_line: int) -> None:
        """Everything left of the column in this line is as wanted, and so are the lines before it."""
        self._marks.append(_Mark(len(self.pen.out), line, column, self.pen.place, self.pen.style, next_line))

    def ends_here(self) -> None:
        """Count what was sent since the last mark to it: it changed no cell."""
        self._marks[-1] = replace(self._marks[-1], bytes=len(self.pen.out), place=self.pen.place, style=self.pen.style)

    def painting(self, wanted: Sequence[Row], room: int | None) -> Painting:
        """All of it, or as much as there is room for."""
        cut = len(self._marks) - 1
        if room is not None and len(self.pen.out) > room:
            cut = next((index for index, mark in enumerate(self._marks) if index and mark.bytes >= room), cut)
        whole = self.whole and cut == len(self._marks) - 1
        mark = self._marks[cut]
        if whole:
            rows = list(wanted)
        else:
            rows = list(self.rows)
            for line, column in {mark.line: mark.column for mark in self._marks[1 : cut + 1]}.items():
                rows[line] = [*wanted[line][:column], *rows[line][column:]]
        shown = Shown(rows, mark.place, mark.style, 0 if whole else mark.next_line)
        return Painting(bytes(self.pen.out[: mark.bytes]), shown, whole)
