"""pyte's screen with what xterm does and pyte 0.8.2 does not, or does differently.

pyte ends a text at the first joiner or variation selector, draws no lines in UTF-8, knows no SU, SD and dim, moves a
cursor that is outside the scrolling region into it, lets half a wide character stand and takes the whole style of an
erased cell from the pen. Where terminals differ from each other (half a wide character that is overwritten) this one
does as xterm.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import lru_cache

import pyte
from pyte import charsets
from pyte import modes as mo
from wcwidth import wcwidth

from tests.support.terminals.cells import Char


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    """Columns of one character; the letters of flags are narrow, as in xterm and tmux."""
    return 1 if "\U0001f1e6" <= char <= "\U0001f1ff" else wcwidth(char)


@lru_cache(maxsize=65536)
def _written(pen: Char, text: str) -> Char:
    return pen._replace(data=text)


class XtermScreen(pyte.Screen):  # type: ignore[misc]  # pyte has no types
    """pyte's screen, of which the pen is a `Char` and in which nothing is left half."""

    def __init__(self, columns: int, lines: int, bce: bool) -> None:
        self.bce = bce
        self.main: tuple[dict[int, object], object] | None = None
        self.answers = bytearray()
        super().__init__(columns, lines)

    @property
    def default_char(self) -> Char:
        return Char()

    @property
    def display(self) -> list[str]:
        return ["".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)]

    def reset(self) -> None:
        super().reset()
        self.main = None
        self.cursor.attrs = Char()
        self.last = ""

    @property
    def column(self) -> int:
        """Where the cursor is; pyte's own x is past the last column while a wrap is due."""
        return min(self.cursor.x, self.columns - 1)

    @property
    def _blank(self) -> Char:
        return Char(bg=self.cursor.attrs.bg) if self.bce else Char()

    @property
    def _region(self) -> tuple[int, int]:
        return self.margins or (0, self.lines - 1)

    def draw(self, data: str) -> None:
        if (self.g1_charset if self.charset else self.g0_charset) is charsets.VT100_MAP:
            data = "".join(charsets.VT100_MAP[ord(char)] if ord(char) < 127 else char for char in data)
        for char in data:
            width = _width(char)
            if width <= 0:
                self._combine(char)
            else:
                self._put(char, width)
                self.last = char

    def _combine(self, char: str) -> None:
        line = self.buffer[self.cursor.y]
        x = self.cursor.x - 1
        if x > 0 and line[x].data == "":
            x -= 1
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + char)

    def _put(self, char: str, width: int) -> None:
        wraps = mo.DECAWM in self.mode
        if self.cursor.x + width > self.columns:
            if wraps:
                self.carriage_return()
                self.index()
            elif width > 1:
                return
            else:
                self.cursor.x = self.columns - 1
        if mo.IRM in self.mode:
            self.insert_characters(width)
        x, line = self.cursor.x, self.buffer[self.cursor.y]
        self._split(x, x + width)
        line[x] = _written(self.cursor.attrs, char)
        if width == 2:
            line[x + 1] = _written(self.cursor.attrs, "")
        self.cursor.x = min(x + width, self.columns if wraps else self.columns - 1)

    def _split(self, start: int, end: int) -> None:
        """Blank the halves that stay outside of what is replaced, as xterm does, in the style that they have."""
        line = self.buffer[self.cursor.y]
        if start > 0 and line[start].data == "":
            line[start - 1] = line[start - 1]._replace(data=" ")
        if end < self.columns and line[end].data == "":
            line[end] = line[end]._replace(data=" ")

    def _erase(self, start: int, end: int) -> None:
        end = min(end, self.columns)
        self._split(start, end)
        for x in range(start, end):
            self.buffer[self.cursor.y][x] = self._blank

    def erase_characters(self, count: int | None = None) -> None:
        self._erase(self.column, self.column + (count or 1))

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._erase(*{0: (self.column, self.columns), 1: (0, self.column + 1)}.get(how, (0, self.columns)))

    def erase_in_display(self, how: int = 0, *rest: object, **more: object) -> None:
        whole = {0: range(self.cursor.y + 1, self.lines), 1: range(self.cursor.y)}.get(how, range(self.lines))
        self._clear(whole)
        if how < 2:
            self.erase_in_line(how)

    def _clear(self, lines: Iterable[int]) -> None:
        for y in lines:
            self.buffer.pop(y, None)
            if self._blank != Char():
                for x in range(self.columns):
                    self.buffer[y][x] = self._blank

    def scroll(self, count: int, top: int | None = None) -> None:
        """Move the region's lines (from `top`) up by `count`, or down where it is negative."""
        first, last = self._region
        first = first if top is None else top
        kept = {y: self.buffer.pop(y, None) for y in range(first, last + 1)}
        for y, line in kept.items():
            if line is not None and first <= y - count <= last:
                self.buffer[y - count] = line
        new = range(max(first, last + 1 - count), last + 1) if count > 0 else range(first, min(last + 1, first - count))
        self._clear(new)

    def index(self) -> None:
        if self.cursor.y == self._region[1]:
            self.scroll(1)
        else:
            self.cursor.y = min(self.cursor.y + 1, self.lines - 1)

    def next_line(self) -> None:
        """To the beginning of the next line (NEL)."""
        self.carriage_return()
        self.index()

    def repeat(self, count: int) -> None:
        """Write the last character again (REP)."""
        self.draw(self.last * min(count, self.columns * self.lines))

    def scroll_up(self, count: int) -> None:
        """Scroll the region (SU)."""
        self.scroll(count)

    def scroll_down(self, count: int) -> None:
        """Scroll the region (SD)."""
        self.scroll(-count)

    def reverse_index(self) -> None:
        if self.cursor.y == self._region[0]:
            self.scroll(-1)
        else:
            self.cursor.y = max(self.cursor.y - 1, 0)

    def insert_lines(self, count: int | None = None) -> None:
        if self._region[0] <= self.cursor.y <= self._region[1]:
            self.scroll(-(count or 1), self.cursor.y)
            self.carriage_return()

    def delete_lines(self, count: int | None = None) -> None:
        if self._region[0] <= self.cursor.y <= self._region[1]:
            self.scroll(count or 1, self.cursor.y)
            self.carriage_return()

    def _shift(self, count: int) -> None:
        line, x = self.buffer[self.cursor.y], self.column
        self._split(x, x if count > 0 else min(x - count, self.columns))
        rest = [line[i] for i in range(x, self.columns)]
        blanks = [self._blank] * min(abs(count), len(rest))
        moved = (blanks + rest)[: len(rest)] if count > 0 else (rest[-count:] + blanks)
        if count > 0 and rest[len(rest) - len(blanks)].data == "":
            moved[-1] = moved[-1]._replace(data=" ")
        for i, char in enumerate(moved):
            line[x + i] = char

    def insert_characters(self, count: int | None = None) -> None:
        self._shift(count or 1)

    def delete_characters(self, count: int | None = None) -> None:
        self._shift(-(count or 1))

    def cursor_up(self, count: int | None = None) -> None:
        top = self._region[0] if self.cursor.y >= self._region[0] else 0
        self.cursor.y = max(self.cursor.y - (count or 1), top)

    def cursor_down(self, count: int | None = None) -> None:
        bottom = self._region[1] if self.cursor.y <= self._region[1] else self.lines - 1
        self.cursor.y = min(self.cursor.y + (count or 1), bottom)

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        first, last = (top or 1) - 1, min(bottom or self.lines, self.lines) - 1
        if first < last:
            self.margins = None if (first, last) == (0, self.lines - 1) else pyte.screens.Margins(first, last)
            self.cursor_position()

    def alternate(self, on: bool) -> None:
        """The second screen (mode 1049): empty when it is entered; what was there before is there again after it."""
        if on and self.main is None:
            self.main = (dict(self.buffer), copy.copy(self.cursor))
            self._clear(range(self.lines))
        elif not on and self.main is not None:
            lines, self.cursor = self.main
            self.main = None
            self.buffer.clear()
            self.buffer.update(lines)
            self.ensure_hbounds()
            self.ensure_vbounds()

    def tab(self) -> None:
        self.cursor.x = min((stop for stop in self.tabstops if stop > self.cursor.x), default=self.columns)
        self.cursor.x = min(self.cursor.x, self.columns - 1)  # stops beyond the edge are kept for a wider screen

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        lines, columns = lines or self.lines, columns or self.columns
        self.margins = None
        if (gone := self.cursor.y + 1 - lines) > 0:
            self.scroll(gone)
            self.cursor.y -= gone
        for y in [y for y in self.buffer if y >= lines]:
            del self.buffer[y]
        for line in self.buffer.values():
            for x in [x for x in line if x >= columns]:
                del line[x]
            if _width(line[columns - 1].data[:1] or " ") == 2:
                line[columns - 1] = line[columns - 1]._replace(data=" ")
        self.tabstops |= set(range(self.columns + 8 - self.columns % 8, columns, 8))
        self.lines, self.columns = lines, columns
        self.ensure_hbounds()
        self.ensure_vbounds()

    def report_device_status(self, mode: int = 0) -> None:
        if mode == 5:
            self.answers += b"\x1b[0n"
        elif mode == 6:
            self.answers += f"\x1b[{self.cursor.y + 1};{self.column + 1}R".encode()

    def report_features(self, which: int = 0) -> None:
        """Primary device attributes: a VT420's, rectangles among them."""
        if which == 0:
            self.answers += b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"

    def copy_rectangle(
        self, top: int, left: int, bottom: int, right: int, page: int, to_top: int, to_left: int, to_page: int
    ) -> None:
        """Copy a part of the screen to another place (DECCRA); numbers from 1, and 0 for the usual one."""
        rows = range(max(top, 1) - 1, min(bottom or self.lines, self.lines))
        columns = range(max(left, 1) - 1, min(right or self.columns, self.columns))
        copied = {(y, x): self.buffer[y][x] for y in rows for x in columns}
        for (y, x), char in copied.items():
            line, column = y - rows.start + max(to_top, 1) - 1, x - columns.start + max(to_left, 1) - 1
            if line < self.lines and column < self.columns:
                self.buffer[line][column] = char
