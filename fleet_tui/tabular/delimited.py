"""Delimited text: the rows of CSV and its kin, streaming, with the line on which each begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from fleet_tui.tabular.encoding import Encoding
from fleet_tui.tabular.errors import Unreadable, place
from fleet_tui.tabular.lines import Lines
from fleet_tui.tabular.source import Source


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file separates its cells.

    With `spaced`, blanks before a cell are not its text. With `sheet`, rows are counted instead of lines: the text was
    made from a workbook, in which a cell with a line break is in one row.
    """

    encoding: Encoding
    delimiter: str = ","
    spaced: bool = False
    sheet: bool = False


class Records:
    """Iterates over all rows of a source once, as (line, cells); a blank line is a row without cells."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self._lines: Lines | None = None

    @property
    def fraction(self) -> float:
        """How much was read, from 0 to 1."""
        return self._lines.fraction if self._lines else 0.0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Every row from the start.

        Raises:
            Unreadable: a line cannot be read, or the source changed since it was first opened.
        """
        layout, name = self._layout, self._source.name
        with closing(self._source.open()) as stream:
            self._lines = Lines(stream, name, layout.encoding, layout.delimiter)
            reader = csv.reader(self._lines, delimiter=layout.delimiter, skipinitialspace=layout.spaced, strict=True)
            start = number = 1
            try:
                for cells in reader:
                    yield (number if layout.sheet else start), cells
                    start = reader.line_num + 1
                    number += 1
            except csv.Error:
                raise _unquoted(self._source, layout, start) from None
        self._source.open().close()


def _unquoted(source: Source, layout: Layout, start: int) -> Unreadable:
    """What is wrong with the quotation marks of the row that begins on a line."""
    quotes = _Quotes(layout, start)
    with closing(source.open()) as stream:
        for number, line in enumerate(Lines(stream, source.name, layout.encoding, layout.delimiter), 1):
            if number >= start and not quotes.go_on(number, line):
                break
    at = place(source.name, *quotes.place)
    if quotes.text_after:
        return Unreadable(
            f"{at}: after the quotation mark that ends a cell comes more text. Write quotation marks within a cell "
            "twice, and the whole cell in quotation marks."
        )
    if quotes.open:
        return Unreadable(
            f"{at}: the quotation mark that opens here is not closed within {csv.field_size_limit():,} characters or "
            "before the end of the file. Close it, or write it twice within a cell in quotation marks."
        )
    return Unreadable(f"{at}: a cell is longer than {csv.field_size_limit():,} characters: shorten it.")


class _Quotes:
    """Follows quotation marks through a row as `csv` does, to find the one that it objects to."""

    def __init__(self, layout: Layout, start: int) -> None:
        self._layout = layout
        self._length = 0
        self.open = False
        self.text_after = False
        self.place = (start, 0)

    def go_on(self, number: int, line: str) -> bool:
        """Read a line; False when it ends the row or has the fault."""
        text = line.rstrip("\r\n")
        at, begins = 0, not self.open
        while at < len(text):
            if self.open:
                end = text.find('"', at)
                if end < 0:
                    break
                doubled = text[end + 1 : end + 2] == '"'
                at, self.open, begins = end + 1 + doubled, doubled, False
                if not self.open and at < len(text) and text[at] != self._layout.delimiter:
                    self.text_after, self.place = True, (number, at + 1)
                    return False
            elif begins and text[at] == '"':
                self.open, self._length, self.place = True, 0, (number, at + 1)
                at += 1
            else:
                begins = text[at] == self._layout.delimiter or (begins and self._layout.spaced and text[at] == " ")
                at += 1
        self._length += len(line)
        return self.open and self._length <= csv.field_size_limit()
