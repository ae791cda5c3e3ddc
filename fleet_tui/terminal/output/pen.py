"""Writes rows of cells to a terminal with known cursor and style."""

from __future__ import annotations

from collections.abc import Iterator

from fleet_tui.terminal.output.grid import BLANK, PLAIN, Cell, Row, Style, on_blank
from fleet_tui.terminal.output.moves import Moves, Place
from fleet_tui.terminal.output.styling import Styling
from fleet_tui.terminal.output.widths import agreed
from fleet_tui.terminal.terminfo.capabilities import Capabilities, expand

NOWHERE: Place = (None, None)
_GAP = 12
"""Cells that did not change are written anew only over so short a gap; a move is hardly ever longer than this."""
_MANY = 5
"""Fewer equal cells in a row are written one by one."""
_WORTH = 3
"""Shorter texts are written cell by cell."""
_PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
_WAY_BACK = 4
"""What it costs to go on behind cells that were erased where the cursor stays."""


class Pens:
    """Makes pens for one kind of terminal."""

    def __init__(self, capabilities: Capabilities, charset: str, repeats_beyond_ascii: bool) -> None:
        self.can = capabilities
        self.charset = charset
        self.repeats_beyond_ascii = repeats_beyond_ascii
        self.moves = Moves(capabilities)
        self.styling = Styling(capabilities)

    def pen(self, place: Place, style: Style | None) -> Pen:
        """A pen at that place, writing in that style."""
        return Pen(self, place, style)


class Pen:
    """Collects in `out` what is sent, and follows where that leaves the cursor and the style."""

    def __init__(self, pens: Pens, place: Place, style: Style | None) -> None:
        self.out = bytearray()
        self.place = place
        self.style = style
        self._can = pens.can
        self._charset = pens.charset
        self._repeats_beyond_ascii = pens.repeats_beyond_ascii
        self._moves = pens.moves
        self._styling = pens.styling
        self._doubtful = False

    def command(self, data: bytes, place: Place) -> None:
        """Send something that leaves the cursor there."""
        self.out += data
        self.place = place

    def restyle(self, style: Style) -> None:
        """Write in that style from now on."""
        self.out += self._styling.change(self.style, style)
        self.style = style

    def move(self, line: int, column: int) -> None:
        """Go to that place."""
        if self.place != (line, column):
            if not self._can.msgr:
                self.restyle(PLAIN)
            self.command(self._moves.move(self.place, line, column), (line, column))

    def row(self, line: int, shown: Row, wanted: Row) -> Iterator[int]:
        """Write what differs in a row; gives a column after each part: all cells left of it are then as wanted."""
        end, erase = self._tail(shown, wanted)
        column = 0
        self._doubtful = False
        while column < end:
            if shown[column] == wanted[column]:
                column += 1
                continue
            if not wanted[column][0]:
                column -= 1  # half of a wide character: it is written whole
            self._reach(line, column, wanted)
            column = self._write(line, column, shown, wanted, end)
            while column < end and (shown[column] != wanted[column] or self._doubtful):
                column = self._run(line, column, shown, wanted, end)
            if self._doubtful and erase is not None:
                erase = column  # a terminal that draws the last character wider shows the rest of it there
            else:
                yield column
        if erase is not None:
            self._reach(line, erase, wanted)
            self.restyle(PLAIN)
            self.command(self._can.el, self.place)
            yield len(wanted)

    def _tail(self, shown: Row, wanted: Row) -> tuple[int, int | None]:
        """Where the cells end that are written, and from where the rest of the row is erased, if that is shorter."""
        columns = len(wanted)
        start = columns
        while start and wanted[start - 1] == BLANK:
            start -= 1
        first, last = start, columns
        while first < columns and shown[first] == BLANK:
            first += 1
        while last > first and shown[last - 1] == BLANK:
            last -= 1
        if self._can.el and last - first > len(self._can.el):
            return start, first
        return columns, None

    def _reach(self, line: int, column: int, wanted: Row) -> None:
        """Come to a cell of the row: by a move, or by writing what is between when that is shorter."""
        at_line, at = self.place
        if at_line == line and at is not None and 0 < column - at <= _GAP:
            before = len(self.out), self.style
            if self._through(wanted[at:column]):
                through = len(self.out) - before[0] + self._cost(self.style, wanted[column])
                aside = len(self._moves.move(self.place, line, column)) + self._cost(before[1], wanted[column])
                if through <= aside:
                    self.place = (line, column)
                    return
            del self.out[before[0] :]
            self.style = before[1]
        self.move(line, column)

    def _through(self, cells: list[Cell]) -> bool:
        """Write cells that are shown already; false when there is one that is not surely one cell wide."""
        for text, style in cells:
            if not text or not agreed(text):
                return False
            self._text(text, style)
        return all(text for text, _ in cells[-1:])

    def _cost(self, style: Style | None, cell: Cell) -> int:
        text, wanted = cell
        if style is not None and text == " " and on_blank(style) == wanted:
            return 0
        return len(self._styling.change(style, wanted))

    def _run(self, line: int, column: int, shown: Row, wanted: Row, end: int) -> int:
        """Write the cell, and with it the plain text behind it that differs too; gives the column behind that."""
        style = wanted[column][1]
        blank = (" ", on_blank(style))
        stop = column
        if wanted[column][0] != " ":
            while stop < end:
                cell = wanted[stop]
                if cell[0] not in _PLAIN or (cell[1] != style and cell != blank) or cell == shown[stop]:
                    break
                if wanted[stop : stop + _MANY] == [cell] * _MANY:
                    break
                stop += 1
        if stop - column < _WORTH or self._doubtful:
            return self._write(line, column, shown, wanted, end)
        self.move(line, column)
        self._text("".join(cell[0] for cell in wanted[column:stop]), style)
        self.place = self._behind(line, stop, len(wanted))
        return stop

    def _write(self, line: int, column: int, shown: Row, wanted: Row, end: int) -> int:
        """Write the cell, or all that are equal to it from there; gives the column behind them."""
        cell = wanted[column]
        if not cell[0]:
            return column + 1
        last = column + 1
        if column + 1 < end and wanted[column + 1] == cell:
            same = column + 1
            while same < end and wanted[same] == cell:
                same += 1
                if shown[same - 1] != cell:
                    last = same
        if last - column >= _MANY and self._many(line, column, cell, last - column, wanted):
            return last
        wide = column + 1 < len(wanted) and not wanted[column + 1][0]
        self.move(line, column)
        self._one(line, column, cell, wide, len(wanted))
        return column + (2 if wide else 1)

    def _many(self, line: int, column: int, cell: Cell, count: int, wanted: Row) -> bool:
        """Write equal cells as one character and a count, where that takes fewer bytes."""
        text, style = cell
        encoded = text.encode(self._charset)
        repeats = self._can.rep and (text.isascii() or self._repeats_beyond_ascii)
        if repeats and len(text) == 1 and agreed(text):
            repeat = expand(self._can.rep, ord("x"), count)[1:]
            if len(repeat) < (count - 1) * len(encoded):
                self.move(line, column)
                self._text(text, style)
                self.command(repeat, self._behind(line, column + count, len(wanted)))
                return True
        if cell == BLANK and self._can.ech and count > len(erase := expand(self._can.ech, count)) + _WAY_BACK:
            self.move(line, column)
            self.restyle(PLAIN)
            self.command(erase, self.place)
            return True
        return False

    def _one(self, line: int, column: int, cell: Cell, wide: bool, columns: int) -> None:
        """Write one cell where the cursor is; a wide one over both of its cells, whatever the terminal thinks of it."""
        text, style = cell
        self._doubtful = not agreed(text)
        if self._doubtful and wide:
            self._text("  ", style)
            self.place = self._behind(line, column + 2, columns)
            self.move(line, column)
        self._text(text, style)
        behind = self._behind(line, column + (2 if wide else 1), columns)
        self.place = (behind[0], None) if self._doubtful else behind

    def _behind(self, line: int, column: int, columns: int) -> Place:
        """Where the cursor is then: unknown behind the last column, where terminals wait, stay or wrap."""
        if column < columns:
            return (line, column)
        return (line, None) if self._can.rmam or self._can.xenl or not self._can.am else NOWHERE

    def _text(self, text: str, style: Style) -> None:
        if self.style is None or text != " " or on_blank(self.style) != style:
            self.restyle(style)
        self.out += text.encode(self._charset)
